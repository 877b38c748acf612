/** What MySanta's engine got wrong, one by one in the order of its list: each title says what holds now. */
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/base/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { account, giftHouseAlone, giftHouseBeside, sendLines } from '../support/gift-house.ts'
import type { GiftHouse } from '../support/gift-house.ts'
import { geo, giftCount, giftId, giftOf, gifts, tasteOf } from '../support/gifts.ts'
import { openTestHouse, testGround, testHouse } from '../support/house.ts'
import type { Reply } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { mysantaClient } from '../support/mysanta-client.ts'
import { readPage } from '../support/pages.ts'
import { openLine } from '../support/process-outages.ts'
import { expectProblem } from '../support/problems.ts'
import { recordingTelemetry } from '../support/recording-telemetry.ts'

interface Explained {
  readonly items: readonly string[]
  readonly explanations: readonly { readonly id: string; readonly parts?: Readonly<Record<string, number>> }[]
}

const telemetry = recordingTelemetry()
let opened: GiftHouse
beforeAll(async () => {
  opened = await giftHouseAlone({ CACHE_TTL_PERSONALIZED: '60' }, telemetry)
})
afterAll(() => opened?.stop())

const everywhere = { user_params: { geo_id: geo } }
const client = () => opened.client
const call = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<Body>> =>
  opened.house.call<Body>(method, path, body)
const ask = (userId: string, changes: object = {}) =>
  client().personalized({ user_id: userId, geo_id: geo, ...changes })
const whole = { pagination: { limit: 100 } }
const put = async (id: string, item: object): Promise<void> => {
  expect((await call('PUT', `/api/v1/items/${id}`, item)).status).toBeLessThan(300)
}
const popularIn = (geoId: number, limit = 100) =>
  client().popular({ user_params: { geo_id: geoId }, pagination: { limit } })

describe('popular items', () => {
  const manyGeo = 77
  const MANY = 6000

  test('1. more items than one statement can hold are counted in one refresh, and favourites are there all the while', async () => {
    await sendLines(
      opened.house.address,
      '/api/v1/items/import',
      Array.from({ length: MANY }, (_, at) => ({ id: `many-${at}`, geo_id: manyGeo })),
    )
    await sendLines(
      opened.house.address,
      '/api/v1/interactions/import',
      Array.from({ length: MANY }, (_, at) => ({ event_id: `many-${at}`, item_id: `many-${at}`, type: 'click' })),
    )
    await eventually(async () => (await popularIn(manyGeo, 1)).pagination.total_count === MANY)
    const refreshed = client().refreshPopularItems()
    const meanwhile = Array.from({ length: 10 }, async (_, at) => popularIn(manyGeo, 90 + at))
    for (const { items, pagination } of await Promise.all(meanwhile)) expect(items).toHaveLength(pagination.limit)
    expect((await refreshed).status).toBe('success')
    expect((await popularIn(manyGeo)).pagination.total_count).toBe(MANY)
  }, 120_000)

  test('2. a favourite is one row, however often favourites are counted', async () => {
    for (let time = 0; time < 3; time += 1) await client().refreshPopularItems()
    // One page holds all of them: between two, favourites might be counted anew.
    const { items, pagination } = await client().popular({ ...everywhere, ...whole })
    expect([items.length, new Set(items).size, pagination.total_count]).toEqual([giftCount, giftCount, giftCount])
  })
})

