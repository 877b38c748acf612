/** Makes one whole of what was sorted: alike wishes once, together what belongs together, apart what cannot both be. */
import { pieceOf } from './line.ts'
import type { Line } from './line.ts'
import { inOrder } from './reading.ts'
import type { Placed, PlacedIgnored } from './sort-wishes.ts'
import type { AgeWish, Gender, Wanted, Wish } from './wish.ts'

export interface Settled {
  readonly placed: readonly Placed[]
  readonly ignored: readonly PlacedIgnored[]
}

/** Lists are bounded: nobody reads more wishes than this, and no query gets more conditions. */
export const WISHES_MAX = 32

/** What is demanded is settled first. */
const RANK = { filters: 0, excluded: 1, preferences: 2 } as const

export function settle(line: Line, placed: readonly Placed[]): Settled {
  const ordered = joinGenders(line, inOrder(placed)).toSorted((one, other) => RANK[one.list] - RANK[other.list])
  const kept: Placed[] = []
  const ignored: PlacedIgnored[] = []
  for (const one of ordered) {
    const because = reasonAgainst(one, kept)
    if (because === null) kept.push(one)
    else if (because !== '') ignored.push({ ...one, ignored: { from: one.wish.from, because } })
  }
  return { placed: kept, ignored }
}

/** Null when it stands; '' when it was said before and is not worth a word. */
function reasonAgainst(one: Placed, kept: readonly Placed[]): string | null {
  const sameList = kept.filter(
    ({ list, wish }) => list === one.list && wish.kind === one.wish.kind && wish.not === one.wish.not,
  )
  if (isSaidFirmly(one, kept) || sameList.some(({ wish }) => keyOf(wish) === keyOf(one.wish))) return ''
  if (kept.filter(({ list }) => list === one.list).length >= WISHES_MAX)
    return `More than ${WISHES_MAX} wishes of one sort are not read.`
  if (one.list !== 'filters') return null
  const clash = sameList.find(({ wish }) => areContrary(wish, one.wish))
  return clash ? `Nobody could fit both this and “${clash.wish.from}”, which was said first.` : null
}

/** "a man in his 40s": what is demanded need not be preferred as well. */
const isSaidFirmly = ({ list, wish }: Placed, kept: readonly Placed[]): boolean =>
  list === 'preferences' && kept.some((other) => other.list === 'filters' && keyOf(other.wish) === keyOf(wish))

const keyOf = ({ from: _from, not: _not, ...wanted }: Wish): string => JSON.stringify(wanted)

function areContrary(one: Wanted, other: Wanted): boolean {
  if (one.kind === 'age' && other.kind === 'age') return startOf(one) > endOf(other) || startOf(other) > endOf(one)
  if (one.kind !== 'gender' || other.kind !== 'gender') return false
  const [first, second] = [plainGenders(one.values), plainGenders(other.values)]
  return first.length > 0 && second.length > 0 && !first.some((gender) => second.includes(gender))
}

const startOf = ({ min }: AgeWish): number => min ?? 0
const endOf = ({ max }: AgeWish): number => max ?? Infinity

/** "trans" goes with every other. */
const plainGenders = (values: readonly Gender[]): readonly Gender[] => values.filter((value) => value !== 'trans')

/** "a woman or non-binary person" is one wish; "a trans woman" are two. */
function joinGenders(line: Line, placed: readonly Placed[]): readonly Placed[] {
  const joined: Placed[] = []
  for (const one of placed) {
    const before = joined.at(-1)
    if (before && areJoined(line, before, one)) joined[joined.length - 1] = join(line, before, one)
    else joined.push(one)
  }
  return joined
}

const BETWEEN = /^(?:,|,? ?(?:or|and|and \/ or|&|\/|nor))(?: (?:a|an|other|any|preferably))?$/u

function areJoined(line: Line, one: Placed, other: Placed): boolean {
  if (one.wish.kind !== 'gender' || other.wish.kind !== 'gender' || one.list !== other.list) return false
  if (one.wish.not !== other.wish.not) return false
  const words = line.tokens.slice(one.last + 1, other.first).map(({ word }) => word)
  return one.list !== 'excluded' && BETWEEN.test(words.join(' '))
}

function join(line: Line, one: Placed, other: Placed): Placed {
  if (one.wish.kind !== 'gender' || other.wish.kind !== 'gender') return one
  const values = [...new Set([...one.wish.values, ...other.wish.values])]
  const span = { first: one.first, last: other.last }
  return { ...one, ...span, wish: { ...one.wish, values, from: pieceOf(line, span) } }
}
