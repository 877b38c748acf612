import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidateOf, measureOf } from '../../../test/support/candidates.ts'
import { affirmedStems, relatedTerms } from '../asking/index.ts'
import type { Wish } from '../asking/index.ts'
import { isSaid } from '../profiles/index.ts'
import type { Candidate, Saying, Sketch } from '../profiles/index.ts'
import { ceilingOf, sketchedWords } from './ceiling.ts'
import { judge } from './judge.ts'
import { relate } from './relate.ts'
import { fieldStrengths } from './topic-words.ts'

const here = { latitude: 0, longitude: 0 }

/** As the database draws it: a bit where one of the sayings is among the words. */
const sketchOf = (candidate: Candidate, words: readonly (readonly Saying[])[]): Sketch => ({
  ...candidate,
  hasNeeds: candidate.needs.length > 0,
  saidBits: words.reduce((bits, anyOf, index) => bits | (Number(isSaid(anyOf, candidate.words)) << index), 0),
})

test('nobody scores higher than her sketch lets expect, whatever is known and asked', () => {
  const some = fc.option(fc.double({ min: -1, max: 1, noNaN: true }))
  const entries = fc.subarray([
    'Chess',
    'Climbing',
    'Mountain huts',
    'Go',
    'Somebody to climb with',
    'Friends who teach',
    '🎻',
  ])
  const facts = fc.record({
    cosines: fc.record({ topic: some, about: some, met: some, meets: some }),
    age: fc.option(fc.nat(120)),
    place: fc.option(fc.constant({ latitude: 0.1, longitude: 0.2 })),
    lastActive: fc.option(fc.date({ min: new Date('2025-01-01'), max: new Date('2026-03-01'), noInvalidDate: true })),
    about: fc.option(fc.constantFrom('I climb rocks.', 'On my boat.')),
    interests: entries,
    needs: entries,
    offers: entries,
  })
  const asked = fc.record({
    interests: entries,
    needs: entries,
    preferences: fc.subarray<Wish>([
      { kind: 'words', text: 'vegan', terms: ['vegan'], from: 'ideally vegan' },
      { kind: 'words', text: 'chess', terms: ['chess'], from: 'preferably no chess', not: true },
      { kind: 'words', text: 'go climbing', terms: ['go', 'climbing'], from: 'ideally go climbing' },
      { kind: 'words', text: 'help', terms: ['help'], from: 'preferably of help' },
      { kind: 'relationship', values: ['friendship'], from: 'a friend' },
      { kind: 'purpose', values: ['education'], from: 'preferably no teacher', not: true },
      { kind: 'gender', values: ['female'], from: 'preferably a woman' },
    ]),
    topicWeight: fc.double({ min: 0.1, max: 9, noNaN: true }),
    isLong: fc.boolean(),
    asks: fc.record({ interests: fc.boolean(), needs: fc.boolean() }),
  })
  const around = new Set(['climb', 'mountain', 'go'].flatMap((stem) => [stem, ...relatedTerms(stem).keys()]))
  fc.assert(
    fc.property(facts, asked, (known, { topicWeight, isLong, ...rest }) => {
      const { about, interests, needs, offers } = known
      const words = [about ?? '', ...interests, ...needs, ...offers].flatMap(affirmedStems)
      const candidate = candidateOf({ ...known, words })
      // More words than a sketch has bits for.
      const more = isLong ? Array.from({ length: 20 }, (_, index) => `word${index}`) : []
      const terms = ['climb', ...more, 'mountain', 'go'].map((stem, index) => ({ stem, weight: topicWeight + index }))
      const measure = measureOf({
        ...rest,
        asker: candidateOf({ age: 30 }),
        standpoint: { place: here, radiusKm: 50 },
        topic: { terms, stems: around, strengths: fieldStrengths('offers'), relate },
        hasTopic: true,
      })
      const ceiling = ceilingOf(sketchOf(candidate, sketchedWords(measure)), measure)
      expect(ceiling).toBeGreaterThanOrEqual(judge(candidate, measure).exact - 1e-12)
    }),
    { numRuns: 500 },
  )
})
