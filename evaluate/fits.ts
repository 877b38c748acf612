/** Needs beside the offers of their own topic, which meet them in other words, and beside those of every other. */
import { packPassages, termsOf } from '../src/engine/index.ts'
import type { PassageList, WordWeights } from '../src/engine/index.ts'
import { meanings, wordSimilarities } from '../src/engine/similarity/similarities.ts'
import type { Vectors } from './embed.ts'
import { topics } from './topics.ts'

/** Raw similarities of each need to the best offer of a topic. */
export interface Fits {
  readonly full: Float64Array
  readonly none: Float64Array
}

export const topicTexts = (): string[] => Object.values(topics).flatMap(({ needs, offers }) => [...needs, ...offers])

export function fitsOf(vectors: Vectors, weights: WordWeights): Fits {
  const pack = (texts: readonly string[]): PassageList =>
    packPassages(
      texts.map((text) => ({ vector: vectors.get(text) ?? new Float32Array(0), terms: termsOf(text, weights) })),
    )
  const sides = Object.values(topics).map(({ needs, offers }) => ({ needs: pack(needs), offers: pack(offers) }))
  const full = sides.flatMap(({ needs, offers }) => bestOf(needs, offers, weights))
  const none = sides.flatMap(({ needs }, topic) =>
    sides.flatMap(({ offers }, other) => (other === topic ? [] : bestOf(needs, offers, weights))),
  )
  return { full: Float64Array.from(full), none: Float64Array.from(none) }
}

function bestOf(needs: PassageList, offers: PassageList, weights: WordWeights): readonly number[] {
  const words = wordSimilarities(needs, offers, weights)
  const blend = meanings(needs, offers).map((value, index) => (value + (words[index] as number)) / 2)
  return Array.from({ length: needs.count }, (_, row) =>
    Math.max(...blend.subarray(row * offers.count, (row + 1) * offers.count)),
  )
}
