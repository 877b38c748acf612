/** Recommendations for whoever means no good, or has more, less or other things than anybody thought of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHouse } from '../../src/main/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import { caller } from '../support/caller.ts'
import { giftHouseAlone, sendLines } from '../support/gift-house.ts'
import type { GiftHouse } from '../support/gift-house.ts'
import { geo, giftCount, giftId, gifts, itemLines } from '../support/gifts.ts'
import { serviceKey, testGround, testHouse } from '../support/house.ts'
import type { Reply, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

interface Answer {
  readonly items: readonly string[]
  readonly pagination: Readonly<Record<string, number | boolean>>
  readonly explanations?: readonly { readonly score: number }[]
}

let opened: GiftHouse
let house: TestHouse
beforeAll(async () => {
  opened = await giftHouseAlone()
  house = opened.house
})
afterAll(() => opened?.stop())

const popular = (body: object = {}) =>
  house.call<Answer>('POST', '/popular', { user_params: { geo_id: geo }, ...body }) as Promise<Reply<Answer>>
const personal = (userId: unknown, body: object = {}) =>
  house.call<Answer>('POST', '/personalized', { user_id: userId, geo_id: geo, ...body })
const asReply = (answer: Reply<Answer>): Reply => answer as unknown as Reply

async function itemsOf(asking: Promise<Reply<Answer>>): Promise<readonly string[]> {
  const { status, body } = await asking
  expect([status, body]).toMatchObject([200, {}])
  return body.items
}

describe('figures', () => {
  test.each([
    ['price_to', { filters: { price_from: 500, price_to: 100 } }],
    ['price_to', { filters: { price_from: 100, price_to: 100 } }],
    ['price_from', { filters: { price_from: 'NaN' } }],
    ['price_from', { filters: { price_from: -0.01 } }],
    ['limit', { pagination: { limit: 0 } }],
    ['limit', { pagination: { limit: 101 } }],
    ['limit', { pagination: { limit: 2.5 } }],
    ['page', { pagination: { page: 0 } }],
    ['page', { pagination: { page: -1 } }],
    ['page', { pagination: { page: 1e300 } }],
    ['diversity', { diversity: 1.01 }],
    ['geo_id', { user_params: { geo_id: 2 ** 31 } }],
    ['geo_id', { user_params: { geo_id: '213' } }],
    ['weight', { boost: [{ is: 'price > 1', weight: 10.5 }] }],
    ['boost', { boost: Array.from({ length: 21 }, () => ({ is: 'price > 1', weight: 1 })) }],
  ])('%s: %j is refused by the name of the field', async (field, body) => {
    const { errors = [] } = expectProblem(asReply(await popular(body)), 'request.invalid')
    expect([...new Set(errors.map(({ path }) => path.split('.').at(-1)))]).toEqual([field])
  })

  test.each([
    '{"user_params": {"geo_id": NaN}}',
    '{"user_params": {"geo_id": 1e400}}',
    '{"user_params":',
    '[]',
    'null',
  ])('a body of %s is no request', async (body) => {
    const answer = await house.call('POST', '/popular', body)
    expect([400, 422]).toContain(answer.status)
    expectProblem(answer, answer.status === 400 ? 'request.malformed' : 'request.invalid')
  })

  test.each([1e9, Number.MAX_SAFE_INTEGER])('page %d is empty, and says how many there are before it', async (page) => {
    for (const asking of [popular({ pagination: { page } }), personal('far', { pagination: { page, limit: 100 } })]) {
      const { status, body } = await asking
      expect([status, body.items]).toEqual([200, []])
      expect(body.pagination).toMatchObject({ page, total_count: giftCount, has_next: false, has_previous: true })
    }
  })

  test('a price of nothing is a price, and no fraction of one is cut off', async () => {
    expect(await itemsOf(popular({ filters: { price_from: 0, price_to: 100 } }))).toHaveLength(3)
    expect(await itemsOf(popular({ filters: { price_from: 100.01, price_to: 149.99 } }))).toEqual([])
    expect(await itemsOf(popular({ filters: { price_from: -0 }, pagination: { limit: 100 } }))).toHaveLength(giftCount)
  })
})

describe('expressions', () => {
  test('ten megabytes of filter are not read', async () => {
    const answer = await popular({ filter: `price > 1 and ${'x'.repeat(10_000_000)}` })
    expectProblem(asReply(answer), 'request.too_large')
  })

  test.each([
    ['a long one', 'price > 1 or '.repeat(70_000)],
    ['a deep one', `${'('.repeat(9000)}price > 1${')'.repeat(9000)}`],
    ['a thousand denials', `${'not '.repeat(4000)}price > 1`],
    ['a long text', `category = "${'x'.repeat(19_000)}"`],
    ['a pattern that others would run for years', `title matches "(a+)+$"`],
  ])('%s is refused at once or answered at once', async (_what, filter) => {
    const begun = performance.now()
    const answer = await popular({ filter })
    expect(performance.now() - begun).toBeLessThan(2000)
    if (answer.status !== 200) expectFields(asReply(answer), ['filter'])
  })

  test.each([
    ['price >'],
    ['price > > 3'],
    ['(price > 1'],
    ['nothing_like_this = 1'],
    ['price = "a'],
    [''],
    ['; drop table items'],
  ])('what cannot be read is refused with the place where that was seen: %s', async (filter) => {
    const { errors = [] } = expectProblem(asReply(await popular({ filter })), 'request.invalid')
    expect(errors.map(({ path }) => path)).toEqual(['filter'])
    expect(errors[0]?.message).toMatch(/\d/u)
  })

  test('a boost that cannot be read is refused by its place in the list', async () => {
    const boost = [
      { is: 'price > 1', weight: 1 },
      { is: 'price >', weight: 1 },
    ]
    expectFields(asReply(await popular({ boost })), ['boost.1.is'])
  })
})

describe('names', () => {
  const strange = [
    '__proto__',
    'constructor',
    'toString',
    `'; drop table stances; --`,
    '%',
    '💐',
    'a'.repeat(128),
    '0',
    '-1',
    'null',
  ]

  test.each(strange)('somebody called %s is a newcomer like any other', async (userId) => {
    expect(await itemsOf(personal(userId))).toHaveLength(20)
    const event = {
      event_id: `likes ${userId}`.slice(0, 128),
      user_id: userId,
      item_id: giftId('books', 1),
      type: 'like',
    }
    expect((await house.call('POST', '/api/v1/interactions', event)).status).toBe(200)
    expect(await itemsOf(personal(userId, { pagination: { limit: 60 } }))).toHaveLength(giftCount - 1)
    const path = `/user-profile/${encodeURIComponent(userId)}`
    const { body } = await house.call<{ profile: { interaction_count: number } }>('GET', path)
    expect(body.profile.interaction_count).toBe(1)
  })

  const nobodies = ['', 'a/b', 'x'.repeat(129), 'a\0b', '\ud83d', '.', '..', 1.5, 2 ** 53, null, {}, [], true]

  test.each(nobodies.map((userId) => ({ userId })))('$userId is nobody', async ({ userId }) => {
    expectFields(asReply(await personal(userId)), ['user_id'])
  })

  test.each(strange)('a category called %s holds nothing, and breaks nothing', async (category) => {
    expect(await itemsOf(popular({ user_params: { geo_id: geo, category } }))).toEqual([])
    expect(await itemsOf(popular({ filters: { category } }))).toEqual([])
    expect(await itemsOf(popular({ user_params: { geo_id: geo, gender: category } }))).not.toEqual(null)
  })

  test('an item that nobody knows has nothing like it', async () => {
    expectProblem(await house.call('POST', '/api/v1/items/nothing/similar', {}), 'item.not_found')
    expectProblem(await house.call('GET', '/api/v1/items/nothing'), 'item.not_found')
  })

  test('items beside routes keep their names', async () => {
    for (const id of ['import', 'metrics', 'trending', 'imports'])
      expect((await house.call('PUT', `/api/v1/items/${id}`, { title: 'A trap' })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('crowds', () => {
  test('whoever likes a hundred thousand things is answered as quickly as others, and with what is left', async () => {
    const liked = gifts.slice(0, 50).map(({ id }) => id)
    const told = house.house.db
    await told.statements(
      `insert into stances (user_id, item_id, opinion, opinion_at, liked_at, first_at, last_at)
        select 'collector', coalesce(($1::text[])[n], 'thing ' || n), 'like', now(), now(), now(), now() - n * interval '1 second'
        from generate_series(1, 100000) as n`,
      [liked],
    )
    await itemsOf(personal('collector'))
    const begun = performance.now()
    const items = await itemsOf(personal('collector', { pagination: { limit: 60 } }))
    expect(performance.now() - begun).toBeLessThan(3000)
    expect(new Set(items)).toEqual(new Set(gifts.slice(50).map(({ id }) => id)))
    const { body } = await house.call<{ profile: { interaction_count: number } }>('GET', '/user-profile/collector')
    expect(body.profile.interaction_count).toBeGreaterThanOrEqual(50)
    expect((await house.call('POST', '/user-profile/collector/refresh')).status).toBe(200)
    expect((await house.call('POST', '/admin/update-user-profiles')).status).toBe(200)
  }, 120_000)

  test('of so many likes the oldest is left out of her page, too', async () => {
    const oldest = giftId('books', 19)
    await house.house.db.statements(
      `insert into stances (user_id, item_id, opinion, opinion_at, liked_at, first_at, last_at)
        values ('collector', $1, 'like', '2001-01-01', '2001-01-01', '2001-01-01', '2001-01-01')`,
      [oldest],
    )
    expect(await itemsOf(personal('collector', { pagination: { limit: 59 } }))).not.toContain(oldest)
  })

  test('what everybody likes is first for a newcomer, and for nobody who likes it', async () => {
    const loved = giftId('sport', 7)
    const lines = Array.from({ length: 2000 }, (_, at) => ({
      event_id: `everybody ${at}`,
      user_id: `everybody-${at}`,
      item_id: loved,
      type: 'like',
    }))
    await sendLines(house.address, '/api/v1/interactions/import', lines)
    expect((await house.call('POST', '/admin/refresh-popular-items')).status).toBe(200)
    await eventually(async () => (await itemsOf(popular({ pagination: { limit: 3 } })))[0] === loved)
    expect((await itemsOf(personal('newcomer of all')))[0]).toBe(loved)
    const { body } = await personal('everybody-7', { explain: true, pagination: { limit: 60 } })
    expect(body.items).toHaveLength(giftCount - 1)
    expect(body.items).not.toContain(loved)
    expect(body.explanations?.every(({ score }) => Number.isFinite(score))).toBe(true)
  }, 60_000)

  test('a hundred who ask the same at once get the same', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => itemsOf(personal('crowd'))))
    expect(new Set(answers.map(String)).size).toBe(1)
  })
})

describe('clocks', () => {
  test('what is to happen after tomorrow is refused, and what is a little ahead counts', async () => {
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const event = { event_id: 'ahead', user_id: 'marty', item_id: giftId('sport', 1), type: 'like' }
    expectFields(await house.call('POST', '/api/v1/interactions', { ...event, time: at(30) }), ['time'])
    expect((await house.call('POST', '/api/v1/interactions', { ...event, time: at(12) })).status).toBe(200)
    expect(await itemsOf(personal('marty', { pagination: { limit: 60 } }))).not.toContain(event.item_id)
    const item = { title: 'From tomorrow', geo_id: geo, created_at: at(30) }
    expectFields(await house.call('PUT', '/api/v1/items/ahead', item), ['created_at'])
  })

  test('a house whose clock is twenty years ahead answers with full pages', async () => {
    const ground = await testGround()
    const ahead = () => new Date(Date.now() + 20 * 365 * 86_400_000)
    const future = await openHouse(readSettings(ground.environment), silentTelemetry(), ahead)
    const address = (await future.start()) ?? ''
    try {
      const call = caller(address, { 'x-api-key': serviceKey })
      await sendLines(address, '/api/v1/items/import', itemLines)
      const like = {
        event_id: 'old',
        user_id: 'ana',
        item_id: giftId('books', 1),
        type: 'like',
        time: '2026-01-01T00:00:00Z',
      }
      expect((await call('POST', '/api/v1/interactions', like)).status).toBe(200)
      const { body } = await call<Answer>('POST', '/personalized', { user_id: 'ana', geo_id: geo })
      expect(body.items).toHaveLength(20)
      expect((await call<Answer>('POST', '/popular', { user_params: { geo_id: geo } })).body.items).toHaveLength(20)
      expect((await call('POST', '/admin/refresh-popular-items')).status).toBe(200)
    } finally {
      await future.stop(5)
      await ground.remove()
    }
  }, 60_000)
})

describe('an empty catalogue', () => {
  let empty: TestHouse
  beforeAll(async () => {
    empty = await testHouse()
  })
  afterAll(() => empty?.stop())

  test.each([
    ['/popular', { user_params: { geo_id: geo, gender: 'f' }, explain: true }],
    ['/personalized', { user_id: 'ana', geo_id: geo, explain: true, diversity: 1, exploration: 1 }],
    ['/api/v1/items/trending', {}],
  ])('%s is an empty list that ends', async (path, body) => {
    const answer = await empty.call<Answer>('POST', path, body)
    expect([answer.status, answer.body.items]).toEqual([200, []])
    expect(answer.body.pagination).toMatchObject({ total_count: 0, total_pages: 0, has_next: false })
  })

  test('figures of nothing are nothing, and the jobs have nothing to do', async () => {
    const stats = await empty.call<Record<string, Record<string, unknown>>>('GET', '/stats')
    expect(stats.body['main_database']).toEqual({ total_items: 0, total_likes: 0, total_clicks: 0, active_users: 0 })
    const { status, body } = await empty.call('GET', '/api/v1/items/metrics')
    expect([status, body['coverage'], body['click_rate']]).toEqual([200, null, null])
    for (const path of ['/admin/refresh-popular-items', '/admin/update-user-profiles', '/user-profile/ana/refresh'])
      expect((await empty.call('POST', path)).status).toBe(200)
  })

  test('likes of things that nobody knows are kept, and count once the things come', async () => {
    const event = { event_id: 'early', user_id: 'ana', item_id: 'cup', type: 'like' }
    expect((await empty.call('POST', '/api/v1/interactions', event)).status).toBe(200)
    for (const id of ['cup', 'pen']) await empty.call('PUT', `/api/v1/items/${id}`, { title: id, geo_id: geo })
    const { body } = await empty.call<Answer>('POST', '/personalized', { user_id: 'ana', geo_id: geo })
    expect(body.items).toEqual(['pen'])
  })
})

describe('metrics', () => {
  test.each(['0', '721', 'NaN', '1.5', '-1', '24; drop table items'])('of %s hours are refused', async (hours) => {
    expectFields(await house.call('GET', `/api/v1/items/metrics?hours=${encodeURIComponent(hours)}`), ['hours'])
  })

  test('events that claim what was never answered count nowhere', async () => {
    const { body } = await personal('claimer')
    const id = (body as unknown as { recommendation_id: string }).recommendation_id
    const claims = [
      { user_id: 'claimer', item_id: 'never shown', recommendation_id: id },
      { user_id: 'somebody else', item_id: body.items[0], recommendation_id: id },
      { user_id: 'claimer', item_id: body.items[0], recommendation_id: '01890000-0000-7000-8000-000000000000' },
    ]
    const events = claims.map((claim, at) => ({ event_id: `claim ${at}`, type: 'purchase', ...claim }))
    expect((await house.call('POST', '/api/v1/interactions', events)).status).toBe(200)
    const metrics = await house.call('GET', '/api/v1/items/metrics?hours=2')
    expect(metrics.body['purchases']).toBe(0)
    const event = { event_id: 'no id', user_id: 'claimer', item_id: 'x', type: 'like', recommendation_id: 'mine' }
    expectFields(await house.call('POST', '/api/v1/interactions', event), ['recommendation_id'])
  })
})
