/** The groups that people are of, as numbers. */
import { cellCount, cellOf, groupOf } from '../../engine/index.ts'
import type { GroupShape } from '../../engine/index.ts'
import type { RowGroups } from './sources.ts'

/** Of the genders, and of the ages, that the most people have; others are as good as not known. */
const GENDERS_MAX = 4
const AGES_MAX = 12

/** null: not known. */
export interface Segment {
  readonly gender: string | null
  readonly age: string | null
}

/** What the numbers of a group stand for. */
export interface GroupWords {
  readonly genders: readonly string[]
  readonly ages: readonly string[]
}

export interface NamedGroups extends GroupWords {
  readonly groups: RowGroups
}

type Weighed = readonly [value: string | null, weight: number]

/** The words that make groups of their own. */
export const groupWords = (genders: Iterable<Weighed>, ages: Iterable<Weighed>): GroupWords => ({
  genders: commonest(genders, GENDERS_MAX),
  ages: commonest(ages, AGES_MAX),
})

/** Numbers the groups of people as `cellOf` does. */
export function groupNumbers({ genders, ages }: GroupWords): GroupShape & { cellOf(segment: Segment): number } {
  const shape = { genders: genders.length, ages: ages.length }
  const placeOf = (words: readonly string[], word: string | null): number | null => {
    const place = word === null ? -1 : words.indexOf(word)
    return place < 0 ? null : place
  }
  return {
    ...shape,
    cellOf: ({ gender, age }) => cellOf(shape, { gender: placeOf(genders, gender), age: placeOf(ages, age) }),
  }
}

/** `segments` in the order of the rows. */
export function groupsOf(segments: readonly Segment[]): NamedGroups {
  const words = groupWords(
    segments.map(({ gender }) => [gender, 1]),
    segments.map(({ age }) => [age, 1]),
  )
  const { cellOf: cellOfSegment, ...shape } = groupNumbers(words)
  return { ...words, groups: { ...shape, cells: Uint32Array.from(segments, cellOfSegment) } }
}

/** Of each cell: "f 25-34", "f", "25-34", or "nobody known". */
export function groupNames({ groups, genders, ages }: NamedGroups): readonly string[] {
  return Array.from({ length: cellCount(groups) }, (_, cell) => {
    const { gender, age } = groupOf(groups, cell)
    const names = [gender === null ? '' : genders[gender], age === null ? '' : ages[age]].filter((name) => name !== '')
    return names.length > 0 ? names.join(' ') : 'nobody known'
  })
}

/** The values that weigh most, at most `count`, in their alphabetical order. */
function commonest(values: Iterable<Weighed>, count: number): readonly string[] {
  const weights = new Map<string, number>()
  for (const [value, weight] of values) if (value !== null) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights]
    .toSorted(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, count)
    .map(([value]) => value)
    .toSorted()
}
