/** Whether two fits were made from the same events, told from two numbers instead of all of them. */
import { hashText } from '../../engine/index.ts'

/** Takes events in whatever order. */
export interface Fingerprint {
  add(userId: string, itemId: string, said: { readonly weight: number; readonly atMs: number }): void
  /** The same for the same events, and for others as good as never. */
  text(): string
}

/** Two hashes that know nothing of each other. */
const SECOND = 0x9e3779b9

/** Sums of hashes, modulo 2^32 each, and how many there were: addition knows no order. */
export function openFingerprint(): Fingerprint {
  let [count, first, second] = [0, 0, 0]
  return {
    add(userId, itemId, { weight, atMs }) {
      // No id holds a control character.
      const text = `${userId}\n${itemId}\n${Math.round(weight * 1000)}\n${atMs}`
      count += 1
      first = (first + mixed(hashText(text))) | 0
      second = (second + mixed(hashText(text, SECOND))) | 0
    },
    text: () => `${count}-${hex(first)}${hex(second)}`,
  }
}

/** Sums of hashes of which some bits hardly change would be alike for alike events. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')
