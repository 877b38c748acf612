/** The thread in which a part of the people is ranked for. */
import { answerTask } from '../../platform/compute/index.ts'
import { rankPeople } from './rank-people.ts'

answerTask(rankPeople)
