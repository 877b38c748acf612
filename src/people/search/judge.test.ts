import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidateOf, judgedOf, measureOf, noCosines } from '../../../test/support/candidates.ts'
import type { Candidate } from '../profiles/index.ts'
import type { FactorName } from './factor.ts'
import { inOrder, judge } from './judge.ts'
import type { Measure } from './judge.ts'
import { relate } from './relate.ts'
import { fieldStrengths } from './topic-words.ts'

const here = { latitude: 0, longitude: 0 }
const climbing = {
  terms: [{ stem: 'climb', weight: 5 }],
  stems: new Set(['climb']),
  strengths: fieldStrengths(null),
  relate,
}
const valueOf = (name: FactorName, candidate: Partial<Candidate>, measure: Partial<Measure>): number | null =>
  judge(candidateOf(candidate), measureOf(measure)).factors.find((factor) => factor.name === name)?.value ?? null

describe('a part of a score', () => {
  test('is there when both sides are known, and not otherwise', () => {
    expect(judge(candidateOf(), measureOf())).toMatchObject({ score: 0, factors: [] })
    const asker = candidateOf({ age: 30 })
    expect(valueOf('age', { age: 37 }, { asker })).toBeCloseTo(0.5)
    expect(valueOf('age', { age: 30 }, {})).toBe(null)
    expect(valueOf('age', {}, { asker })).toBe(null)
    expect(valueOf('distance', { place: here }, { standpoint: { place: here, radiusKm: 50 } })).toBe(1)
    expect(valueOf('distance', { place: here }, {})).toBe(null)
    expect(valueOf('interests', { interests: ['Chess'] }, { interests: ['chess'] })).toBe(1)
    expect(valueOf('interests', { interests: ['Chess'] }, {})).toBe(null)
    expect(valueOf('shared_needs', { needs: ['A friend'] }, { needs: ['A friend'] })).toBe(1)
    expect(valueOf('activity', { lastActive: new Date('2026-02-15T23:59:59Z') }, {})).toBeCloseTo(0.5)
    expect(valueOf('about', { cosines: { ...noCosines, about: 0.7 } }, {})).toBe(1)
    expect(valueOf('needs_met', { cosines: { ...noCosines, met: 0.15 } }, {})).toBe(0)
    expect(valueOf('offers_wanted', { cosines: { ...noCosines, meets: 0.425 } }, {})).toBeCloseTo(0.5)
  })

  test('that the request itself asks for counts against whoever tells nothing of it', () => {
    const asks = { interests: true, needs: true }
    expect(valueOf('interests', {}, { interests: ['chess'], asks })).toBe(0)
    expect(valueOf('shared_needs', {}, { needs: ['friends'], asks })).toBe(0)
    expect(valueOf('interests', { interests: ['Chess'] }, { interests: ['chess'], asks })).toBe(1)
  })

  test('about the topic counts against whoever says nothing of it: that is known', () => {
    const asked = { topic: climbing, hasTopic: true }
    expect([valueOf('topic_words', {}, asked), valueOf('topic_meaning', {}, asked)]).toEqual([0, 0])
    expect(valueOf('topic_words', { interests: ['Climbing'] }, asked)).toBe(1)
    expect(valueOf('topic_words', { about: 'I climb.' }, asked)).toBeCloseTo(0.8)
    expect(valueOf('topic_meaning', { cosines: { ...noCosines, topic: 0.9 } }, asked)).toBe(1)
    expect(valueOf('topic_words', { interests: ['Climbing'] }, { topic: { ...climbing, terms: [] } })).toBe(null)
  })
})

test('a score is between 0 and 100, and its parts add up to it to the cent, whatever is known', () => {
  const some = fc.option(fc.double({ min: -1, max: 1, noNaN: true }))
  const cosines = fc.record({ topic: some, about: some, met: some, meets: some })
  const facts = fc.record({ cosines, age: fc.option(fc.nat(120)), interests: fc.subarray(['Chess', 'Climbing', 'Go']) })
  fc.assert(
    fc.property(facts, (candidate) => {
      const measure = measureOf({
        asker: candidateOf({ age: 30 }),
        interests: ['Chess', 'Sailing'],
        topic: climbing,
        hasTopic: true,
      })
      const { score, factors } = judge(candidateOf(candidate), measure)
      expect(score >= 0 && score <= 100).toBe(true)
      expect(factors.reduce((sum, { points }) => sum + Math.round(points * 100), 0)).toBe(Math.round(score * 100))
    }),
  )
})

test('whoever fits better in one part, all else alike, has no lower score', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (one, other) => {
      const measure = measureOf({ asker: candidateOf({ age: 30 }), interests: ['Chess'] })
      const scoreAt = (years: number) => judge(candidateOf({ age: 30 + years, interests: ['Go'] }), measure).score
      expect(scoreAt(Math.min(one, other))).toBeGreaterThanOrEqual(scoreAt(Math.max(one, other)))
    }),
  )
})

test('the best comes first, and of equals the one whose id does', () => {
  const people = [judgedOf('b', 0.5), judgedOf('c', 0.7), judgedOf('a', 0.5)]
  expect(people.toSorted(inOrder).map(({ candidate }) => candidate.personId)).toEqual(['c', 'a', 'b'])
})
