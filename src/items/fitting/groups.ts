/** The groups that people are of, as numbers. */
import { cellCount, cellOf, groupOf } from '../../engine/index.ts'
import type { RowGroups } from './sources.ts'

/** Of the genders, and of the ages, that the most people have; others are as good as not known. */
const VALUES_MAX = 12

/** null: not known. */
export interface Segment {
  readonly gender: string | null
  readonly age: string | null
}

export interface NamedGroups {
  readonly groups: RowGroups
  /** What the numbers of `groups` stand for. */
  readonly genders: readonly string[]
  readonly ages: readonly string[]
}

/** `segments` in the order of the rows. */
export function groupsOf(segments: readonly Segment[]): NamedGroups {
  const genders = commonest(
    segments.map(({ gender }) => [gender, 1] as const),
    VALUES_MAX,
  )
  const ages = commonest(
    segments.map(({ age }) => [age, 1] as const),
    VALUES_MAX,
  )
  const shape = { genders: genders.length, ages: ages.length }
  const placeOf = (values: readonly string[], value: string | null): number | null => {
    const place = value === null ? -1 : values.indexOf(value)
    return place < 0 ? null : place
  }
  const cells = Uint32Array.from(segments, ({ gender, age }) =>
    cellOf(shape, { gender: placeOf(genders, gender), age: placeOf(ages, age) }),
  )
  return { groups: { ...shape, cells }, genders, ages }
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
export function commonest(
  values: Iterable<readonly [value: string | null, weight: number]>,
  count: number,
): readonly string[] {
  const weights = new Map<string, number>()
  for (const [value, weight] of values) if (value !== null) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights]
    .toSorted(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, count)
    .map(([value]) => value)
    .toSorted()
}
