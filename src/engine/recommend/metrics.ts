/** How good lists are, given what their rows took later. One figure for each row, so that slices and intervals share them. */
import { rowOf } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { topK } from './top-k.ts'

/** All figures 0..1, with `positives` what a row took later, at least one. */
export interface Quality {
  /** Hits / positives, as in the code of LightGCN and GF-CF, also where there are more positives than places. */
  readonly recall: number
  /** Σ over hits of 1 / log2(place + 1), by the most that min(k, positives) hits could bring (Järvelin, Kekäläinen 2002). */
  readonly ndcg: number
  /** Precision at the place of each hit, summed, by min(k, positives). */
  readonly averagePrecision: number
  /** 1 when there is any hit, else 0. */
  readonly hit: number
}

/** Of the columns of `list`, best first, of which only the first `k` count; `positives` ascend. */
export function qualityOf(list: Uint32Array, positives: Uint32Array, k: number): Quality {
  const wanted = new Set(positives)
  let [hits, gain, precisions] = [0, 0, 0]
  for (let place = 0; place < Math.min(k, list.length); place += 1) {
    if (!wanted.has(list[place] as number)) continue
    hits += 1
    gain += discount(place)
    precisions += hits / (place + 1)
  }
  const findable = Math.min(k, positives.length)
  return {
    recall: hits / positives.length,
    ndcg: gain / idealGain(findable),
    averagePrecision: precisions / findable,
    hit: hits > 0 ? 1 : 0,
  }
}

/** What a hit at this place is worth; the first place is 0. */
export const discount = (place: number): number => 1 / Math.log2(place + 2)

/** What `count` hits at the first places are worth. */
export function idealGain(count: number): number {
  let gain = 0
  for (let place = 0; place < count; place += 1) gain += discount(place)
  return gain
}

/** One figure in each place for each row that was measured. */
export interface RowQualities {
  /** The rows, ascending: those with anything to find. */
  readonly rows: Uint32Array
  readonly recall: Float64Array
  readonly ndcg: Float64Array
  readonly averagePrecision: Float64Array
  readonly hit: Float64Array
  /** Mean self-information of the list, in bits: −log2 of the share of rows that have the item; one row at least. */
  readonly novelty: Float64Array
  /** `k` columns of each row, best first; where a list is shorter, the places behind it hold `NO_COLUMN`. */
  readonly lists: Uint32Array
  readonly k: number
}

export const NO_COLUMN = 0xff_ff_ff_ff

export interface Trial {
  /** What was known. Its columns are not recommended again, and count as known to the novelty. */
  readonly train: SparseMatrix
  /** What came later, of the same shape; without what is in `train`. */
  readonly test: SparseMatrix
  readonly k: number
  /** Only these rows, ascending; else all. Rows without anything in `test` are left out. */
  readonly rows?: Uint32Array
}

/** Writes a score for each column; the array is the same for each row and holds what was there. */
export type ScoreRow = (row: number, scores: Float32Array) => void

/** Ranks all columns for each row, never a sample of them. */
export function measure({ train, test, k, rows }: Trial, scoreRow: ScoreRow): RowQualities {
  const measured = (rows ?? Uint32Array.from({ length: test.rows }, (_, row) => row)).filter(
    (row) => rowOf(test, row).indices.length > 0,
  )
  const results = emptyQualities(measured, k)
  const information = selfInformation(train)
  const scores = new Float32Array(train.columns)
  for (const [place, row] of measured.entries()) {
    scoreRow(row, scores)
    const list = topK(scores, k, rowOf(train, row).indices)
    results.lists.set(list, place * k)
    const quality = qualityOf(list, rowOf(test, row).indices, k)
    results.recall[place] = quality.recall
    results.ndcg[place] = quality.ndcg
    results.averagePrecision[place] = quality.averagePrecision
    results.hit[place] = quality.hit
    results.novelty[place] = list.reduce((sum, column) => sum + (information[column] as number), 0) / (list.length || 1)
  }
  return results
}

function emptyQualities(rows: Uint32Array, k: number): RowQualities {
  const zeros = (): Float64Array => new Float64Array(rows.length)
  return {
    rows,
    recall: zeros(),
    ndcg: zeros(),
    averagePrecision: zeros(),
    hit: zeros(),
    novelty: zeros(),
    lists: new Uint32Array(rows.length * k).fill(NO_COLUMN),
    k,
  }
}

function selfInformation({ rows, columns, indices }: SparseMatrix): Float64Array {
  const counts = new Float64Array(columns)
  for (const column of indices) counts[column]! += 1
  return counts.map((count) => -Math.log2(Math.max(1, count) / Math.max(1, rows)))
}

/** The share of `columns` that is in any of the lists; of those at `places` only, where they are given. */
export function coverageOf({ lists, k, rows }: RowQualities, columns: number, places?: Uint32Array): number {
  const shown = new Set<number>()
  for (const place of places ?? rows.keys()) {
    for (let at = place * k; at < (place + 1) * k; at += 1) shown.add(lists[at] as number)
  }
  shown.delete(NO_COLUMN)
  return columns > 0 ? shown.size / columns : 0
}

/** Where in the qualities the rows are for which `isIn` is true: the places of a slice. */
export const placesOf = ({ rows }: RowQualities, isIn: (row: number) => boolean): Uint32Array =>
  Uint32Array.from(rows.keys()).filter((place) => isIn(rows[place] as number))

/** The figures at these places. */
export const valuesAt = (values: Float64Array, places: Uint32Array): Float64Array =>
  Float64Array.from(places, (place) => values[place] as number)
