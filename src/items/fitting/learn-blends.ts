/** Learns how much each of several scorers has to say, for long histories and for short ones. */
import { learnBlend, rowOf } from '../../engine/index.ts'
import type { Blend, Effort, HeldOut as BlendRow, SparseRow } from '../../engine/index.ts'
import type { HeldOut } from './hold-out.ts'

/** A source scores the row of somebody, who is also named by her number. */
export type ScoreSource = (row: SparseRow, person: number, scores: Float32Array) => void

export interface BlendLearning {
  readonly held: HeldOut
  readonly sources: Readonly<Record<string, ScoreSource>>
  /** The order of the entries of a row, the first first: by time where times are known. */
  readonly isBefore: (one: number, other: number) => number
  /** Whether some rows are cut down, so that there is something to learn of short histories. */
  readonly isForShort: boolean
  readonly secondsMax: number
  readonly effort: Effort
}

const ROWS_MAX = 4000
const ROWS_MIN = 200
/** What the search for weights costs for each row and source beside the first, on one core of 2023. */
const SEARCH_SECONDS = 0.002
/** Of how many rows the time for scoring is measured, after a few that are slow because they are the first. */
const TIMED_ROWS = 10
const FIRST_ROWS = 3

/**
 * For short histories one row in three is cut down to the first one or two entries of somebody: what else is known of her is
 * then neither recommended nor looked for.
 */
export function learnBlends(learning: BlendLearning): Blend {
  const { held, sources } = learning
  const names = Object.keys(sources)
  const rows = rowsOf(learning, rowCount(learning))
  return learnBlend({
    columns: held.train.columns,
    heldOut: rows,
    sources: names,
    scoreSource({ row: person, known }, source, scores) {
      const whole = rowOf(held.train, person)
      const row = known.length === whole.indices.length ? whole : partOf(whole, known)
      sources[names[source] as string]?.(row, person, scores)
      if (row !== whole) for (const column of whole.indices) if (!known.includes(column)) scores[column] = -Infinity
    },
  })
}

function partOf(row: SparseRow, columns: Uint32Array): SparseRow {
  const places = columns.map((column) => row.indices.indexOf(column))
  return {
    indices: columns,
    values: row.values && Float32Array.from(places, (place) => row.values?.[place] as number),
  }
}

function rowsOf({ held, isBefore, isForShort }: BlendLearning, count: number): readonly BlendRow[] {
  return Array.from(held.rows.subarray(0, count), (row, at) => {
    const { indices } = rowOf(held.train, row)
    const wanted = rowOf(held.test, row).indices
    if (!isForShort || at % 3 !== 0 || indices.length < 3) return { row, known: indices, wanted }
    const start = held.train.starts[row] as number
    const entries = Uint32Array.from(indices, (_, place) => start + place).sort(isBefore)
    const first = entries.subarray(0, 1 + (Math.floor(at / 3) % 2))
    return { row, known: first.map((entry) => held.train.indices[entry] as number).sort(), wanted }
  })
}

/** As many as there is time for. */
function rowCount({ held, sources, secondsMax, effort }: BlendLearning): number {
  const all = Math.min(held.rows.length, ROWS_MAX)
  if (secondsMax === Infinity) return all
  const scores = new Float32Array(held.train.columns)
  const scoreAll = (rows: Uint32Array): void => {
    for (const row of rows) for (const score of Object.values(sources)) score(rowOf(held.train, row), row, scores)
  }
  scoreAll(held.rows.subarray(0, FIRST_ROWS))
  const begun = effort.secondsLeft()
  const timed = held.rows.subarray(FIRST_ROWS, FIRST_ROWS + TIMED_ROWS)
  scoreAll(timed)
  const scoring = (begun - effort.secondsLeft()) / Math.max(1, timed.length)
  const each = scoring + SEARCH_SECONDS * (Object.keys(sources).length - 1)
  return Math.min(all, Math.max(ROWS_MIN, Math.floor(secondsMax / each)))
}
