/** Makes one whole of what was sorted: alike wishes once, together what belongs together, apart what cannot both be. */
import { joinAlternatives } from './join.ts'
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
  const ordered = joinAlternatives(line, inOrder(placed)).toSorted((one, other) => RANK[one.list] - RANK[other.list])
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
