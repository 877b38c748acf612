/** What a field that nobody knows was meant to be. */
import { editDistance } from '../text/edit-distance.ts'
import { listChoices } from './faults.ts'

const LETTERS = 2
const LISTED_MAX = 20
/** Somebody may have a hundred thousand. */
const CONSIDERED_MAX = 10_000

/** "Did you mean …?" for a name within two letters of a known one, else which there are. */
export function suggestField(name: string, known: readonly string[]): string {
  const nearest = known
    .slice(0, CONSIDERED_MAX)
    .filter((field) => Math.abs(field.length - name.length) <= LETTERS)
    .map((field) => ({ field, letters: editDistance(name.toLowerCase(), field.toLowerCase(), LETTERS) }))
    .filter(({ field, letters }) => letters <= LETTERS && letters < field.length)
    .toSorted((one, other) => one.letters - other.letters)[0]
  if (nearest !== undefined) return `Did you mean "${nearest.field}"?`
  if (known.length === 0) return 'There are no fields here.'
  if (known.length > LISTED_MAX) return `Among the fields are ${known.slice(0, LISTED_MAX).join(', ')}.`
  return `A field is ${listChoices(known)}.`
}