describe('what suits somebody by its content', () => {
  const explained = async (userId: string): Promise<Explained> =>
    (await call<Explained>('POST', '/personalized', { user_id: userId, geo_id: geo, explain: true, ...whole })).body

  test('3. the category of what somebody likes counts, with all of its weight', async () => {
    const id = newId()
    await opened.like(id, giftId('beauty', 4))
    const { explanations } = await explained(id)
    for (const one of explanations)
      expect(one.parts?.['category'], one.id).toBeCloseTo(tasteOf(one.id) === 'beauty' ? 0.3 : 0, 6)
    const { items } = await ask(id, { pagination: { limit: 10 } })
    expect(items.filter((item) => tasteOf(item) === 'beauty').length).toBeGreaterThanOrEqual(9)
  })

  test('4. whom somebody buys for is told in shares, and no score reaches its ceiling by counting', async () => {
    const id = newId()
    for (const at of [0, 4, 8, 12, 16, 1]) await opened.like(id, giftId('sport', at))
    const { body } = await call<{ profile: Record<string, Record<string, number>> }>('GET', `/user-profile/${id}`)
    for (const name of ['target_ages', 'relationships', 'gender_targets']) {
      const shares = Object.values(body.profile[`buying_patterns_${name}`] ?? {})
      expect(
        shares.reduce((sum, share) => sum + share, 0),
        name,
      ).toBeCloseTo(1, 6)
    }
    const { explanations } = await explained(id)
    const scores = explanations.map(({ parts = {} }) => Object.values(parts).reduce((sum, part) => sum + part, 0))
    expect(Math.max(...scores)).toBeLessThan(1)
    expect(new Set(scores.map((score) => score.toFixed(4))).size).toBeGreaterThan(20)
  })
})

describe('pages', () => {
  test('5. has_next and total_count are true on every page, for whoever has few likes and whoever has many', async () => {
    for (const count of [0, 1, 3]) {
      const id = newId()
      for (let at = 0; at < count; at += 1) await opened.like(id, giftId('books', at))
      const total = giftCount - count
      const seen: string[] = []
      for (let page = 1; page <= Math.ceil(total / 8); page += 1) {
        const { items, pagination } = await ask(id, { pagination: { page, limit: 8 } })
        expect(pagination).toMatchObject({
          total_count: total,
          has_next: page * 8 < total,
          total_pages: Math.ceil(total / 8),
        })
        seen.push(...items)
      }
      expect([seen.length, new Set(seen).size]).toEqual([total, total])
    }
  })

  test('6. filters act before the page is cut: it is full as long as anything fits', async () => {
    const id = newId()
    for (const at of [0, 2, 4]) await opened.like(id, giftId('books', at))
    const filters = { category: 'sport', platform: 'wildberries' }
    const fitting = gifts.filter(
      ({ categories, platform }) => categories.category === 'sport' && platform === 'wildberries',
    )
    const { items, pagination } = await ask(id, { filters, pagination: { limit: fitting.length } })
    expect(new Set(items)).toEqual(new Set(fitting.map((gift) => gift.id)))
    expect(pagination.total_count).toBe(fitting.length)
  })

  test('7. what is close to somebody comes before what many like', async () => {
    const loved = giftId('sport', 19)
    await sendLines(
      opened.house.address,
      '/api/v1/interactions/import',
      Array.from({ length: 40 }, (_, at) => ({
        event_id: `loved ${at}`,
        user_id: `fan-${at}`,
        item_id: loved,
        type: 'like',
      })),
    )
    await client().refreshPopularItems()
    const id = newId()
    for (const at of [0, 2, 4, 6]) await opened.like(id, giftId('books', at))
    const { items } = await ask(id, { pagination: { limit: 8 } })
    expect(items.filter((item) => tasteOf(item) === 'books').length).toBeGreaterThan(6)
    expect(items[0]).not.toBe(loved)
  })
})

