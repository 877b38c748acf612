/** What is compared: a person's needs and offers, as vectors for the gate and as passages for the finer score. */
import { addScaled, encodePassages, mean, norm, normalise, splitSentences, termsOf } from '../../engine/index.ts'
import type { WordWeights } from '../../engine/index.ts'

/** One revision of what a person asks for and offers. Vectors are unit vectors of the generation’s dimension. */
export interface Facets {
  readonly generation: number
  readonly personId: string
  readonly revision: number
  /** Unit vectors of the gate; null when nothing is asked for, or nothing offered. */
  readonly need: Float32Array | null
  readonly offer: Float32Array | null
  readonly needs: readonly string[]
  readonly offers: readonly string[]
  readonly needPassages: Uint8Array
  readonly offerPassages: Uint8Array
}

/** Sentences short enough to be embedded whole. */
export interface Wording {
  readonly needs: readonly string[]
  readonly offers: readonly string[]
}

/** Beyond this the model would read only the start of a sentence, so long ones are cut into pieces. */
export function wordingOf(requirements: readonly { text: string }[], offerings: readonly { text: string }[]): Wording {
  const pieces = (list: readonly { text: string }[]): string[] =>
    list.flatMap(({ text }) => splitSentences(text).map((piece) => piece.text))
  return { needs: pieces(requirements), offers: pieces(offerings) }
}

/** What facets are made from, besides the generation. */
export interface FacetsInput extends Wording {
  /** Unit vectors of needs, then offers, in order. */
  readonly vectors: readonly Float32Array[]
  /** Where feedback has moved what is asked for; null when there was none. */
  readonly shift: Float32Array | null
  readonly weights: WordWeights
}

/**
 * The gate's vector is the mean of the sentences' vectors, so a long text's last sentence counts as much as its first.
 * Feedback moves the needs, each by the same step; the words stay as they were said.
 */
export function buildFacets(input: FacetsInput): Pick<Facets, 'need' | 'offer' | 'needPassages' | 'offerPassages'> {
  const needVectors = input.vectors.slice(0, input.needs.length).map((vector) => moved(vector, input.shift))
  const offerVectors = input.vectors.slice(input.needs.length)
  const encode = (texts: readonly string[], vectors: readonly Float32Array[]): Uint8Array =>
    encodePassages(
      texts.map((text, index) => ({ vector: vectors[index] as Float32Array, terms: termsOf(text, input.weights) })),
    )
  return {
    need: centre(needVectors),
    offer: centre(offerVectors),
    needPassages: encode(input.needs, needVectors),
    offerPassages: encode(input.offers, offerVectors),
  }
}

function centre(vectors: readonly Float32Array[]): Float32Array | null {
  const middle = mean(vectors)
  return middle && norm(middle) > 0 ? normalise(middle) : null
}

function moved(vector: Float32Array, shift: Float32Array | null): Float32Array {
  if (!shift) return vector
  const target = Float32Array.from(vector)
  addScaled(target, shift, 1)
  return normalise(target)
}
