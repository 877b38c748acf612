import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dimension, profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import type { Moment } from './candidates-store.ts'
import { noConditions, sayingOf } from './conditions.ts'
import type { Conditions } from './conditions.ts'
import type { Prospects } from './prospects-store.ts'
import { guess, sketchFitting, sketchNearest, sketchPromising, sketchRecent, sketchSaying } from './sketches-store.ts'
import type { Sketch, Sketching, SoughtWords } from './sketches-store.ts'

let corner: ProfilesCorner
let moment: Moment
beforeAll(async () => {
  corner = await profilesCorner()
  moment = { generation: corner.generation, dimension, today: '2026-03-01' }
  await corner.put([
    { personId: 'a', lastActive: new Date('2026-01-01T00:00:00Z'), interests: ['Chess', 'Go'] },
    { personId: 'b', interests: ['Chess'], isVisible: false },
    { personId: 'c', lastActive: new Date('2026-02-01T00:00:00Z'), about: 'Go is what I play, and chess.' },
    { personId: 'd', interests: ['Chess'], needs: ['A partner'], age: 30 },
    { personId: 'e', lastActive: new Date('2026-01-01T00:00:00Z'), latitude: 10, longitude: 20 },
    { personId: 'f', interests: ['Sailing'], about: "On my boat, O'Hara \\ the cat." },
  ])
  await corner.embed({
    a: { gives: vector(1, 0, 0), needs: vector(0, 1, 0) },
    b: { gives: vector(1, 0, 0) },
    c: { gives: vector(0.8, 0.6, 0), about: vector(1, 0, 0) },
    d: { gives: vector(0.6, 0.8, 0), needs: vector(0, 1, 0) },
    f: { gives: vector(0, 0, 1), about: vector(0.6, 0, 0.8), offers: vector(0, 1, 0) },
  })
})
afterAll(() => corner.close())

const vector = (...figures: number[]): Float32Array => Float32Array.from(figures)
const sketching = (conditions: Partial<Conditions> = {}, some: Partial<Sketching> = {}): Sketching => ({
  conditions: { ...noConditions, ...conditions },
  compared: { topic: vector(1, 0, 0), side: null, asker: null },
  words: [],
  ...some,
})
const ids = (sketches: readonly Sketch[]): string[] => sketches.map(({ personId }) => personId)

test('everybody who fits is sketched while they are few; of many it is said that they are', async () => {
  const { query } = corner.db
  const few = await sketchFitting(query, moment, { sketching: sketching(), atMost: 5 })
  expect([few.fitting, ids(few.sketches).toSorted()]).toEqual([5, ['a', 'c', 'd', 'e', 'f']])
  expect(await sketchFitting(query, moment, { sketching: sketching(), atMost: 3 })).toEqual({
    fitting: 4,
    sketches: [],
  })
  const nobody = sketching({ candidateIds: [] })
  expect(await sketchFitting(query, moment, { sketching: nobody, atMost: 3 })).toEqual({ fitting: 0, sketches: [] })
})

test('a sketch tells what the database knows, and a bit for each word that is said', async () => {
  const words = [['chess'], ['go'], ['sail', 'boat'], ["o'hara"], ['\\'], []].map(sayingOf)
  const some = sketching({}, { words, compared: { topic: vector(1, 0, 0), side: null, asker: 'a' } })
  const { sketches } = await sketchFitting(corner.db.query, moment, { sketching: some, atMost: 100 })
  const byId = Object.fromEntries(sketches.map((sketch) => [sketch.personId, sketch]))
  expect(Object.entries(byId).map(([id, { saidBits }]) => [id, saidBits & 0b10111])).toEqual(
    expect.arrayContaining([
      ['a', 0b11],
      ['c', 0b11],
      ['d', 0b1],
      // Nobody has made words of hers: any may be among them.
      ['e', 0b10111],
      ['f', 0b100],
    ]),
  )
  expect(byId['d']).toMatchObject({ age: 30, interests: ['Chess'], hasNeeds: true, place: null, lastActive: null })
  expect(byId['e']).toMatchObject({ interests: [], hasNeeds: false, place: { latitude: 10, longitude: 20 } })
  expect(byId['f']?.cosines.met).toBeCloseTo(1, 3)
  expect(byId['d']?.cosines).toMatchObject({ about: null, met: null, meets: null })
  expect(byId['d']?.cosines.topic).toBeCloseTo(0.6, 3)
})

const noProspects: Prospects = {
  interests: [],
  asksInterests: false,
  place: null,
  isBlurred: false,
  age: null,
  hasTopic: false,
  hasAbout: false,
  terms: [],
  halves: { km: 10, years: 7, days: 14 },
  cosines: { chance: 0, same: 1 },
  weights: {
    interests: 0,
    distance: 0,
    age: 0,
    activity: 0,
    topic_meaning: 0,
    topic_words: 0,
    about: 0,
    needs_met: 0,
    offers_wanted: 0,
  },
}