describe('what is kept ready', () => {
  test.each([
    ['suitable_for', { suitable_for: 'friend' }, { suitable_for: 'family' }],
    ['acquaintance_level', { acquaintance_level: 'close' }, { acquaintance_level: 'formal' }],
    ['platform', { platform: 'ozon' }, { platform: 'wildberries' }],
    ['a fraction of a price', { price_to: 149.5 }, { price_to: 150 }],
    ['a price of 0', { price_to: 100 }, { price_from: 0, price_to: 99 }],
  ])('8. lists that differ in %s are two lists', async (_what, one, other) => {
    for (const list of [
      (filters: object) => client().popular({ ...everywhere, filters, ...whole }),
      (filters: object) => ask('keeper', { filters, ...whole }),
    ]) {
      await list(one)
      const [first, second] = [await list(one), await list(other)]
      expect(second.cache_hit && first.cache_hit && String(first.items) === String(second.items)).toBe(false)
      expect(first.items.toSorted()).not.toEqual(second.items.toSorted())
    }
  })

  test('9. a kept answer says what made it, and a like, a refresh or a word on who she is drops it', async () => {
    const id = newId()
    const fresh = await ask(id)
    const kept = async () => {
      await eventually(async () => (await ask(id)).cache_hit)
      return ask(id)
    }
    expect(await kept()).toMatchObject({ cache_hit: true, algorithm_used: fresh.algorithm_used, items: fresh.items })
    await client().putDemographics(id, { gender: 'female', age_group: '25-34' })
    expect((await ask(id)).cache_hit).toBe(false)
    await kept()
    await client().refreshProfile(id)
    expect((await ask(id)).cache_hit).toBe(false)
    await kept()
    await opened.like(id, fresh.items[0] ?? '')
    const after = await ask(id)
    expect([after.cache_hit, after.items.includes(fresh.items[0] ?? '')]).toEqual([false, false])
    expect((await kept()).algorithm_used).toBe(after.algorithm_used)
  })
})

describe('what may be shown', () => {
  test('10. whoever likes what everybody likes does not see it again, whatever her answer is made from', async () => {
    const lonely = 78
    for (const id of ['lonely-1', 'lonely-2', 'lonely-3']) await put(id, { geo_id: lonely })
    const id = newId()
    await opened.like(id, 'lonely-1')
    const { items } = await client().personalized({ user_id: id, geo_id: lonely })
    expect(items.toSorted()).toEqual(['lonely-2', 'lonely-3'])
  })

  test('11. what is sold out, private or elsewhere by now is in no list, a kept one too', async () => {
    const place = 79
    const ids = ['sold', 'owned', 'moved', 'stays'].map((name) => `now-${name}`)
    for (const id of ids) await put(id, { geo_id: place })
    const lists = [
      () => popularIn(place),
      () => client().personalized({ user_id: 'looker', geo_id: place }),
      () => client().popular({ user_params: { geo_id: place }, filters: {} }),
    ]
    for (const list of lists) for (let time = 0; time < 2; time += 1) expect((await list()).items).toHaveLength(4)
    await put('now-sold', { geo_id: place, status: 'sold' })
    await put('now-owned', { geo_id: place, owner: 'ana' })
    await put('now-moved', { geo_id: place + 1 })
    for (const list of lists) expect((await list()).items).toEqual(['now-stays'])
  })

  test('12. a place whose items are all for somebody has favourites for a stranger, too', async () => {
    const place = 90
    await put('for-her', { geo_id: place, categories: { gender: 'f', age: '18-24' } })
    await put('for-him', { geo_id: place, categories: { gender: 'm', age: '45+' } })
    const { items, algorithm_used: algorithm } = await client().personalized({ user_id: newId(), geo_id: place })
    expect([items.toSorted(), algorithm]).toEqual([['for-her', 'for-him'], 'popular_fallback'])
  })
})

