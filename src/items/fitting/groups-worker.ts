/** The thread in which the favourites of groups are ranked. */
import { answerTask } from '../../platform/compute/index.ts'
import { rankGroups } from './rank-groups.ts'
import type { GroupsAnswer, GroupsTask } from './rank-groups.ts'

answerTask<GroupsTask, GroupsAnswer>(rankGroups, ({ scores }) => [scores.buffer])
