/** How much each of several scorers has to say, learnt from what rows took later. */
import { ascend, bestAlone, differences } from './blend-ascent.ts'
import type { Ascent, Reached } from './blend-ascent.ts'
import { gatherer } from './blend-candidates.ts'
import type { Candidates, HeldOut, ScoreSource } from './blend-candidates.ts'
import { blendedNdcg, exactShare } from './blend-judge.ts'
import type { Weights } from './blend-judge.ts'
import { addOnScale } from './blend-scale.ts'
import { meanOf, standardError } from './bootstrap.ts'

export interface BlendQuestion {
  readonly columns: number
  readonly heldOut: readonly HeldOut[]
  /** Names of sources; of equally good ones the earlier is taken. */
  readonly sources: readonly string[]
  /** Asked once for each held-out row and source, sources in order within a row. */
  readonly scoreSource: ScoreSource
  /** The length of the list that is judged; 20 where not given. */
  readonly k?: number
}

/** What rows of one length of history get. */
export interface BlendBucket {
  /** Known columns that a row has at least; those of the next bucket have more. */
  readonly historyMin: number
  /** One for each source; they add to 1. */
  readonly weights: Weights
  /** Held-out rows that the weights were learnt from. */
  readonly rows: number
  /** Of these, with these weights, and its standard error. NaN where there are none. */
  readonly ndcg: number
  readonly error: number
  /** Of each source alone. */
  readonly alone: readonly number[]
  /** The share of rows for which the candidates surely held the best; below 1 the figure is somewhat too good. */
  readonly exact: number
  /** Where there were too few rows: whose weights these are. `all`: all rows together. */
  readonly borrowed: number | 'all' | null
}

export interface Blend {
  readonly sources: readonly string[]
  /** By ascending `historyMin`. */
  readonly buckets: readonly BlendBucket[]
}

/** Histories of 1 and 2, of 3 to 9, of 10 and more. */
const HISTORIES = [1, 3, 10]
/** Held-out rows below which weights are not learnt from them. */
const ROWS_MIN = 40
/** Best columns that are kept of each source for each row. */
const DEPTH = 100
/** Parts of the rows that are judged by weights from the other parts. */
const FOLDS = 4
/** Standard errors that blending must gain: chance does so one time in ten. */
const ERRORS_MIN = 1.28

/**
 * For each bucket of histories the weights of the best NDCG on held-out rows. Scores are first divided by their standard
 * deviation over columns (`scaleOf`). The search starts from the best single source, and stays there unless blending gains
 * more than chance does also on rows that the weights were not learnt from, in four parts: on shuffled data nothing beats the
 * most popular. A bucket of fewer than 40 rows takes the weights of the nearest that has as many, of two the one of
 * the longer history, or else what all rows together say, which without any row is the first source alone. Deterministic.
 */
export function learnBlend({ columns, heldOut, sources, scoreSource, k = 20 }: BlendQuestion): Blend {
  const gather = gatherer({ columns, sources: sources.length, depth: DEPTH, scoreSource })
  const rows = heldOut.map((each) => ({ history: each.known.length, candidates: gather(each) }))
  const groups = HISTORIES.map((_least, bucket) =>
    rows.filter(({ history }) => bucketOf(history) === bucket).map(({ candidates }) => candidates),
  )
  const all = rows.map(({ candidates }) => candidates)
  const learn = (some: readonly Candidates[]): Learnt => learnWeights({ rows: some, sources: sources.length, k })
  const learnt = groups.map((group) => (group.length >= ROWS_MIN ? learn(group) : null))
  const together = learnt.some((each) => each !== null) ? null : learn(all)
  const buckets = HISTORIES.map((historyMin, bucket): BlendBucket => {
    const from = nearestOf(learnt, bucket)
    const taken = from === null ? together : learnt[from]
    const borrowed = from === null ? 'all' : from === bucket ? null : (HISTORIES[from] as number)
    return { historyMin, ...(taken as Learnt), borrowed }
  })
  return { sources, buckets }
}

type Learnt = Omit<BlendBucket, 'historyMin' | 'borrowed'>

function learnWeights(ascent: Ascent): Learnt {
  const { rows, sources, k } = ascent
  const single = bestAlone(ascent)
  const { weights, ndcg } = rows.length < ROWS_MIN ? single : worthBlending(single, ascent)
  return {
    weights,
    rows: rows.length,
    ndcg: meanOf(ndcg),
    error: standardError(ndcg),
    alone: Array.from({ length: sources }, (_, source) =>
      meanOf(
        blendedNdcg(
          rows,
          weights.map((_weight, other) => (other === source ? 1 : 0)),
          k,
        ),
      ),
    ),
    exact: exactShare(rows, weights, k),
  }
}

/** The blend, if it also gains on rows that had no say in it; else the single source. */
function worthBlending(single: Reached, ascent: Ascent): Reached {
  const blended = ascend(ascent, single)
  if (blended === single) return single
  const gains = crossedGains(ascent)
  return meanOf(gains) > ERRORS_MIN * standardError(gains) ? blended : single
}

/** What blending gains over the best single source, for each row by weights and source that the row had no say in. */
function crossedGains({ rows, sources, k }: Ascent): Float64Array {
  const gains: number[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = rows.filter((_row, place) => place % FOLDS !== fold)
    const judged = rows.filter((_row, place) => place % FOLDS === fold)
    const single = bestAlone({ rows: others, sources, k })
    const blended = ascend({ rows: others, sources, k }, single)
    gains.push(...differences(blendedNdcg(judged, blended.weights, k), blendedNdcg(judged, single.weights, k)))
  }
  return Float64Array.from(gains)
}

/** The nearest bucket of which something was learnt, itself first, then the longer of two equally near. */
function nearestOf(learnt: readonly (Learnt | null)[], bucket: number): number | null {
  for (let distance = 0; distance < learnt.length; distance += 1) {
    for (const other of [bucket + distance, bucket - distance]) if (learnt[other]) return other
  }
  return null
}

/** The bucket of a row that has so many known columns; that of 1 for none. */
const bucketOf = (history: number): number =>
  Math.max(
    0,
    HISTORIES.findLastIndex((least) => history >= least),
  )

/** The weights of a row that has so many known columns. */
export function weightsFor({ buckets }: Blend, history: number): Weights {
  const bucket = buckets.findLast(({ historyMin }) => history >= historyMin) ?? buckets[0]
  return (bucket as BlendBucket).weights
}

/** Writes the blend of the sources' scores into `scores`. Lists of weight 0 may be anything. */
export function blendScores(weights: Weights, lists: readonly Float32Array[], scores: Float32Array): void {
  scores.fill(0)
  for (const [source, list] of lists.entries()) addOnScale(scores, list, weights[source] as number)
}
