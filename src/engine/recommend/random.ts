/** Numbers that look like chance and are the same for the same seed, in every process. */

export type Random = () => number

/**
 * Evenly in 0..1, 1 excluded, in steps of 2^-32: xoshiro128** of D. Blackman and S. Vigna ("Scrambled linear pseudorandom
 * number generators", 2021), its state spread from the seed by SplitMix32. Only the lower 32 bits of the seed count.
 */
export function seededRandom(seed: number): Random {
  const stateAt = (word: number): number => mixed((seed + word * 0x9e3779b9) | 0)
  let [a, b, c, d] = [stateAt(1), stateAt(2), stateAt(3), stateAt(4)]
  return () => {
    const product = Math.imul(b, 5)
    const answer = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return (answer >>> 0) / 2 ** 32
  }
}

function mixed(word: number): number {
  let bits = word
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

/** Normal numbers of mean 0 and variance 1, two from each two of `random` (Box and Muller 1958). */
export function gaussian(random: Random): Random {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
