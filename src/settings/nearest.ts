/** Finds the setting that a misspelt name was meant to be. */

const LETTERS = 2

/** The known name within two letters of `name`; null when there is none. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const near = known
    .map((candidate) => ({ candidate, letters: distance(name, candidate) }))
    .filter(({ letters }) => letters <= LETTERS)
    .toSorted((a, b) => a.letters - b.letters)
  return near[0]?.candidate ?? null
}

/** The closest known name, however far, among those that begin with the same word where there are any. */
export function closestName(name: string, known: readonly string[]): string | null {
  const word = `${name.split('_')[0]}_`
  const kin = known.filter((candidate) => candidate.startsWith(word))
  return (kin.length > 0 ? kin : known).toSorted((a, b) => distance(name, a) - distance(name, b))[0] ?? null
}

/** Optimal string alignment: insertions, deletions, exchanges, and neighbours swapped, each one letter. */
export function distance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      line[column] = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = line
  }
  return last[other.length] ?? 0
}
