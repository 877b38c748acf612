/** How good choices are, by the events that were held out of them. */
import { meanOf, qualityOf, rowOf, standardError, topK } from '../../engine/index.ts'
import type { Effort, SparseRow } from '../../engine/index.ts'
import type { HeldOut } from './hold-out.ts'

/** Places of a list that are judged. */
const PLACES = 20

/** What one choice was worth to those who were asked. */
export interface Tried<Settings> {
  readonly settings: Settings
  /** Mean NDCG@20. */
  readonly ndcg: number
  /** Its standard error. */
  readonly error: number
}

/** Someone to be judged by. */
export interface Asked {
  readonly row: SparseRow
  /** Not to be recommended: what is known of her, ascending. */
  readonly known: Uint32Array
  /** To be found, ascending. */
  readonly wanted: Uint32Array
}

export const askedAt = ({ train, test }: Pick<HeldOut, 'train' | 'test'>, person: number): Asked => {
  const row = rowOf(train, person)
  return { row, known: row.indices, wanted: rowOf(test, person).indices }
}

export const ndcgOf = (scores: Float32Array, { known, wanted }: Pick<Asked, 'known' | 'wanted'>): number =>
  qualityOf(topK(scores, PLACES, known), wanted, PLACES).ndcg

export interface Judging<Settings> {
  readonly choices: readonly Settings[]
  /** Scores of each choice for one person, in the order of the choices; an array may be used again for the next. */
  readonly scoresOf: (asked: Asked) => Iterable<Float32Array>
  /** After so many seconds nobody else is asked, but never before `PEOPLE_MIN`. */
  readonly secondsMax: number
  readonly effort: Effort
}

/** Fewer people tell nothing at all. */
const PEOPLE_MIN = 100

export interface Judged<Settings> {
  /** In the order of the choices. */
  readonly tried: readonly Tried<Settings>[]
  /** NDCG@20 of each choice for each of those who were asked: the same people, in the same order. */
  readonly values: readonly Float64Array[]
}

/** All choices are judged by the same people. */
export function judge<Settings>(
  people: readonly Asked[],
  { choices, scoresOf, secondsMax, effort }: Judging<Settings>,
): Judged<Settings> {
  const values = choices.map((): number[] => [])
  const begun = effort.secondsLeft()
  for (const [at, asked] of people.entries()) {
    if (effort.shouldStop()) break
    if (at >= PEOPLE_MIN && begun - effort.secondsLeft() > secondsMax) break
    let choice = 0
    for (const scores of scoresOf(asked)) {
      values[choice]?.push(ndcgOf(scores, asked))
      choice += 1
    }
  }
  const columns = values.map((list) => Float64Array.from(list))
  const tried = choices.map((settings, at) => {
    const column = columns[at] as Float64Array
    return { settings, ndcg: column.length > 0 ? meanOf(column) : 0, error: errorOf(column) }
  })
  return { tried, values: columns }
}

const errorOf = (values: Float64Array): number => (values.length > 1 ? standardError(values) : 0)

/** The place of the best; of equal ones the first. */
export function bestOf(tried: readonly Pick<Tried<unknown>, 'ndcg'>[]): number {
  let best = 0
  for (const [at, { ndcg }] of tried.entries()) if (ndcg > (tried[best]?.ndcg ?? 0)) best = at
  return best
}

/** How much better `one` is than `other` for the same people, and the standard error of that. */
export function gainOf(one: Float64Array, other: Float64Array): { readonly gain: number; readonly error: number } {
  const differences = one.map((value, at) => value - (other[at] as number))
  return { gain: differences.length > 0 ? meanOf(differences) : 0, error: errorOf(differences) }
}
