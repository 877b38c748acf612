import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureOf, nothingUnderstood, questionOf } from '../../../test/support/candidates.ts'
import { expressionOf } from '../../../test/support/expressions.ts'
import { dimension, profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { MadeProfile, ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { listFitting, loadCandidates, noConditions } from '../profiles/index.ts'
import type { Compared, Conditions, Moment } from '../profiles/index.ts'
import { areFew, EXACT_MAX, gather, sourceOf } from './gather.ts'
import type { Gathering } from './gather.ts'
import { inOrder, judge } from './judge.ts'
import { prospectsOf } from './prospects.ts'
import { rank } from './rank.ts'
import type { Prepared } from './prepare.ts'
import { newAllowance } from './take-turns.ts'

const COUNT = EXACT_MAX + 1200
const today = '2026-03-01'
const nothing: Compared = { topic: null, side: null, asker: null }
let corner: ProfilesCorner
let moment: Moment

const idOf = (index: number): string => `p-${String(index).padStart(4, '0')}`
/** Every third has a sport, every fourth lives in the east, one in a hundred says falconry; nobody stands out by id. */
const profileOf = (index: number): MadeProfile => ({
  personId: idOf(index),
  age: 18 + (index % 50),
  gender: index % 2 === 0 ? 'female' : null,
  interests: [index % 3 === 0 ? 'Climbing' : 'Chess', ...(index % 100 === 77 ? ['Falconry'] : [])],
  about: index % 10 === 9 ? 'I keep bees.' : null,
  latitude: 10,
  longitude: index % 4 === 0 ? 20 : -20,
  lastActive: new Date(Date.UTC(2026, 1, 1 + (index % 28))),
})
/** On a circle, a thousandth of it apart. */
const vectorAt = (index: number): Float32Array => {
  const angle = (index / COUNT) * 2 * Math.PI
  return Float32Array.from([Math.cos(angle), Math.sin(angle), 0])
}

beforeAll(async () => {
  corner = await profilesCorner()
  moment = { generation: corner.generation, dimension, today }
  const indexes = Array.from({ length: COUNT }, (_, index) => index)
  for (let from = 0; from < COUNT; from += 700) {
    const some = indexes.slice(from, from + 700)
    await corner.put(some.map(profileOf))
    await corner.embed(Object.fromEntries(some.map((index) => [idOf(index), { gives: vectorAt(index) }])))
  }
})
afterAll(() => corner.close())

interface Asked {
  readonly conditions?: Partial<Conditions>
  readonly compared?: Partial<Compared>
  readonly telling?: Gathering['telling']
  readonly wanted?: number
  readonly hasTopic?: boolean
}
const gathering = ({ conditions, compared, telling = [], wanted = 10, hasTopic = false }: Asked) => ({
  conditions: { ...noConditions, ...conditions },
  compared: { ...nothing, ...compared },
  words: [],
  own: [],
  liked: [],
  prospects: prospectsOf(measureOf({ hasTopic }), false),
  telling,
  wanted,
})
async function gathered(asked: Asked) {
  const { sketches, ...answer } = await gather(corner.db.query, moment, gathering(asked))
  return { ...answer, ids: sketches.map(({ personId }) => personId) }
}

describe('whom to score', () => {
  test('is everybody while no more than a thousand fit', async () => {
    const conditions = { ages: { min: 20, max: 30, unknown: 'fails' as const } }
    const { ids, fitting, isExact } = await gathered({ conditions })
    const all = await listFitting(corner.db.query, { conditions: { ...noConditions, ...conditions }, today }, 10_000)
    expect([ids.toSorted(), fitting, isExact]).toEqual([all, all.length, true])
    const thousand = { candidateIds: Array.from({ length: EXACT_MAX }, (_, index) => idOf(index)) }
    expect(await gathered({ conditions: thousand })).toMatchObject({ fitting: EXACT_MAX, isExact: true })
  })

  test('is, beyond that, who is near by meaning and who says the words', async () => {
    const { ids, fitting, isExact } = await gathered({ compared: { topic: vectorAt(600) }, telling: [['falconri']] })
    expect([isExact, fitting > EXACT_MAX, ids.length < COUNT]).toEqual([false, true, true])
    expect(new Set(ids).size).toBe(ids.length)
    const near = Array.from({ length: 101 }, (_, index) => idOf(550 + index))
    const falconers = Array.from({ length: COUNT / 100 }, (_, index) => idOf(index * 100 + 77))
    for (const id of [...near, ...falconers]) expect(ids, id).toContain(id)
  })

  test('is whoever promises most of all who fit, where those are hardly more than may be compared', async () => {
    const conditions = { candidateIds: Array.from({ length: EXACT_MAX + 100 }, (_, index) => idOf(index)) }
    const { ids, fitting, isExact } = await gathered({ conditions, compared: { topic: vectorAt(600) }, hasTopic: true })
    expect([isExact, fitting > EXACT_MAX]).toEqual([false, true])
    // An eighth of the circle to either side, and a little more, says the same.
    const near = new Set(Array.from({ length: COUNT / 4 + 9 }, (_, index) => idOf(596 - COUNT / 8 + index)))
    expect([ids.length, ids.filter((id) => !near.has(id))]).toEqual([400, []])
    const deep = await gathered({ conditions, compared: { topic: vectorAt(600) }, hasTopic: true, wanted: 1000 })
    expect(deep.ids).toHaveLength(EXACT_MAX + 100)
  })

  test('are more of each source where more fit, and never more than a list may show', () => {
    expect([100, 100_000, 300_000, 1_000_000, 1e9].map(sourceOf)).toEqual([400, 400, 621, 1000, 1000])
  })

  test('is looked for in the index as soon as that is nearer than all who fit', () => {
    expect(areFew({ everybody: 1_000_000, fitting: 20_000 })).toBe(true)
    expect(areFew({ everybody: 1_000_000, fitting: 30_000 })).toBe(false)
    expect(areFew({ everybody: 100_000, fitting: 30_000 })).toBe(false)
  })

  test('is whoever was there lately where nothing is asked for', async () => {
    const { ids } = await gathered({})
    const recent = Array.from({ length: 40 }, (_, index) => idOf(27 + index * 28))
    for (const id of recent) expect(ids, id).toContain(id)
  })
})

/** Hardly narrower than everybody, half, and all but one. */
const filters: readonly (readonly [what: string, conditions: Partial<Conditions>])[] = [
  ['no filter', {}],
  ['most ages', { ages: { min: 18, max: 64, unknown: 'fails' } }],
  ['one left out', { excludedIds: [idOf(27)] }],
  ['a gender, or none known', { genders: { groups: [['female']], unknown: 'passes' } }],
  [
    'whoever lives anywhere',
    { near: { place: { latitude: 0, longitude: 0 }, km: 20_000, unknown: 'fails', isBlurred: true } },
  ],
  ['whoever says one of two', { said: [{ text: 'sport', kind: 'words', anyOf: [[['climb', 'chess']]] }] }],
  ['half of them', { near: { place: { latitude: 10, longitude: -20 }, km: 10, unknown: 'fails', isBlurred: false } }],
  ['a few of them', { said: [{ text: 'falconry', kind: 'words', anyOf: [[['falconri']]] }] }],
]

const prepared = (compared: Partial<Compared>): Prepared => ({
  moment,
  compared: { ...nothing, ...compared },
  measure: measureOf({ hasTopic: compared.topic != null, interests: ['Chess'] }),
  telling: [['chess']],
  allowance: newAllowance(),
  understood: nothingUnderstood,
  plan: { conditions: noConditions, standpoint: { place: null, radiusKm: 50 }, setAside: [] },
})
const ranked = async (asked: Partial<Conditions>, wanted: number, topic: Float32Array | null = vectorAt(0)) => {
  const conditions = { ...noConditions, ...asked }
  const there = (await listFitting(corner.db.query, { conditions, today }, 10_000)).length
  const answer = await rank(corner.db.query, prepared({ topic }), { conditions, wanted, question: questionOf() })
  return { there, ...answer, ids: answer.ordered.map(({ candidate }) => candidate.personId) }
}

describe('the best of many', () => {
  test.each(filters)('are as many as were asked for wherever as many fit: %s', async (_what, conditions) => {
    for (const wanted of [10, 1000]) {
      const { ids, there } = await ranked(conditions, wanted)
      expect(ids.length).toBeGreaterThanOrEqual(Math.min(wanted, there))
      expect(new Set(ids).size).toBe(ids.length)
    }
    const { ids } = await ranked(conditions, 10, null)
    expect(ids.length).toBeGreaterThanOrEqual(10)
  })

  test('draw on what the search may still spend, also where no expression is asked for', async () => {
    const asked = { ...prepared({ topic: vectorAt(0) }), allowance: { leftMs: -1 } }
    const found = rank(corner.db.query, asked, { conditions: noConditions, wanted: 10, question: questionOf() })
    await expect(found).rejects.toMatchObject({ code: 'request.invalid' })
  })

  test('are those that scoring everybody would find', async () => {
    const { ids, isExact } = await ranked({}, 10, vectorAt(450))
    const { compared, measure } = prepared({ topic: vectorAt(450) })
    const everybody = Array.from({ length: COUNT }, (_, index) => idOf(index))
    const all = await loadCandidates(corner.db.query, moment, { ids: everybody, conditions: noConditions, compared })
    const best = all
      .map((candidate) => judge(candidate, measure))
      .toSorted(inOrder)
      .map(({ candidate }) => candidate.personId)
    expect([isExact, all.length]).toEqual([false, COUNT])
    expect(ids.slice(0, 10)).toEqual(best.slice(0, 10))
  })

  test('are found also where an expression that only we can judge lets few of them through', async () => {
    const where = [expressionOf('about contains "BEES" and age > 20')]
    const { ids, isExact } = await ranked({ where }, 100)
    expect(isExact).toBe(false)
    expect(ids.length).toBeGreaterThanOrEqual(100)
    expect(ids.every((id) => id.endsWith('9'))).toBe(true)
    const none = await ranked({ where: [expressionOf('about contains "wasps"')] }, 10)
    expect([none.ids, none.fitting]).toEqual([[], 0])
  })
})
