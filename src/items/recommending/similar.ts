/** What is like one item: by who likes both, and by what is said of both. */
import { Problem } from '../../base/index.ts'
import { findItems } from '../catalogue/index.ts'
import type { Item } from '../catalogue/index.ts'
import type { Made } from './answer-page.ts'
import { because } from './because.ts'
import { isLikedAtAll } from './learnt.ts'
import { leaveOut, maskOf } from './candidates.ts'
import { listInCommon } from './common-list.ts'
import { readDirection } from './content.ts'
import { nameOf, tellableAmong } from './explain.ts'
import { likedIn, readHistory } from './history.ts'
import type { RecommendDeps } from './personalise.ts'
import type { SimilarQuestion } from './question.ts'
import { scoreShelf, sourceOf } from './score-shelf.ts'

const NOBODY = { gender: null, age: null } as const
/** What everybody likes is like nothing in particular. */
const SOURCES = new Set(['collaborative', 'content'])

/** @throws Problem `item.not_found`: also for what is private, of which nobody may learn that it is there */
export async function findPublicItem({ db }: Pick<RecommendDeps, 'db'>, id: string): Promise<Item> {
  const item = (await findItems(db.query, [id])).get(id)
  if (!item || item.ownerId !== null) throw new Problem('item.not_found', 'There is no item with this id.')
  return item
}

/** An item that is sold out has neighbours all the same. @throws Problem `request.invalid` as above */
export async function similar(deps: RecommendDeps, question: SimilarQuestion, item: Item): Promise<Made> {
  const startedMs = performance.now()
  const { userId } = question
  const [columns, asker] = await Promise.all([
    deps.shelf.current(),
    userId === null ? null : readHistory(deps.db, userId),
  ])
  const mask = await maskOf(columns, question)
  leaveOut(mask, columns, [item.id, ...(asker?.unwanted ?? []), ...(asker ? likedIn(asker) : [])])
  const positives = [{ itemId: item.id, weight: 1, isLiked: true }]
  const direction = await readDirection(deps.db, columns, positives)
  const isTold = question.isExplained && (await tellableAmong(deps, [item])).has(item.id)
  const speaker = { name: nameOf(isTold ? item : undefined, item.id), how: 'asked' } as const
  await deps.itsTurn()
  const history = { positives, segment: NOBODY }
  const { total, parts } = scoreShelf(deps.learnt, { columns, history, direction, allowed: SOURCES })
  return listInCommon(deps, question, {
    startedMs,
    algorithm: 'similar',
    columns,
    mask,
    scores: total,
    userId,
    sourceAt: (place) => sourceOf(parts, place),
    reasonFor: (source, id) => because({ source, speaker, group: null, isLiked: isLikedAtAll(deps.learnt, id) }),
    groups: null,
  })
}
