/** "Women 20 to 30 or men 30 to 40": either of two, each of an age of their own. */
import { pieceOf, wordsIn } from './line.ts'
import type { Line } from './line.ts'
import type { Placed } from './sort-wishes.ts'
import type { AgeWish, GenderWish, Wish } from './wish.ts'

interface Half {
  readonly gender: GenderWish
  readonly age: AgeWish
}

const OR = /^(?:, )?(?:or|and|&|\/)(?: (?:an?|else))?$/u

/**
 * Of four filters in a row that are two such halves: both genders, all ages from the youngest to the oldest, and beside them
 * whom neither half has, each gender beyond its own ages. In the order of the sentence.
 */
export function joinCouples(line: Line, placed: readonly Placed[]): readonly Placed[] {
  const joined: Placed[] = []
  for (let at = 0; at < placed.length; at += 1) {
    const four = placed.slice(at, at + 4)
    const couple = coupleOf(line, four)
    joined.push(...(couple ?? placed.slice(at, at + 1)))
    if (couple) at += four.length - 1
  }
  return joined
}

function coupleOf(line: Line, four: readonly Placed[]): readonly Placed[] | null {
  const [one, two, three, last] = four
  if (!one || !two || !three || !last || four.some(({ list }) => list !== 'filters')) return null
  if (!OR.test(wordsIn(line, { first: two.last + 1, last: three.first - 1 }))) return null
  const halves = [halfOf(one.wish, two.wish), halfOf(three.wish, last.wish)].filter((half) => half !== null)
  if (halves.length < 2 || isSameGender(halves)) return null
  const place = { first: one.first, last: last.last }
  const from = pieceOf(line, place)
  const min = least(halves.map(({ age }) => age.min))
  const max = least(halves.map(({ age }) => age.max && -age.max))
  const ages = { min, max: max && -max }
  const genders = [...new Set(halves.flatMap(({ gender }) => gender.values))]
  return [
    { ...place, list: 'filters', wish: { kind: 'gender', values: genders, from } },
    ...(ages.min === null && ages.max === null
      ? []
      : [{ ...place, list: 'filters', wish: { kind: 'age', ...ages, from } } as const]),
    ...halves
      .flatMap((half) => beyond(half, ages))
      .map((wish): Placed => ({ ...place, list: 'excluded', wish: { ...wish, from } })),
  ]
}

function halfOf(one: Wish, other: Wish): Half | null {
  if (one.kind === 'gender' && other.kind === 'age') return { gender: one, age: other }
  if (one.kind === 'age' && other.kind === 'gender') return { gender: other, age: one }
  return null
}

const isSameGender = ([one, other]: readonly Half[]): boolean =>
  one?.gender.values.some((value) => other?.gender.values.includes(value)) ?? true

/** Null where one is open. */
const least = (values: readonly (number | null)[]): number | null =>
  values.reduce((found, value) => (found === null || value === null ? null : Math.min(found, value)))

/** Ages within the whole that are not of this half. */
function beyond({ gender, age }: Half, whole: Pick<AgeWish, 'min' | 'max'>): readonly AgeWish[] {
  const younger = age.min !== null && age.min !== whole.min ? [{ min: whole.min, max: age.min - 1 }] : []
  const older = age.max !== null && age.max !== whole.max ? [{ min: age.max + 1, max: whole.max }] : []
  return [...younger, ...older].map((range) => ({ kind: 'age', ...range, genders: gender.values }))
}