describe('who somebody is', () => {
  test('13. what is said of somebody outlives the process, its locale too', async () => {
    const ground = await testGround()
    const settings = { BASIC_AUTH_PASSWORD: account.password }
    const first = await openTestHouse(ground, settings)
    await mysantaClient(first.address, account).putDemographics('ana', {
      gender: 'female',
      age_group: '25-34',
      locale: 'ru',
    })
    await first.stop()
    const second = await openTestHouse(ground, settings)
    const { body } = await second.call<{ demographics: unknown }>('GET', '/user-profile/ana')
    expect(body.demographics).toMatchObject({ gender: 'f', age_group: '25-34', locale: 'ru' })
    await second.stop()
    await ground.remove()
  }, 60_000)

  test('14. whoever takes back every like has none, and is a newcomer again', async () => {
    const id = newId()
    const liked = [0, 1, 2, 3].map((at) => giftId('books', at))
    for (const item of liked) await opened.like(id, item)
    expect((await client().userProfile(id)).profile?.interaction_count).toBe(4)
    for (const item of liked) await opened.unlike(id, item)
    await client().refreshProfile(id)
    const { profile } = await client().userProfile(id)
    expect(profile?.interaction_count ?? 0).toBe(0)
    expect(profile?.preferred_categories ?? {}).toEqual({})
    const { algorithm_used: algorithm, pagination } = await ask(id)
    expect([algorithm, pagination.total_count]).toEqual(['popular_fallback', giftCount])
  })

  test('15. an id is the same text everywhere: counting everybody again writes nobody anew', async () => {
    await opened.like('0F3A-upper', giftId('books', 0))
    await opened.like(newId(), giftId('books', 0))
    await client().updateUserProfiles()
    const versions = async () =>
      (await opened.house.house.db.statements('select user_id, xmin::text from tastes order by 1')).rows
    const before = await versions()
    expect(before.length).toBeGreaterThan(90)
    await client().updateUserProfiles()
    expect(JSON.stringify(await versions()) === JSON.stringify(before)).toBe(true)
  })

  test('16. what is new counts as new, whether its time has a zone or not', async () => {
    const place = 91
    const now = new Date()
    const year = new Date(now.getTime() - 300 * 86_400_000)
    await put('new-zoned', { geo_id: place, created_at: now.toISOString() })
    await put('new-plain', { geo_id: place, created_at: now.toISOString().replace('Z', '') })
    await put('old-plain', { geo_id: place, created_at: year.toISOString().replace('Z', '') })
    await put('liked-there', { geo_id: place })
    const id = newId()
    await opened.like(id, 'liked-there')
    const { body } = await call<Explained>('POST', '/personalized', { user_id: id, geo_id: place, explain: true })
    const recencyOf = (item: string) => body.explanations.find((one) => one.id === item)?.parts?.['recency'] ?? -1
    expect([recencyOf('new-zoned'), recencyOf('new-plain')].every((recency) => recency > 0.049)).toBe(true)
    expect(recencyOf('old-plain')).toBeGreaterThan(0)
    expect(recencyOf('old-plain')).toBeLessThan(0.02)
  })
})

describe('what goes on by itself', () => {
  test('17. a like said twice is one, and what is private is like nothing', async () => {
    const place = 92
    for (const id of ['twin-a', 'twin-b', 'hidden-twin']) await put(id, { geo_id: place, title: 'A blue cup of clay' })
    for (let person = 0; person < 12; person += 1)
      for (const item of ['twin-a', 'twin-b', 'hidden-twin'])
        for (let time = 0; time < 2; time += 1)
          await call('POST', `/user-interaction/twin-${person}`, {
            interaction_type: 'like',
            item_id: item,
            timestamp: '2026-05-01T10:00:00Z',
          })
    const { body } = await call<{ profile: { interaction_count: number } }>('GET', '/user-profile/twin-3')
    expect(body.profile.interaction_count).toBe(3)
    await put('hidden-twin', { geo_id: place, title: 'A blue cup of clay', owner: 'ana' })
    const similar = await call<{ items: string[] }>('POST', '/api/v1/items/twin-a/similar', {})
    expect(similar.body.items).toContain('twin-b')
    expect(similar.body.items).not.toContain('hidden-twin')
  })

  test('19. every job of items runs when it is due, and names nothing that is not there', async () => {
    const { body } = await call<{ jobs?: unknown }>('GET', '/health/ready')
    expect(body).not.toBeNull()
    await client().refreshPopularItems()
    await client().updateUserProfiles()
    const failed = await opened.house.house.db.statements(
      `select distinct name from reciprocity_jobs.job where name like 'items.%' and state = 'failed'`,
    )
    expect(failed.rows).toEqual([])
  })
})

