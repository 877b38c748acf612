import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { candidateOf, measureOf } from '../../../test/support/candidates.ts'
import { dimension, profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { MadeProfile, ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { roundedDegrees } from '../../engine/index.ts'
import { noConditions, sketchSaying } from '../profiles/index.ts'
import type { Facts } from '../profiles/index.ts'
import { exactOf } from './factor.ts'
import { figuresOf } from './judge.ts'
import type { Measure } from './judge.ts'
import { prospectsOf } from './prospects.ts'
import { defaultWeights } from './weights.ts'

let corner: ProfilesCorner
beforeAll(async () => {
  corner = await profilesCorner()
})
afterAll(() => corner.close())

const liked = ['Chess', 'Sailing', 'Pottery', 'Opera']
/** Near by, or at the other end of the world. */
const degrees = fc.oneof(fc.double({ min: 44, max: 46, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
const someone = fc.record({
  interests: fc.subarray(liked),
  age: fc.option(fc.integer({ min: 18, max: 80 })),
  place: fc.option(fc.record({ latitude: degrees.map(roundedDegrees), longitude: degrees.map(roundedDegrees) })),
})
type Someone = typeof someone extends fc.Arbitrary<infer One> ? One : never

const idOf = (index: number): string => `p-${String(index).padStart(2, '0')}`
const made = ({ interests, age, place }: Someone, index: number): MadeProfile => ({
  personId: idOf(index),
  interests,
  age,
  about: 'I juggle.',
  ...place,
})

const own: Facts = candidateOf({ personId: 'mira' })

/** Of a score the parts that are foretold, as if the others were neither good nor bad. */
function foretold(one: Someone, measure: Measure): number {
  const figures = figuresOf(candidateOf(one), measure)
  const { interests, distance, age } = figures
  const none = { needs_met: null, offers_wanted: null, about: null, activity: null, preferences: null, where: null }
  const values = { ...none, shared_needs: null, topic_meaning: 0.5, topic_words: 0.5, interests, distance, age }
  return exactOf(values, measure.weights)
}

test('of those who say the words the ones come first whose interests, place and age promise the best score', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someone, { minLength: 1, maxLength: 12 }), someone, async (world, asker) => {
      await corner.clear()
      await corner.put(world.map(made))
      const measure = measureOf({
        asker: { ...own, age: asker.age },
        interests: asker.interests,
        asks: { interests: asker.interests.length > 1, needs: false },
        standpoint: { place: asker.place, radiusKm: 5 },
        hasTopic: true,
        topic: {
          terms: [{ stem: 'juggl', weight: 1 }],
          stems: new Set(),
          strengths: { interests: 1, offers: 1, needs: 1, about: 1 },
          relate: () => 0,
        },
        weights: { ...defaultWeights, age: asker.interests.length > 2 ? 5e-324 : defaultWeights.age },
      })
      const found = await sketchSaying(
        corner.db.query,
        { generation: corner.generation, dimension, today: measure.today },
        {
          sketching: { conditions: noConditions, compared: { topic: null, side: null, asker: null }, words: [] },
          says: [['juggl']],
          prospects: prospectsOf(measure, false),
          atMost: 100,
          limit: 3,
        },
      )
      const order = world.map((one, index) => ({ id: idOf(index), value: foretold(one, measure) }))
      const least =
        order.map(({ value }) => value).toSorted((one, other) => other - one)[Math.min(2, order.length - 1)] ?? 0
      expect(found).toHaveLength(Math.min(3, world.length))
      for (const { personId } of found ?? [])
        expect(order.find(({ id }) => id === personId)?.value).toBeGreaterThanOrEqual(least - 1e-9)
    }),
    { numRuns: 40 },
  )
})
