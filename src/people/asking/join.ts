/** Wishes of one kind that an "or" puts beside each other belong together. */
import { joinCouples } from './couples.ts'
import { pieceOf, wordsIn } from './line.ts'
import type { Line } from './line.ts'
import type { Placed } from './sort-wishes.ts'
import type { AgeWish } from './wish.ts'

/** In the order of the sentence. */
export const joinAlternatives = (line: Line, placed: readonly Placed[]): readonly Placed[] =>
  joinAges(line, joinGenders(line, joinCouples(line, placed)))

const OR = String.raw`(?:,|,? ?(?:or|and|and \/ or|&|\/|nor))`
const BETWEEN_GENDERS = new RegExp(`^${OR}(?: (?:a|an|other|any|preferably))?$`, 'u')
const BETWEEN_AGES = new RegExp(`^${OR}(?: (?:either|aged?|in|of))?$`, 'u')

/** "a woman or non-binary person" is one wish; "a trans woman" are two. */
function joinGenders(line: Line, placed: readonly Placed[]): readonly Placed[] {
  const joined: Placed[] = []
  for (const one of placed) {
    const before = joined.at(-1)
    const both = before && areBeside(line, { before, one, between: BETWEEN_GENDERS }) && eitherGender(line, before, one)
    if (both) joined[joined.length - 1] = both
    else joined.push(one)
  }
  return joined
}

function eitherGender(line: Line, one: Placed, other: Placed): Placed | null {
  if (one.wish.kind !== 'gender' || other.wish.kind !== 'gender') return null
  const values = [...new Set([...one.wish.values, ...other.wish.values])]
  return { ...one, last: other.last, wish: { ...one.wish, values, from: pieceAcross(line, one, other) } }
}

/** "in their 20s or 40s": from 20 to 49, and none of those between. */
function joinAges(line: Line, placed: readonly Placed[]): readonly Placed[] {
  const joined: Placed[] = []
  for (const one of placed) {
    const at = joined.findLastIndex(({ list, wish }) => list === one.list && wish.kind === 'age' && !wish.not)
    const before = joined[at]
    const both = before && areBeside(line, { before, one, between: BETWEEN_AGES }) && eitherAge(line, before, one)
    if (both) joined.splice(at, 1, ...both)
    else joined.push(one)
  }
  return joined
}

/** Null for ages that meet: "over 20, under 30" are both. */
function eitherAge(line: Line, one: Placed, other: Placed): readonly Placed[] | null {
  if (one.wish.kind !== 'age' || other.wish.kind !== 'age') return null
  const isInOrder = (one.wish.min ?? 0) <= (other.wish.min ?? 0)
  const [younger, older]: [AgeWish, AgeWish] = isInOrder ? [one.wish, other.wish] : [other.wish, one.wish]
  if (younger.max === null || older.min === null || younger.max >= older.min) return null
  const from = pieceAcross(line, one, other)
  const place = { first: one.first, last: other.last, list: one.list }
  const hull = { kind: 'age', min: younger.min, max: older.max, from } as const
  const gap = { kind: 'age', min: younger.max + 1, max: older.min - 1, from } as const
  const without: Placed =
    one.list === 'filters' ? { ...place, list: 'excluded', wish: gap } : { ...place, wish: { ...gap, not: true } }
  return [
    ...(hull.min === null && hull.max === null ? [] : [{ ...place, wish: hull }]),
    ...(gap.min > gap.max ? [] : [without]),
  ]
}

interface Neighbours {
  readonly before: Placed
  readonly one: Placed
  /** What may stand between them. */
  readonly between: RegExp
}

function areBeside(line: Line, { before, one, between }: Neighbours): boolean {
  if (before.list !== one.list || before.list === 'excluded' || before.wish.not !== one.wish.not) return false
  return between.test(wordsIn(line, { first: before.last + 1, last: one.first - 1 }))
}

const pieceAcross = (line: Line, { first }: Placed, { last }: Placed): string => pieceOf(line, { first, last })
