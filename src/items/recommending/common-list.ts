/** A list that is the same for everybody who asks for it, or nearly so: its pages are counted off the order as it is. */
import { newId } from '../../base/index.ts'
import type { Columns } from '../shelf/index.ts'
import { answerOf, rounded } from './answer-page.ts'
import type { Made } from './answer-page.ts'
import { applyBoosts } from './candidates.ts'
import { choiceOf } from './choose.ts'
import { fillPage } from './fill-page.ts'
import type { RecommendDeps } from './personalise.ts'
import type { Question } from './question.ts'
import type { Algorithm, RecommendationAnswer, SourceName } from './schema.ts'

export interface CommonList {
  readonly startedMs: number
  readonly algorithm: Algorithm
  readonly columns: Columns
  readonly mask: Uint8Array
  readonly scores: Float32Array
  /** Whose likes are left out; null: nobody's. */
  readonly userId: string | null
  readonly sourceAt: (place: number) => SourceName
  readonly reasonFor: (source: SourceName, itemId: string) => string
  readonly groups: RecommendationAnswer['groups'] | null
}

/** @throws Problem `request.invalid` for a boost that cannot be read */
export async function listInCommon(deps: RecommendDeps, question: Question, list: CommonList): Promise<Made> {
  const { columns, mask, scores, userId } = list
  const { geoId } = question.wanted
  await applyBoosts({ columns, mask, scores }, question.boosts)
  const choose = choiceOf({ columns, scores, diversity: question.diversity, exploring: null })
  const isRepeating = userId === null
  const about = { geoId, userId }
  const page = { columns, mask, scores, pageOf: question, shown: [], about, isRepeating, ...(choose ? { choose } : {}) }
  const filled = await fillPage(deps.truth, page)
  const places = filled.ids.map((id) => columns.placeOf(id) ?? 0)
  const sources = places.map(list.sourceAt)
  const explanations = filled.ids.map((id, at) => {
    const source = sources[at] ?? 'popular'
    return { id, source, score: rounded(scores[places[at] ?? 0] ?? 0), because: list.reasonFor(source, id) }
  })
  const { algorithm, groups, startedMs } = list
  const answer = answerOf(question, {
    id: newId(deps.clock()),
    algorithm,
    filled,
    tookMs: performance.now() - startedMs,
    explanations: question.isExplained ? explanations : null,
    groups: question.isExplained ? groups : null,
  })
  return { answer, sources, geoId, userId, isRepeating, variant: null }
}
