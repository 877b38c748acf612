/** The favourites of a group of people. */
import type { Made } from './answer-page.ts'
import { because } from './because.ts'
import { isLikedAtAll } from './learnt.ts'
import { maskOf } from './candidates.ts'
import { listInCommon } from './common-list.ts'
import { groupIn } from './explain.ts'
import type { RecommendDeps } from './personalise.ts'
import type { PopularQuestion } from './question.ts'
import { scoreShelf } from './score-shelf.ts'

/** @throws Problem `request.invalid` for an expression that cannot be read */
export async function popular(deps: RecommendDeps, question: PopularQuestion): Promise<Made> {
  const startedMs = performance.now()
  const columns = await deps.shelf.current()
  const mask = await maskOf(columns, question)
  await deps.itsTurn()
  const history = { positives: [], segment: question.segment }
  const scores = scoreShelf(deps.learnt, { columns, history, direction: null, allowed: null })
  return listInCommon(deps, question, {
    startedMs,
    algorithm: 'popular',
    columns,
    mask,
    scores: scores.total,
    userId: null,
    sourceAt: () => 'popular',
    reasonFor: (source, id) =>
      because({ source, speaker: null, group: groupIn(scores), isLiked: isLikedAtAll(deps.learnt, id) }),
    groups: [...scores.groups],
  })
}
