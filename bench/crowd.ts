/**
 * A crowd of believable people with real embeddings. Sentences come from the evaluation's population, each with one of a
 * few endings, and are embedded by the built-in model once; every person's copy is moved a little, as if it had been put
 * in other words.
 */
import { readFileSync } from 'node:fs'
import { embedAll } from '../evaluate/embed.ts'
import { makePopulation, seededRandom } from '../evaluate/population.ts'
import type { PlantedSentence, Random } from '../evaluate/population.ts'
import { encodePassages, mean, norm, normalise, termsOf, wordWeights } from '../src/engine/index.ts'
import type { WordWeights } from '../src/engine/index.ts'
import type { Facets } from '../src/people/matching/facets.ts'

export interface CrowdMember {
  readonly id: string
  readonly title: string
  readonly facets: Omit<Facets, 'revision' | 'generation'>
}

export interface CrowdOptions {
  readonly size: number
  readonly seed: number
  /** Ids are this, a hyphen and a number from 0. */
  readonly name: string
}

const endings = `in Leeds|near the harbour|for a small bakery|for my choir|before the winter|two evenings a week
for a family of five|with small children around|for a company of six people|as a beginner|over the telephone
on a small budget|at weekends|for a hospital|for our village school|in Spanish too|for the next three months
after many years abroad|for an elderly couple|in a team of volunteers|for a museum|with a little patience
for a travelling theatre|up in the mountains`.split(/[|\n]/u)

/** How many of the sentences have an ending of their own. */
const ENDED_SHARE = 0.8
/** The length of the step by which a copy is moved: its cosine with the original is about 0.98. */
const STEP = 0.2
const NOISE = 2 ** 20

export const weights: WordWeights = wordWeights(
  JSON.parse(readFileSync(new URL('../models/word-weights/en-1.json', import.meta.url), 'utf8')),
)

interface Spoken {
  readonly id: string
  readonly title: string
  readonly needs: readonly string[]
  readonly offers: readonly string[]
}

/** The same options give the same people. */
export async function* crowd(options: CrowdOptions): AsyncGenerator<CrowdMember> {
  const people = speak(options)
  const vectors = await embedAll(people.flatMap(({ needs, offers }) => [...needs, ...offers]))
  const terms = new Map<string, Uint32Array>()
  for (const text of vectors.keys()) terms.set(text, termsOf(text, weights))
  const moved = mover(seededRandom(options.seed + 1))
  const passagesOf = (texts: readonly string[]) =>
    texts.map((text) => ({
      vector: moved(vectors.get(text) as Float32Array),
      terms: terms.get(text) as Uint32Array,
    }))
  for (const { id, title, needs, offers } of people) {
    const [needed, offered] = [passagesOf(needs), passagesOf(offers)]
    yield {
      id,
      title,
      facets: {
        personId: id,
        need: centre(needed.map(({ vector }) => vector)),
        offer: centre(offered.map(({ vector }) => vector)),
        needs,
        offers,
        needPassages: encodePassages(needed),
        offerPassages: encodePassages(offered),
      },
    }
  }
}

function speak({ size, seed, name }: CrowdOptions): readonly Spoken[] {
  const random = seededRandom(seed)
  const say = (sentences: readonly PlantedSentence[]): string[] => sentences.map((one) => withEnding(one, random))
  return makePopulation(size, seed).map(({ title, requirements, offerings }, index) => ({
    id: `${name}-${index}`,
    title,
    needs: say(requirements),
    offers: say(offerings),
  }))
}

function withEnding({ text }: PlantedSentence, random: Random): string {
  if (random() > ENDED_SHARE) return text
  return text.replace(/[.!?]?$/u, `, ${endings[Math.floor(random() * endings.length)]}.`)
}

/** As the product does: the mean of the sentences, at length one. */
function centre(vectors: readonly Float32Array[]): Float32Array | null {
  const middle = mean(vectors)
  return middle && norm(middle) > 0 ? normalise(middle) : null
}

/** Normal noise is drawn once and read from random places: drawing it for each of a million sentences takes a minute. */
export function mover(random: Random): (vector: Float32Array) => Float32Array {
  const noise = Float32Array.from({ length: NOISE }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    return radius * Math.cos(2 * Math.PI * random())
  })
  return (vector) => {
    const start = Math.floor(random() * (NOISE - vector.length))
    const size = STEP / Math.sqrt(vector.length)
    return normalise(vector.map((value, index) => value + size * (noise[start + index] as number)))
  }
}
