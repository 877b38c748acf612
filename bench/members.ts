/**
 * Members with profiles and planted vectors: hobbies, needs and offers from tables, where they are, how old they are. Every
 * text of the tables is embedded by the built-in model once; each member's vectors are those of her texts, joined and moved
 * a little, as if she had put them in other words.
 */
import { embedAll } from '../evaluate/embed.ts'
import type { Vectors } from '../evaluate/embed.ts'
import { makePopulation, seededRandom } from '../evaluate/population.ts'
import type { PlantedPerson, PlantedSentence, Random } from '../evaluate/population.ts'
import { professions } from '../evaluate/professions.ts'
import { topics } from '../evaluate/topics.ts'
import { mean, norm, normalise, splitSentences } from '../src/engine/index.ts'
import { noPersona, nothingSaid } from '../src/people/profiles/profile.ts'
import type { SaidProfile } from '../src/people/profiles/profile.ts'
import { wordsIn } from '../src/people/profiles/searchable.ts'
import type { WrittenProfile } from '../src/people/profiles/store.ts'
import type { ProfileVectors } from '../src/people/profiles/vectors-store.ts'
import { mover } from './crowd.ts'
import { hobbies } from './hobbies.ts'

export interface Member {
  readonly profile: WrittenProfile
  readonly vectors: Omit<ProfileVectors, 'version'>
}

/** Everybody lives in a square of so many degrees, south and west of it at the corner. */
export const country = { south: 44, west: 2, degrees: 8 } as const
const CHUNK = 2000
const NOW = Date.UTC(2026, 0, 31)
const DAY_MS = 86_400_000

/** Profiles without vectors, some thousand at once. Ids are member-0, member-1 … The same size and seed give the same. */
export function* profiles(size: number, seed: number): Generator<readonly WrittenProfile[]> {
  const random = seededRandom(seed)
  for (let start = 0; start < size; start += CHUNK) {
    yield makePopulation(Math.min(CHUNK, size - start), seed + start + 2).map((person, index) =>
      profileOf({ ...person, id: `member-${start + index}` }, random),
    )
  }
}

/** The same with their vectors. */
export async function* members(size: number, seed: number): AsyncGenerator<readonly Member[]> {
  const moved = mover(seededRandom(seed + 1))
  const vectors = await embedAll(tables())
  for (const chunk of profiles(size, seed))
    yield chunk.map((profile) => ({ profile, vectors: vectorsOf(profile, vectors, moved) }))
}

/** Everything that members may say. */
const tables = (): string[] => [
  ...hobbies,
  ...hobbies.map(fondOf),
  ...professions.map(({ title }) => workOf(title)),
  ...Object.values(topics).flatMap(({ needs, offers }) => [...needs, ...offers]),
]

const workOf = (title: string): string => `I am a ${title}.`
const fondOf = (hobby: string): string => `I like ${hobby} and good company.`

const genders = [['female'], ['male']] as const

function profileOf({ id, title, requirements, offerings }: PlantedPerson, random: Random): WrittenProfile {
  const between = (low: number, high: number): number => low + random() * (high - low)
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const texts = (list: readonly PlantedSentence[]): string[] =>
    list.filter(({ topic }) => topic !== null).map(({ text }) => text)
  const said = {
    ...nothingSaid,
    ...noPersona,
    personId: id,
    name: id,
    age: Math.round(between(18, 78)),
    gender: one(genders)[0],
    about: `${workOf(title)} ${fondOf(one(hobbies))}`,
    interests: [...new Set(Array.from({ length: 1 + Math.floor(random() * 6) }, () => one(hobbies)))],
    needs: texts(requirements),
    offers: texts(offerings),
    languages: random() < 0.3 ? ['en', one(['fr', 'de', 'it', 'es'])] : ['en'],
    latitude: country.south + random() * country.degrees,
    longitude: country.west + random() * country.degrees,
    lastActive: new Date(NOW - Math.floor(random() * 60) * DAY_MS),
    wants: {
      ...nothingSaid.wants,
      ...(random() < 0.3 ? { ageMin: Math.round(between(18, 35)), ageMax: Math.round(between(40, 80)) } : {}),
    },
  }
  return {
    ...said,
    isGiven: true,
    source: 'api',
    hostDigest: null,
    isListed: true,
    words: wordsOf(said),
  }
}

/** Each text is taken apart once. */
const known = new Map<string, readonly string[]>()

function wordsOf({ about, interests, needs, offers }: SaidProfile): string[] {
  const stems = [...splitSentences(about ?? '').map(({ text }) => text), ...interests, ...needs, ...offers].map(
    (text) => {
      const found = known.get(text) ?? wordsIn({ ...nothingSaid, ...noPersona, about: text })
      known.set(text, found)
      return found
    },
  )
  return [...new Set(stems.flat())]
}

function vectorsOf(
  { personId, interests, needs, offers, about }: WrittenProfile,
  texts: Vectors,
  moved: (vector: Float32Array) => Float32Array,
): Member['vectors'] {
  const joined = (said: readonly string[]): Float32Array | null => {
    const middle = mean(said.flatMap((text) => texts.get(text) ?? []))
    return middle && norm(middle) > 0 ? moved(normalise(middle)) : null
  }
  const [liked, offered] = [joined(interests), joined(offers)]
  const written = about === null ? null : joined(splitSentences(about).map(({ text }) => text))
  const gives = mean([liked, offered, written].filter((part) => part !== null))
  return {
    personId,
    gives: gives && normalise(gives),
    about: written,
    needs: joined(needs),
    offers: offered,
  }
}
