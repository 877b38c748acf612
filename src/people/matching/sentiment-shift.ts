/** What feedback does: a term on the pair that it is about, and a bounded shift of what the giver asks for. */
import { addScaled, norm } from '../../engine/index.ts'

/** Feedback by one person about another, as far as it moves anything. */
export interface Opinion {
  readonly otherId: string
  /** -1 to 1. */
  readonly sentiment: number
}

/** Longest shift of a unit vector: with 0.35 what is asked for stays within about 20 degrees of what was said. */
export const shiftMax = 0.35
const SHIFT_PER_OPINION = 0.15
/** What is left when opposite opinions cancel out in single precision. */
const NOTHING = 1e-6
const TERM_PER_OPINION = 0.15

/**
 * Rocchio (J. J. Rocchio, "Relevance feedback in information retrieval", 1971): towards the offers that were liked,
 * away from those that were not. Bounded by `shiftMax`; the original is kept, so taking feedback back undoes it.
 */
export function shiftOf(opinions: readonly Opinion[], offers: ReadonlyMap<string, Float32Array>): Float32Array | null {
  let shift: Float32Array | null = null
  for (const { otherId, sentiment } of opinions) {
    const offer = offers.get(otherId)
    if (!offer || sentiment === 0) continue
    shift ??= new Float32Array(offer.length)
    addScaled(shift, offer, sentiment * SHIFT_PER_OPINION)
  }
  const length = shift ? norm(shift) : 0
  if (!shift || length < NOTHING) return null
  return length > shiftMax ? shift.map((step) => (step / length) * shiftMax) : shift
}

/** The term that a person's opinions of one other add to her side of their score: their mean, at most 0.15 either way. */
export function termOf(opinions: readonly Opinion[], otherId: string): number {
  const about = opinions.filter((opinion) => opinion.otherId === otherId)
  if (about.length === 0) return 0
  return (about.reduce((sum, { sentiment }) => sum + sentiment, 0) / about.length) * TERM_PER_OPINION
}
