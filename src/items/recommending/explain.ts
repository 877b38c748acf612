/** Says why each item is on a page: where it came from, and which liking speaks most for it. */
import { givingTurns } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { findItems } from '../catalogue/index.ts'
import type { Item } from '../catalogue/index.ts'
import { likeness } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { contentScore, profileOf } from '../tastes/index.ts'
import { rounded } from './answer-page.ts'
import { because } from './because.ts'
import { featuresAt } from './content.ts'
import type { History, Positive } from './history.ts'
import type { CollaborativeModel, Learnt } from './learnt.ts'
import { NOWHERE, placementOf } from './placement.ts'
import type { Segment } from './question.ts'
import type { Explanation, SourceName } from './schema.ts'
import { rowOf } from './score-shelf.ts'
import type { ShelfScores } from './score-shelf.ts'

export interface ExplainDeps {
  readonly db: Pick<Db, 'query'>
  readonly clock: () => Date
  readonly learnt: Learnt
}

export interface Explained {
  readonly columns: Columns
  readonly history: History
  readonly ids: readonly string[]
  readonly sources: readonly SourceName[]
  readonly scores: ShelfScores
}

/** Of so many things that she liked last, one is named. */
const NAMED_MAX = 12
/** One takes some milliseconds: between two of them others get a turn. */
const TURN_MS = 5

export async function explainPersonal(deps: ExplainDeps, explained: Explained): Promise<readonly Explanation[]> {
  const { columns, history, ids, sources, scores } = explained
  const liked = history.positives.slice(0, NAMED_MAX)
  const items = await findItems(deps.db.query, [...new Set([...ids, ...liked.map(({ itemId }) => itemId)])])
  const speaking = await speakersFor(deps.learnt.model(), columns, { liked, ids })
  const profile = profileOf(
    history.positives.flatMap(({ itemId, isLiked }) => (isLiked ? (items.get(itemId) ?? []) : [])),
  )
  return ids.map((id, at) => {
    const source = sources[at] ?? 'popular'
    const speaker = source === 'content' ? mostAlike(columns, id, liked) : (speaking.get(id) ?? null)
    const named = speaker === null ? null : nameOf(items.get(speaker), speaker)
    const item = items.get(id)
    return {
      id,
      source,
      score: rounded(scores.total[columns.placeOf(id) ?? 0] ?? 0),
      because: because({ source, liked: named, group: groupIn(scores) }),
      ...(item && liked.length > 0 ? { parts: roundedAll(contentScore(item, profile, deps.clock()).parts) } : {}),
    }
  })
}

const roundedAll = (parts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, rounded(part)]))

export const nameOf = (item: Item | undefined, id: string): string => item?.title ?? id

/** The narrowest group that decides a fifth or more, together with those that are narrower; null: everybody. */
const GROUP_WEIGHT_MIN = 0.2

export function groupIn({ groups }: Pick<ShelfScores, 'groups'>): Segment | null {
  let decided = 0
  for (const { weight, gender, age } of groups) {
    decided += weight
    if (decided >= GROUP_WEIGHT_MIN && (gender ?? age) !== null) return { gender, age }
  }
  return null
}

interface Page {
  readonly liked: readonly Positive[]
  readonly ids: readonly string[]
}

/** For each item of the page the liked one that leads to it most, each of these being asked by itself: the model is linear. */
async function speakersFor(
  model: CollaborativeModel | null,
  columns: Columns,
  { liked, ids }: Page,
): Promise<ReadonlyMap<string, string>> {
  const best = new Map<string, { readonly itemId: string; readonly score: number }>()
  if (!model) return new Map()
  const placement = placementOf(model, columns)
  const scores = new Float32Array(model.scorer.columns)
  const giveTurn = givingTurns(TURN_MS)
  for (const positive of liked) {
    await giveTurn()
    const row = rowOf(model, [positive])
    if (row.indices.length === 0) continue
    model.scorer.score(row, scores)
    for (const id of ids) {
      const column = placement[columns.placeOf(id) ?? -1] ?? NOWHERE
      const score = scores[column] ?? 0
      if (score > (best.get(id)?.score ?? 0)) best.set(id, { itemId: positive.itemId, score })
    }
  }
  return new Map([...best].map(([id, { itemId }]) => [id, itemId]))
}

/** The liked item whose words and price are most like those of this one; null where none is like it at all. */
function mostAlike(columns: Columns, id: string, liked: readonly Positive[]): string | null {
  const own = featuresAt(columns, columns.placeOf(id))
  let [best, most] = [null as string | null, 0]
  for (const { itemId } of liked) {
    const features = featuresAt(columns, columns.placeOf(itemId))
    const alike = own && features ? likeness(own, features) : 0
    if (alike > most) [best, most] = [itemId, alike]
  }
  return best
}
