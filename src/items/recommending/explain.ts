/** Says why each item is on a page: where it came from, and which liking speaks most for it. */
import { givingTurns } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { findItems, isRecommendable } from '../catalogue/index.ts'
import type { Item } from '../catalogue/index.ts'
import type { Truth } from '../following/index.ts'
import { likeness } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { contentScore, profileOf } from '../tastes/index.ts'
import { rounded } from './answer-page.ts'
import { because } from './because.ts'
import type { Speaker } from './because.ts'
import { featuresAt } from './content.ts'
import type { History, Positive } from './history.ts'
import { isLikedAtAll } from './learnt.ts'
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
  readonly truth: Truth
  /** Then a host says what may be told by its name, and our copy may be older. */
  readonly isTruthElsewhere: boolean
}

export interface Explained {
  /** To whom it is said. */
  readonly userId: string
  readonly columns: Columns
  readonly history: History
  readonly ids: readonly string[]
  readonly sources: readonly SourceName[]
  readonly scores: ShelfScores
}

/** Of so many things that she liked last, one is named. */
const NAMED_MAX = 12
/** So many make up the profile that an item is held against. */
const PROFILED_MAX = 200
/** One takes some milliseconds: between two of them others get a turn. */
const TURN_MS = 5

export async function explainPersonal(deps: ExplainDeps, explained: Explained): Promise<readonly Explanation[]> {
  const { columns, history, ids, sources, scores } = explained
  const profiled = history.positives.slice(0, PROFILED_MAX)
  const items = await findItems(deps.db.query, [...new Set([...ids, ...profiled.map(({ itemId }) => itemId)])])
  const latest = profiled.slice(0, NAMED_MAX)
  // What somebody else keeps to himself by now is not told to whoever liked it before.
  const open = latest.filter(({ itemId }) => isOpenTo(explained.userId, items.get(itemId)))
  const tellable = await tellableAmong(
    deps,
    open.flatMap(({ itemId }) => items.get(itemId) ?? []),
  )
  const named = open.filter(({ itemId }) => !items.has(itemId) || tellable.has(itemId))
  const neighbours = await speakersFor(deps.learnt.model(), columns, { named, ids })
  const profile = profileOf(profiled.flatMap(({ itemId, isLiked }) => (isLiked ? (items.get(itemId) ?? []) : [])))
  return ids.map((id, at) => {
    const source = sources[at] ?? 'popular'
    const positive = source === 'content' ? mostAlike(columns, id, named) : neighbours.get(id)
    const item = items.get(id)
    return {
      id,
      source,
      score: rounded(scores.total[columns.placeOf(id) ?? 0] ?? 0),
      because: because({
        source,
        speaker: positive ? speakerOf(positive, items) : null,
        group: groupIn(scores),
        isLiked: isLikedAtAll(deps.learnt, id),
      }),
      ...(item && latest.length > 0 ? { parts: roundedAll(contentScore(item, profile, deps.clock()).parts) } : {}),
    }
  })
}

const roundedAll = (parts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, rounded(part)]))

const isOpenTo = (userId: string, item: Item | undefined): boolean =>
  item === undefined || item.ownerId === null || item.ownerId === userId

/**
 * Ids of those that may be called by their titles: what was recommendable when our copy was made, and is not any more, may be
 * somebody's own by now.
 */
export async function tellableAmong(
  { truth, isTruthElsewhere }: Pick<ExplainDeps, 'truth' | 'isTruthElsewhere'>,
  items: readonly Item[],
): Promise<ReadonlySet<string>> {
  if (!isTruthElsewhere) return new Set(items.map(({ id }) => id))
  const unsure = items.filter(isRecommendable).map(({ id }) => id)
  const { standing } = await truth.check({ ids: unsure, geoId: null, userId: null })
  return new Set(items.filter((item) => !isRecommendable(item) || standing.has(item.id)).map(({ id }) => id))
}

const speakerOf = ({ itemId, isLiked }: Positive, items: ReadonlyMap<string, Item>): Speaker => ({
  name: nameOf(items.get(itemId), itemId),
  how: isLiked ? 'liked' : 'clicked',
})

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
  /** Those that may be named. */
  readonly named: readonly Positive[]
  readonly ids: readonly string[]
}

/** For each item of the page the liked one that leads to it most, each of these being asked by itself: the model is linear. */
async function speakersFor(
  model: CollaborativeModel | null,
  columns: Columns,
  { named, ids }: Page,
): Promise<ReadonlyMap<string, Positive>> {
  const best = new Map<string, { readonly positive: Positive; readonly score: number }>()
  if (!model) return new Map()
  const placement = placementOf(model, columns)
  const scores = new Float32Array(model.scorer.columns)
  const giveTurn = givingTurns(TURN_MS)
  for (const positive of named) {
    await giveTurn()
    const row = rowOf(model, [positive])
    if (row.indices.length === 0) continue
    model.scorer.score(row, scores)
    for (const id of ids) {
      const column = placement[columns.placeOf(id) ?? -1] ?? NOWHERE
      const score = scores[column] ?? 0
      if (score > (best.get(id)?.score ?? 0)) best.set(id, { positive, score })
    }
  }
  return new Map([...best].map(([id, { positive }]) => [id, positive]))
}

/** The liked item whose words and price are most like those of this one; null where none is like it at all. */
function mostAlike(columns: Columns, id: string, named: readonly Positive[]): Positive | null {
  const own = featuresAt(columns, columns.placeOf(id))
  let [best, most] = [null as Positive | null, 0]
  for (const positive of named) {
    const features = featuresAt(columns, columns.placeOf(positive.itemId))
    const alike = own && features ? likeness(own, features) : 0
    if (alike > most) [best, most] = [positive, alike]
  }
  return best
}
