/** Lists that are asked for at the same time are read together. */
import { askTogether } from '../../platform/db/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { listMatches } from './lists-store.ts'
import type { ListPage, Lists } from './lists-store.ts'

/** Pages of one person's lists in the generation that answers. */
export interface PagesQuestion {
  readonly personId: string
  readonly scoreMin: number
  readonly pages: readonly ListPage[]
}

export type ReadLists = (question: PagesQuestion) => Promise<Lists>

/** Two keep a database busy while the answers of one are put together; beyond 16 a person costs no less. */
const limits = { inFlightMax: 2, questionsMax: 16 }

/** Whoever asks for the same pages with the same threshold shares a statement. */
export function gatherLists(db: Pick<Db, 'query'>): ReadLists {
  return askTogether(async (questions) => {
    const answers = new Map<PagesQuestion, Lists | Error>()
    await Promise.all([...groupAlike(questions)].map((alike) => readAlike(db, alike, answers)))
    return questions.map((question) => answers.get(question) ?? new Error('A list was not read.'))
  }, limits)
}

function groupAlike(questions: readonly PagesQuestion[]): Iterable<readonly PagesQuestion[]> {
  const groups = Map.groupBy(questions, ({ scoreMin, pages }) => JSON.stringify([scoreMin, pages]))
  return groups.values()
}

/** A failure is that of its group alone. */
async function readAlike(
  db: Pick<Db, 'query'>,
  alike: readonly PagesQuestion[],
  answers: Map<PagesQuestion, Lists | Error>,
): Promise<void> {
  const [{ scoreMin, pages } = { scoreMin: 0, pages: [] }] = alike
  const personIds = alike.map(({ personId }) => personId)
  const found = await listMatches(db.query, { generation: null, personIds, scoreMin, pages }).catch(asError)
  alike.forEach((question, index) => {
    const answer = found instanceof Error ? found : found[index]
    if (answer) answers.set(question, answer)
  })
}

const asError = (fault: unknown): Error =>
  fault instanceof Error ? fault : new Error('Unknown fault', { cause: fault })
