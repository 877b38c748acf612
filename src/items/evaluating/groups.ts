/** The groups of people of a file, as the product numbers them. */
import { cellCount, cellOf, groupOf } from '../../engine/index.ts'
import type { RowGroups } from '../fitting/index.ts'
import type { FilePeople } from './read-people.ts'

/** Of the genders, and of the ages, that the most people have; others are as good as not known. */
const VALUES_MAX = 12

export interface NamedGroups {
  readonly groups: RowGroups
  /** By cell: "f 25-34", "f", "25-34", or "nobody known". */
  readonly groupNames: readonly string[]
}

/** `ids` in the order of the rows. */
export function groupsOf({ segments }: FilePeople, ids: readonly string[]): NamedGroups {
  const known = ids.map((id) => segments.get(id) ?? { gender: null, age: null })
  const genders = commonest(known.map(({ gender }) => gender))
  const ages = commonest(known.map(({ age }) => age))
  const shape = { genders: genders.length, ages: ages.length }
  const placeOf = (values: readonly string[], value: string | null): number | null => {
    const place = value === null ? -1 : values.indexOf(value)
    return place < 0 ? null : place
  }
  const cells = Uint32Array.from(known, ({ gender, age }) =>
    cellOf(shape, { gender: placeOf(genders, gender), age: placeOf(ages, age) }),
  )
  const groupNames = Array.from({ length: cellCount(shape) }, (_, cell) => {
    const { gender, age } = groupOf(shape, cell)
    const names = [gender === null ? '' : genders[gender], age === null ? '' : ages[age]].filter((name) => name !== '')
    return names.length > 0 ? names.join(' ') : 'nobody known'
  })
  return { groups: { ...shape, cells }, groupNames }
}

/** In their alphabetical order. */
function commonest(values: readonly (string | null)[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, VALUES_MAX)
    .map(([value]) => value)
    .toSorted()
}
