/** Every item of the shelf, scored by every source for one person, and added up. */
import { scaleOf } from '../../engine/index.ts'
import type { Columns } from '../shelf/index.ts'
import { contentScores } from './content-scores.ts'
import type { History } from './history.ts'
import { blendedSources, plainWeights } from './learnt.ts'
import type { BlendedSource, CollaborativeModel, GroupShare, Learnt, PopularityTable } from './learnt.ts'
import { placed, placementOf } from './placement.ts'

/** What each source adds to each place; a source that has nothing to say is not there. */
export type Parts = ReadonlyMap<BlendedSource, Float32Array>

export interface ShelfScores {
  readonly total: Float32Array
  readonly parts: Parts
  /** Whose liking the popular part is; none while nothing is learnt of it. */
  readonly groups: readonly GroupShare[]
}

export interface Scored {
  readonly columns: Columns
  readonly history: Pick<History, 'positives' | 'segment'>
  /** The direction of what she likes; null where nothing is known of it. */
  readonly direction: Int8Array | null
  /** What may bring items; null: every source. */
  readonly allowed: ReadonlySet<string> | null
}

/** Of somebody of whom nothing is known the favourites of her segment are all that is left. */
const ONLY_POPULAR = { collaborative: 0, content: 0, popular: 1 } as const

export function scoreShelf(learnt: Learnt, { columns, history, direction, allowed }: Scored): ShelfScores {
  const model = learnt.model()
  const popularity = learnt.popularity()
  const { positives, segment } = history
  const learntWeights = model?.weightsFor(positives.length) ?? plainWeights
  const weights = positives.length === 0 ? ONLY_POPULAR : learntWeights
  const parts = new Map<BlendedSource, Float32Array>()
  const add = (source: BlendedSource, score: () => Float32Array | null): void => {
    if (weights[source] === 0 || (allowed && !allowed.has(source))) return
    const scores = score()
    if (scores) parts.set(source, weighed(scores, weights[source]))
  }
  add('collaborative', () => model && collaborativeScores(model, columns, positives))
  add('content', () => direction && centred(onScale(contentScores(columns, direction))))
  const ranking = popularity?.rank(segment)
  add('popular', () => (popularity && ranking ? popularScores(popularity, columns, ranking.scores) : null))
  return { total: sumOf(parts, columns.count), parts, groups: ranking?.groups ?? [] }
}

/** Null for somebody whose items are all unknown to the model. */
function collaborativeScores(
  model: CollaborativeModel,
  columns: Columns,
  positives: History['positives'],
): Float32Array | null {
  const row = rowOf(model, positives)
  if (row.indices.length === 0) return null
  const scores = new Float32Array(model.scorer.columns)
  model.scorer.score(row, scores)
  // What the model has never seen speaks neither for nor against itself.
  return placed(onScale(scores), placementOf(model, columns), 0)
}

/** What a model takes of a person: the columns ascend. */
export function rowOf({ columnOf }: Pick<CollaborativeModel, 'columnOf'>, positives: History['positives']) {
  const known = positives
    .flatMap(({ itemId, weight }) => {
      const column = columnOf(itemId)
      return column === undefined ? [] : [{ column, weight }]
    })
    .toSorted((one, other) => one.column - other.column)
  return {
    indices: Uint32Array.from(known, ({ column }) => column),
    values: Float32Array.from(known, ({ weight }) => weight),
  }
}

/** What the table has never seen is as popular as its least. */
function popularScores(popularity: PopularityTable, columns: Columns, chances: Float32Array): Float32Array {
  const scores = centred(onScale(chances.slice()))
  return placed(scores, placementOf(popularity, columns), leastOf(scores))
}

function leastOf(scores: Float32Array): number {
  let least = Number.POSITIVE_INFINITY
  for (const score of scores) if (score < least) least = score
  return Number.isFinite(least) ? least : 0
}

/** As the blend was learnt: divided by their standard deviation, in place. What says nothing becomes 0. */
function onScale(scores: Float32Array): Float32Array {
  const scale = scaleOf(scores)
  return weighed(scores, scale === 0 ? 0 : 1 / scale)
}

/**
 * Around 0, in place. Where every item has a score that changes no order; and what a source says of all items alike must not look as if
 * it had brought this one.
 */
function centred(scores: Float32Array): Float32Array {
  let sum = 0
  for (let at = 0; at < scores.length; at += 1) sum += scores[at] as number
  const mean = scores.length === 0 ? 0 : sum / scores.length
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) - mean
  return scores
}

function weighed(scores: Float32Array, weight: number): Float32Array {
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] as number) * weight
  return scores
}

function sumOf(parts: Parts, count: number): Float32Array {
  const total = new Float32Array(count)
  for (const part of parts.values())
    for (let at = 0; at < count; at += 1) total[at] = (total[at] as number) + (part[at] as number)
  return total
}

/** The source that adds most to a place. Where none adds anything, the popular. */
export function sourceOf(parts: Parts, place: number): BlendedSource {
  let [best, most] = ['popular' as BlendedSource, 0]
  for (const source of blendedSources) {
    const part = parts.get(source)?.[place] ?? 0
    if (part > most) [best, most] = [source, part]
  }
  return best
}
