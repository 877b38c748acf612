import { describe, expect, test } from 'vitest'
import { candidateOf, measureOf } from '../../../test/support/candidates.ts'
import type { Wish } from '../asking/index.ts'
import type { Candidate } from '../profiles/index.ts'
import { becauseOf } from './because.ts'
import { factorNames } from './factor.ts'
import type { FactorName } from './factor.ts'
import type { Measure } from './judge.ts'
import { relate } from './relate.ts'
import { fieldStrengths } from './topic-words.ts'

const because = (
  name: FactorName,
  candidate: Partial<Candidate>,
  measure: Partial<Measure> = {},
  value = 0.5,
): string => becauseOf({ name, value }, candidateOf(candidate), measureOf(measure))
const here = { latitude: 0, longitude: 0 }
const topic = {
  terms: [{ stem: 'climb', weight: 5 }],
  stems: new Set(['climb']),
  strengths: fieldStrengths(null),
  relate,
}
const vegan: Wish = { kind: 'words', text: 'vegan', terms: ['vegan'], from: 'ideally vegan' }
const smoker: Wish = { kind: 'words', text: 'smokers', terms: ['smokers'], from: 'preferably no smokers', not: true }

describe('the reason', () => {
  test.each<[FactorName, string, Partial<Candidate>, Partial<Measure>]>([
    ['topic_words', 'Says “I climb rocks.”.', { about: 'I sing. I climb rocks.' }, { topic }],
    ['topic_words', 'The profile says none of these words.', { about: 'I sing.' }, { topic }],
    ['topic_meaning', 'Near by the meaning of the profile as a whole.', { offers: ['Lessons'] }, {}],
    ['preferences', 'Fits “ideally vegan”.', { words: ['vegan'] }, { preferences: [vegan, smoker] }],
    ['preferences', 'None of the preferences is known to be met.', {}, { preferences: [vegan] }],
    ['interests', 'In common: “Trekking”.', { interests: ['Trekking', 'Chess'] }, { interests: ['hiking'] }],
    ['interests', 'No interest in common.', { interests: ['Chess'] }, { interests: ['hiking'] }],
    ['shared_needs', 'In common: “Friends”.', { needs: ['Friends'] }, { needs: ['friends'] }],
    ['shared_needs', 'They do not look for the same.', { needs: ['A loan'] }, { needs: ['friends'] }],
    ['needs_met', 'Offers “A”, “B”, “C” and more.', { offers: ['A', 'B', 'C', 'D'] }, {}],
    ['offers_wanted', 'Needs “A loan”.', { needs: ['A loan'] }, {}],
    ['about', 'Writes “I sing.”.', { about: 'I sing.' }, {}],
    ['age', '31 years old, beside 30.', { age: 31 }, { asker: candidateOf({ age: 30 }) }],
    ['activity', 'Last active on 2026-02-03.', { lastActive: new Date('2026-02-03T23:00:00Z') }, {}],
  ])('of %s is told in words: %s', (name, sentence, candidate, measure) => {
    expect(because(name, candidate, measure)).toBe(sentence)
  })

  test.each([
    [0, 'Less than a kilometre away.'],
    [0.05, '5.6 km away.'],
    [1, '111 km away.'],
  ])('of a distance is as exact as anybody needs (%d degrees)', (latitude, sentence) => {
    const standpoint = { place: here, radiusKm: 50 }
    expect(because('distance', { place: { latitude, longitude: 0 } }, { standpoint })).toBe(sentence)
  })

  test('of clauses is the share that they have found', () => {
    expect(because('where', {}, {}, 2 / 3)).toBe('Fits 67 % of what the clauses weigh.')
  })

  test.each<[FactorName, string]>([
    ['topic_meaning', 'Nothing in the profile is near by meaning.'],
    ['needs_met', 'Offers nothing that is needed.'],
    ['offers_wanted', 'Needs nothing that is offered.'],
    ['about', 'Writes of other things.'],
  ])('of %s praises nothing that has found nothing', (name, sentence) => {
    expect(because(name, { about: 'I sing.', offers: ['A'], needs: ['B'] }, {}, 0)).toBe(sentence)
  })

  test('cuts what is long between two characters, and is a sentence for every part', () => {
    const about = '🧗'.repeat(500)
    expect(because('about', { about })).toBe(`Writes “${'🧗'.repeat(120)}…”.`)
    for (const name of factorNames) expect(because(name, {})).toMatch(/\.$/u)
  })
})
