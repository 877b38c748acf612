/** Finds the setting that a misspelt name was meant to be. */
import { editDistance } from '../engine/index.ts'

const LETTERS = 2

/** The known name within two letters of `name`; null when there is none. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const near = known
    .map((candidate) => ({ candidate, letters: editDistance(name, candidate) }))
    .filter(({ letters }) => letters <= LETTERS)
    .toSorted((a, b) => a.letters - b.letters)
  return near[0]?.candidate ?? null
}

/** The closest known name, however far, among those that begin with the same word where there are any. */
export function closestName(name: string, known: readonly string[]): string | null {
  const word = `${name.split('_')[0]}_`
  const kin = known.filter((candidate) => candidate.startsWith(word))
  return (kin.length > 0 ? kin : known).toSorted((a, b) => editDistance(name, a) - editDistance(name, b))[0] ?? null
}
