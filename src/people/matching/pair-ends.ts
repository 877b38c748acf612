/** The order of ids, in which a pair has its two ends. */

/**
 * By code points, as the database compares them (collation "C", which goes byte by byte in UTF-8): negative when `one`
 * comes first. The plain `<` of JavaScript compares halves of characters beyond U+FFFF, and puts them elsewhere.
 */
export function compareIds(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) {
    const difference = rankOf(one.charCodeAt(at)) - rankOf(other.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

/** Halves of a character beyond U+FFFF stand for more than any whole one. */
const rankOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** An unordered pair of people; `aId` is the lesser id. */
export interface PairEnds {
  readonly aId: string
  readonly bId: string
}

/** Whichever of the two is named first. */
export function orderedPair(one: string, other: string): PairEnds {
  return compareIds(one, other) < 0 ? { aId: one, bId: other } : { aId: other, bId: one }
}
