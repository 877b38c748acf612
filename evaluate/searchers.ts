/** People with profiles, from a seed, whose offers are known by topic. */
import { wordsIn } from '../src/people/profiles/searchable.ts'
import type { Facts } from '../src/people/profiles/index.ts'
import { makePopulation, seededRandom } from './population.ts'
import type { PlantedPerson, Random } from './population.ts'

export interface Searcher {
  readonly facts: Facts
  readonly words: readonly string[]
  /** Topics that she offers. */
  readonly offered: readonly string[]
}

const hobbies =
  'music hiking photography cooking chess climbing dancing reading gardening running yoga cycling painting travel cinema theatre swimming football tennis board-games pottery knitting astronomy birdwatching sailing'.split(
    ' ',
  )

export function makeSearchers(size: number, seed: number): readonly Searcher[] {
  const random = seededRandom(seed + 1000)
  return makePopulation(size, seed).map((person) => withProfile(person, random))
}

function withProfile({ id, title, requirements, offerings }: PlantedPerson, random: Random): Searcher {
  const texts = (list: PlantedPerson['offerings']): string[] =>
    list.filter(({ topic }) => topic !== null).map(({ text }) => text)
  const between = (low: number, high: number): number => low + random() * (high - low)
  const facts: Facts = {
    personId: id,
    name: id,
    age: Math.round(between(20, 65)),
    gender: null,
    genders: [],
    about: `I am a ${title}. I like ${hobbies[Math.floor(random() * hobbies.length)] ?? ''} and good company.`,
    interests: hobbies.filter(() => random() < 0.12),
    needs: texts(requirements),
    offers: texts(offerings),
    languages: [],
    place: { latitude: between(52.2, 52.8), longitude: between(13, 13.8) },
    lastActive: new Date(Date.UTC(2026, 0, Math.ceil(between(1, 31)))),
    persona: null,
    wants: { km: null, ageMin: null, ageMax: null, genders: [], needs: [] },
  }
  const offered = offerings.flatMap(({ topic }) => topic ?? [])
  return { facts, words: wordsIn({ ...facts, persona: null, personaNeeds: [], personaOffers: [] }), offered }
}