describe('what is told to whom', () => {
  test('20. no password, address, body or inner fault is logged or answered, and the example of settings is read', async () => {
    const secret = 'a-secret-word-of-a-body'
    await call('POST', '/personalized', { user_id: secret, geo_id: geo, filters: { category: secret } })
    await call('POST', '/popular', { user_params: { geo_id: secret } })
    await opened.house.house.db.statements('alter table stances rename to stances_away')
    const answer = await call('POST', '/personalized', { user_id: newId(), geo_id: geo })
    await opened.house.house.db.statements('alter table stances_away rename to stances')
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expectProblem(answer, 'server.failed')
    const told = JSON.stringify(telemetry.lines)
    for (const word of [secret, account.password, '@127.0.0.1']) expect(told).not.toContain(word)
    const example = parseEnv((await readPage('.env.example')).replaceAll(/^#(?=[A-Z][A-Z0-9_]*=.)/gmu, ''))
    expect(readSettings(example).items.pageSizes.standard).toBe(20)
  })

  test('21. jobs are closed to whoever has no password, a profile is found by a UUID and by an integer, and the docs say what is true', async () => {
    const stranger = mysantaClient(opened.house.address, null)
    for (const path of ['/admin/update-user-profiles', '/admin/refresh-popular-items'])
      expect((await stranger.send('POST', path)).status).toBe(401)
    const id = newId()
    expect((await client().userProfile(id)).user_id).toBe(id)
    expect((await client().userProfile(123)).user_id).toBe('123')
    const { body } = await call<{ paths: Record<string, Record<string, unknown>> }>('GET', '/openapi.json')
    const described = JSON.stringify(body.paths['/personalized']?.['post'])
    for (const word of ['total_count', 'integer', 'algorithm_used']) expect(described).toContain(word)
  })

  test('22. health knows Redis: a lost one is named, and answers go on', async () => {
    const house = await testHouse({ REDIS_URL: 'redis://127.0.0.1:1', BASIC_AUTH_PASSWORD: account.password })
    const { body } = await house.call<{ dependencies: { name: string; status: string }[] }>('GET', '/health/ready')
    expect(body.dependencies.find(({ name }) => name === 'redis')?.status).toBe('down')
    expect((await mysantaClient(house.address, account).stats()).cache_info.redis_connected).toBe(false)
    expect((await house.call('POST', '/popular', everywhere)).status).toBe(200)
    await house.stop()
  }, 60_000)
})

describe.runIf(realDatabaseUrl)('beside a host', () => {
  test('16 and 18. times without a zone are UTC, and a host lost in the middle of a whole pass leaves what there was', async () => {
    const admin = realDatabaseUrl ?? ''
    const line = await openLine(admin)
    const beside = await giftHouseBeside(admin, (host) => ({ MAIN_DATABASE_URL: line.through(host.url) }))
    try {
      const newest = giftId('books', 0)
      const { body: item } = await beside.house.call<{ created_at: string }>('GET', `/api/v1/items/${newest}`)
      expect(Math.abs(Date.parse(item.created_at) - Date.now())).toBeLessThan(300_000)
      line.cut()
      await new Promise((resolve) => setTimeout(resolve, 3000))
      const lost = await beside.house.call<{ items: string[]; stale?: boolean }>('POST', '/popular', everywhere)
      expect([lost.status, lost.body.items.length, lost.body.stale]).toEqual([200, 20, true])
      await line.heal()
      await eventually(async () => {
        const { body } = await beside.house.call<{ stale?: boolean }>('POST', '/popular', everywhere)
        return body.stale === undefined
      }, 30_000)
      const { total_count: total } = (await beside.client.popular(everywhere)).pagination
      expect(total).toBe(giftCount)
      expect(giftOf(newest)?.geo_id).toBe(geo)
    } finally {
      await beside.stop()
      await line.close()
    }
  }, 120_000)
})
