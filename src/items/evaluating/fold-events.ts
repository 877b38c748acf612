/** From events to who likes what: of a pair the last opinion by time counts, whatever order the file has. */
import { sparseMatrix } from '../../engine/index.ts'
import type { SparseMatrix } from '../../engine/index.ts'
import { matrixOrder } from '../fitting/index.ts'
import type { EventTable } from './read-events.ts'

export interface Folded {
  /** People × items, 1 a like, a third a click. */
  readonly matrix: SparseMatrix
  /** When each entry of the matrix came to be, in milliseconds; NaN where nobody says. */
  readonly times: Float64Array
}

export interface FoldShape {
  readonly people: number
  readonly items: number
}

/** Of the events that `isMeant` says. Opinions of one instant, and those without a time, count in the order of the file. */
export function foldEvents(
  table: Pick<EventTable, 'users' | 'items' | 'times' | 'weights'>,
  { people, items }: FoldShape,
  isMeant: (event: number) => boolean = () => true,
): Folded {
  const shape = { rows: people, columns: items }
  const events = matrixOrder({ rows: table.users, columns: table.items }, shape).filter(isMeant)
  const pairs = { rows: [] as number[], columns: [] as number[], values: [] as number[], times: [] as number[] }
  for (let start = 0; start < events.length;) {
    const end = endOfPair(table, events, start)
    const stance = stanceOf(table, events.subarray(start, end))
    if (stance.weight > 0) {
      pairs.rows.push(table.users[events[start] as number] as number)
      pairs.columns.push(table.items[events[start] as number] as number)
      pairs.values.push(stance.weight)
      pairs.times.push(stance.time)
    }
    start = end
  }
  const entries = {
    rows: Uint32Array.from(pairs.rows),
    columns: Uint32Array.from(pairs.columns),
    values: Float32Array.from(pairs.values),
  }
  // The pairs come in the order of the matrix, so that their times need no sorting.
  return { matrix: sparseMatrix(shape, entries), times: Float64Array.from(pairs.times) }
}

type Pairs = Pick<EventTable, 'users' | 'items' | 'times' | 'weights'>

function endOfPair({ users, items }: Pairs, events: Uint32Array, start: number): number {
  const [first] = events.subarray(start)
  let end = start + 1
  while (
    end < events.length &&
    users[events[end] as number] === users[first as number] &&
    items[events[end] as number] === items[first as number]
  ) {
    end += 1
  }
  return end
}

interface FileStance {
  readonly weight: number
  readonly time: number
}

const noStance: FileStance = { weight: 0, time: Number.NaN }

function stanceOf(table: Pairs, events: Uint32Array): FileStance {
  const { times, weights } = table
  const timeOf = (event: number): number => {
    const time = times[event] as number
    return Number.isNaN(time) ? -Infinity : time
  }
  const inTime =
    events.length === 1 ? events : events.toSorted((one, other) => timeOf(one) - timeOf(other) || one - other)
  let stance = noStance
  for (const event of inTime) {
    const weight = weights[event] as number
    if (weight < 0) stance = noStance
    if (weight > 0) stance = { weight: Math.max(stance.weight, weight), time: times[event] as number }
  }
  return stance
}
