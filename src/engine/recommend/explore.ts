/** Room for what nobody knows yet: which positions of a page go to newcomers. */

export interface Exploration {
  /** The share of positions that newcomers may have, 0 to 1. */
  readonly share: number
  /** Whatever the share, no more than this part of a page. */
  readonly shareMax: number
  /** Any whole number: the same gives the same positions. */
  readonly seed: number
}

/**
 * The positions among `count`, ascending. Their number is the share of `count`, its fraction being a chance; they are spread
 * evenly from a random beginning, and never the first, which belongs to the best that is known.
 */
export function explorePositions({ share, shareMax, seed }: Exploration, count: number): number[] {
  const wanted = Math.min(share, shareMax) * count
  const whole = Math.floor(wanted)
  const most = Math.floor(shareMax * count)
  const number = Math.min(whole + (chance(seed) < wanted - whole ? 1 : 0), most, count - 1)
  if (number <= 0) return []
  const step = (count - 1) / number
  const first = chance(seed + 1) * step
  return Array.from({ length: number }, (_, at) => 1 + Math.floor(first + at * step))
}

/** A number from 0 to 1 out of a whole one: the finaliser of MurmurHash3 (Appleby), which spreads neighbours. */
function chance(seed: number): number {
  let hash = (seed | 0) + 0x9e3779b9
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