describe('of many', () => {
  const nearest = async (to: Float32Array | 'needs', conditions: Partial<Conditions> = {}, some = {}) =>
    ids(
      await sketchNearest(corner.db.query, moment, {
        sketching: sketching(conditions, some),
        by: 'gives',
        to,
        limit: 10,
      }),
    )

  test('those are found who are nearest by the vector that is asked for, the nearest first', async () => {
    expect(await nearest(vector(1, 0, 0))).toEqual(['a', 'c', 'd', 'f'])
    expect(await nearest(vector(0, 0.6, 0.8))).toEqual(['f', 'd', 'c', 'a'])
    expect(await nearest(vector(1, 0, 0), { excludedIds: ['a'] })).toEqual(['c', 'd', 'f'])
    const other = { ...moment, generation: corner.generation + 1 }
    const asked = { sketching: sketching(), by: 'gives' as const, to: vector(1, 0, 0), limit: 10 }
    expect(await sketchNearest(corner.db.query, other, asked)).toEqual([])
  })

  test('a vector of the asker may be asked for, which nobody reads', async () => {
    const own = { compared: { topic: null, side: null, asker: 'a' } }
    expect((await nearest('needs', { excludedIds: ['a'] }, own))[0]).toBe('d')
  })

  test('those are found who say two of the words, or the only one', async () => {
    const saying = async (says: SoughtWords, conditions = {}, atMost = 100, also: SoughtWords | null = null) => {
      const asked = {
        sketching: sketching(conditions),
        says,
        ...(also && { also }),
        prospects: noProspects,
        atMost,
        limit: 100,
      }
      const few = await sketchSaying(corner.db.query, moment, asked)
      return few && ids(few)
    }
    expect(await saying([['chess', 'go']])).toEqual(['a', 'c', 'd'])
    expect(await saying([['chess'], ['go']])).toEqual(['a', 'c'])
    expect(await saying([['chess'], ['falconri'], ['go', 'sail']])).toEqual(['a', 'c'])
    expect(await saying([['boat', "o'hara", '\\', '|', "' & '"]])).toEqual(['f'])
    expect(await saying([['chess']], { candidateIds: ['d', 'b'] })).toEqual(['d'])
    expect(await saying([['falconri']])).toEqual([])
    expect(await saying([['chess', 'go']], {}, 3)).toEqual(['a', 'c', 'd'])
    expect(await saying([['chess', 'go']], {}, 2)).toBe(null)
    expect(await saying([['chess', 'go']], {}, 2, [['sail'], ['go'], ['chess']])).toEqual(['a', 'c'])
    expect(await saying([])).toEqual([])
  })

  test('those who promise most are found among all who fit, by what is asked for', async () => {
    const promising = async (prospects: Partial<Prospects>, limit: number, conditions: Partial<Conditions> = {}) => {
      const words = [['go'], ['sail']].map(sayingOf)
      const asked = { sketching: sketching(conditions, { words }), prospects: { ...noProspects, ...prospects }, limit }
      return ids(await sketchPromising(corner.db.query, moment, asked))
    }
    const topic = { hasTopic: true, weights: { ...noProspects.weights, topic_meaning: 1 } }
    expect(await promising(topic, 2)).toEqual(['a', 'c'])
    expect(await promising(topic, 2, { excludedIds: ['a'] })).toEqual(['c', 'd'])
    const said = { terms: [1], weights: { ...noProspects.weights, topic_words: 1 } }
    expect((await promising(said, 3)).toSorted()).toEqual(['a', 'c', 'e'])
    expect(await promising({ weights: { ...noProspects.weights, activity: 1 } }, 1)).toEqual(['c'])
    expect(await promising({}, 10)).toHaveLength(5)
  })

  test('how many there are is guessed by a sample, which is everybody where they are few', async () => {
    const guessed = (conditions: Partial<Conditions>, says: SoughtWords) =>
      guess(corner.db.query, moment, { conditions: { ...noConditions, ...conditions }, says })
    expect(await guessed({}, [['chess']])).toEqual({ everybody: 6, fitting: 5, saying: 4 })
    expect(await guessed({ candidateIds: ['a', 'b'] }, [])).toEqual({ everybody: 6, fitting: 1, saying: 0 })
  })

  test('those are found who were active last, then by id, and whoever was never seen comes last', async () => {
    const recent = async (limit: number, conditions = {}) =>
      ids(await sketchRecent(corner.db.query, moment, { sketching: sketching(conditions), limit }))
    expect(await recent(100)).toEqual(['c', 'a', 'e', 'd', 'f'])
    expect(await recent(2, { excludedIds: ['c'] })).toEqual(['a', 'e'])
  })
})
