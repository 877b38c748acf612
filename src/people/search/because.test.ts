import { describe, expect, test } from 'vitest'
import { candidateOf, measureOf } from '../../../test/support/candidates.ts'
import { expressionOf } from '../../../test/support/expressions.ts'
import type { Wish } from '../asking/index.ts'
import type { Candidate } from '../profiles/index.ts'
import { becauseOf } from './because.ts'
import { factorNames } from './factor.ts'
import type { FactorName } from './factor.ts'
import type { Measure } from './judge.ts'
import { relate } from './relate.ts'
import { fieldStrengths } from './topic-words.ts'

const because = (name: FactorName, candidate: Partial<Candidate>, measure: Partial<Measure> = {}): string =>
  becauseOf(name, candidateOf(candidate), measureOf(measure))
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

  test('of clauses counts those that weigh, and not those that must be', () => {
    const clauses = [
      { expression: expressionOf('age = 30'), weight: 2 },
      { expression: expressionOf('age = 31'), weight: 1 },
      { expression: expressionOf('age is known'), weight: null },
    ]
    expect(because('where', { age: 30 }, { clauses })).toBe('Fits 1 of 2 clauses that are weighed.')
  })

  test('cuts what is long between two characters, and is a sentence for every part', () => {
    const about = '🧗'.repeat(500)
    expect(because('about', { about })).toBe(`Writes “${'🧗'.repeat(120)}…”.`)
    for (const name of factorNames) expect(because(name, {})).toMatch(/\.$/u)
  })
})
