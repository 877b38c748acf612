/** How far two spellings are apart. */

/**
 * Letters to insert, delete or exchange, and neighbours to swap, each counted once; in UTF-16 units. Optimal string alignment:
 * F. J. Damerau, "A technique for computer detection and correction of spelling errors" (1964), each place changed once.
 *
 * Where they are further apart than `most`, any number above it: then only what lies so near is looked at (E. Ukkonen, "Algorithms
 * for approximate string matching", 1985).
 */
export function editDistance(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    const [from, to] = [Math.max(1, row - most), Math.min(other.length, row + most)]
    let least = from === 1 ? row : Number.POSITIVE_INFINITY
    for (let column = from; column <= to; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      const letters = Math.min(
        (last[column] ?? FAR) + 1,
        (line[column - 1] ?? FAR) + 1,
        (last[column - 1] ?? FAR) + (isSame ? 0 : 1),
        isSwap ? (before[column - 2] ?? FAR) + 1 : FAR,
      )
      line[column] = letters
      least = Math.min(least, letters)
    }
    if (least > most) return least
    before = last
    last = line
  }
  return last[other.length] ?? FAR
}

const FAR = Number.POSITIVE_INFINITY
