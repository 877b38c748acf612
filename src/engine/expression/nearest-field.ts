/** What a field that nobody knows was meant to be. */
import { listChoices } from './faults.ts'

const LETTERS = 2
const LISTED_MAX = 20

/** "Did you mean …?" for a name within two letters of a known one, else which there are. */
export function suggestField(name: string, known: readonly string[]): string {
  const nearest = known
    .filter((field) => Math.abs(field.length - name.length) <= LETTERS)
    .map((field) => ({ field, letters: distance(name.toLowerCase(), field.toLowerCase()) }))
    .filter(({ field, letters }) => letters <= LETTERS && letters < field.length)
    .toSorted((one, other) => one.letters - other.letters)[0]
  if (nearest !== undefined) return `Did you mean "${nearest.field}"?`
  if (known.length === 0) return 'There are no fields here.'
  if (known.length > LISTED_MAX) return `Among the fields are ${known.slice(0, LISTED_MAX).join(', ')}.`
  return `A field is ${listChoices(known)}.`
}

/** Levenshtein's: letters to insert, delete or exchange. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const exchange = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      line.push(Math.min(exchange, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1))
    }
    above = line
  }
  return above.at(-1) ?? 0
}
