/** What was shown and what came of it, from the answer to the figures, over the whole house. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics, silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { giftHouseAlone } from '../support/gift-house.ts'
import type { GiftHouse } from '../support/gift-house.ts'
import { geo, giftCount } from '../support/gifts.ts'
import { serviceKey } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { readRows } from '../support/measures.ts'

interface Answer {
  readonly items: readonly string[]
  readonly recommendation_id: string
  readonly cache_hit: boolean
}

interface Figures {
  readonly shown: number
  readonly clicks: number
  readonly likes: number
  readonly purchases: number
  readonly click_rate: number | null
  readonly coverage: number | null
}

interface Metrics extends Figures {
  readonly recommendable_items: number
  readonly by_source: readonly (Figures & { readonly source: string })[]
  readonly by_variant: readonly (Figures & { readonly variant: string | null; readonly answers: number })[]
  readonly by_algorithm: readonly { readonly algorithm: string; readonly answers: number; readonly hit_rate: number }[]
  readonly experiment: null | {
    readonly arms: Record<'a' | 'b', Figures>
    readonly click_rate_difference: null | { difference: number }
  }
}

const PEOPLE = 40
let opened: GiftHouse
const answers: { readonly userId: string; readonly answer: Answer }[] = []

/** Everybody is shown a page; whoever is in arm b sees no new items, and clicks at the first. */
beforeAll(async () => {
  const experiment = {
    EXPERIMENT_NAME: 'no-news',
    EXPERIMENT_SHARE: '0.5',
    EXPERIMENT_VARIANT: '{"exploration": 0}',
    CACHE_TTL_PERSONALIZED: '60',
  }
  opened = await giftHouseAlone(experiment, { ...silentTelemetry(), metrics: createMetrics() })
  const { call } = opened.house
  for (let person = 0; person < PEOPLE; person += 1) {
    const userId = `watcher-${person}`
    const body = { user_id: userId, geo_id: geo, pagination: { limit: 10 } }
    const { body: answer } = await call<Answer>('POST', '/personalized', body)
    answers.push({ userId, answer })
  }
}, 120_000)
afterAll(() => opened?.stop())

const metrics = async (hours = 24): Promise<Metrics> =>
  (await opened.house.call<Metrics>('GET', `/api/v1/items/metrics?hours=${hours}`)).body

/** Hours that nobody asked about yet: figures are kept for some seconds. */
let fresh = 100
const freshMetrics = (): Promise<Metrics> => metrics((fresh += 1))

const claim = (type: string, { userId, answer }: (typeof answers)[number], at: number) => ({
  event_id: `${type} ${userId} ${at}`,
  user_id: userId,
  item_id: answer.items[at],
  type,
  recommendation_id: answer.recommendation_id,
})

const sumOf = (arms: readonly { readonly answers: number }[]): number => arms.reduce((sum, arm) => sum + arm.answers, 0)

test('everything that was shown is counted, by source and by variant, a second later', async () => {
  await eventually(
    async () => sumOf((await freshMetrics()).by_variant.filter(({ variant }) => variant !== null)) >= PEOPLE,
  )
  const { by_variant: variants, by_source: sources, shown, coverage, recommendable_items: items } = await freshMetrics()
  const ofArms = variants.filter(({ variant }) => variant !== null)
  expect(ofArms.map(({ variant }) => variant)).toEqual(['a', 'b'])
  expect(ofArms.reduce((sum, one) => sum + one.answers, 0)).toBe(PEOPLE)
  expect(ofArms.reduce((sum, one) => sum + one.shown, 0)).toBe(PEOPLE * 10)
  expect(sources.reduce((sum, one) => sum + one.shown, 0)).toBe(shown)
  expect(items).toBe(giftCount)
  expect(coverage).toBeGreaterThan(0.1)
})

test('what came of an answer counts under what brought its item, once for each person', async () => {
  const [first] = answers
  if (!first) throw new RangeError('Nobody was shown anything.')
  const events = [claim('click', first, 0), claim('like', first, 0), claim('purchase', first, 1)]
  const { call } = opened.house
  expect((await call('POST', '/api/v1/interactions', events)).status).toBe(200)
  await call('POST', '/api/v1/interactions', events)
  await call('POST', '/api/v1/interactions', { ...claim('click', first, 0), event_id: 'a second click' })
  const { clicks, likes, purchases } = await freshMetrics()
  expect([clicks, likes, purchases]).toEqual([1, 1, 1])
})

test('an arm that people click at more is told so, within what chance explains', async () => {
  const before = await freshMetrics()
  expect(before.experiment?.click_rate_difference).not.toBeNull()
  const { call } = opened.house
  const arms = new Map<string, 'a' | 'b'>()
  // Which arm somebody is in is seen in what she was recommended.
  for (const { userId } of answers) {
    const [made] = await readRows(opened.house.house.db, 'select variant from recommendations where user_id = $1', [
      userId,
    ])
    arms.set(userId, made?.['variant'] === 'no-news/b' ? 'b' : 'a')
  }
  const inB = answers.filter(({ userId }) => arms.get(userId) === 'b')
  expect(inB.length).toBeGreaterThan(5)
  const clicks = inB.flatMap((one) => [2, 3, 4].map((at) => claim('click', one, at)))
  expect((await call('POST', '/api/v1/interactions', clicks)).status).toBe(200)
  const { experiment } = await freshMetrics()
  const difference = experiment?.click_rate_difference as { difference: number; low: number; high: number }
  expect(difference.difference).toBeGreaterThan(0.2)
  expect(difference.low).toBeGreaterThan(0.1)
  expect(difference.high).toBeLessThan(0.5)
  expect(experiment?.arms.b.clicks).toBeGreaterThanOrEqual(3 * inB.length)
})

test('kept answers are shown again, and count as hits', async () => {
  const body = { user_id: 'keeper', geo_id: geo, pagination: { limit: 10 } }
  const ask = async (): Promise<Answer> => (await opened.house.call<Answer>('POST', '/personalized', body)).body
  const first = await ask()
  const again = await ask()
  expect([again.cache_hit, again.recommendation_id]).toEqual([true, first.recommendation_id])
  await eventually(async () => (await freshMetrics()).by_algorithm.some(({ hit_rate: rate }) => rate > 0))
})

test('scrapes see the same', async () => {
  const response = await fetch(`${opened.house.address}/metrics`, { headers: { 'x-api-key': serviceKey } })
  const text = await response.text()
  expect(text).toMatch(/^reciprocity_recommendation_answers_total\{algorithm="\w+",cache="miss"\} \d+$/mu)
  expect(text).toMatch(/^reciprocity_recommended_items_total\{source="\w+",variant="b"\} \d+$/mu)
  expect(text).toMatch(/^reciprocity_recommendation_outcomes_total\{event="click",source="\w+",variant="b"\} \d+$/mu)
  expect(text).toMatch(/^reciprocity_recommendation_coverage\{source="all"\} 0\.\d+$/mu)
})

test('statistics have the rates of the day and the times of the hour', async () => {
  const { body } = await opened.house.call<Record<string, Record<string, unknown>>>('GET', '/stats')
  expect(body['last_hour']?.['algorithms']).toMatchObject({
    popular_fallback: { answers: expect.any(Number) as number },
  })
  expect(body['last_day']?.['click_rate']).toBeGreaterThan(0)
  expect(body['cache_info']?.['hit_rate']).toBeGreaterThan(0)
})
