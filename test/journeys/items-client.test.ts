/** A client of MySanta's engine goes on as it is: S1 to S9, by our own API and beside the host's database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/base/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { account, giftHouseAlone, giftHouseBeside } from '../support/gift-house.ts'
import type { GiftHouse } from '../support/gift-house.ts'
import { elsewhere, geo, giftCount, giftId, giftOf, likings, tasteOf } from '../support/gifts.ts'
import { eventually } from '../support/jobs.ts'
import { allPages, mysantaClient, shapes } from '../support/mysanta-client.ts'

const everywhere = { user_params: { geo_id: geo } }

/** How often each gift is liked, the most first. */
const likes = new Map<string, number>()
for (const { itemId } of likings) likes.set(itemId, (likes.get(itemId) ?? 0) + 1)

function promises(opened: () => GiftHouse): void {
  const client = () => opened().client

  test('S1: health is open, and names the databases', async () => {
    const answer = await mysantaClient(opened().house.address, null).health()
    expect(answer.status).toBe('healthy')
    expect(answer.databases.length).toBeGreaterThan(0)
  })

  describe('S2: popular', () => {
    test('a page of twenty by default, whose figures fit each other', async () => {
      const { items, pagination, algorithm_used: algorithm } = await client().popular(everywhere)
      expect(pagination).toEqual({
        page: 1,
        limit: 20,
        total_pages: 3,
        total_count: giftCount,
        has_next: true,
        has_previous: false,
      })
      expect([items.length, new Set(items).size, algorithm]).toEqual([20, 20, 'popular'])
    })

    test('pages one after the other show every gift of the place once, unless favourites are counted anew meanwhile', async () => {
      await eventually(async () => {
        const pages = await allPages((page) => client().popular({ ...everywhere, pagination: { page, limit: 7 } }))
        expect(pages.slice(0, -1).every(({ length }) => length === 7)).toBe(true)
        expect(pages.flat()).toHaveLength(giftCount)
        return new Set(pages.flat()).size === giftCount
      }, 60_000)
    })

    test('what most people like comes first once it is counted', async () => {
      await client().refreshPopularItems()
      const [first = ''] = (await client().popular({ ...everywhere, pagination: { limit: 1 } })).items
      expect(likes.get(first)).toBe(Math.max(...likes.values()))
    })

    test.each([
      ['gender', 'f'],
      ['age', '25-34'],
    ] as const)('a %s is asked for: what says so itself, or says any', async (name, value) => {
      const pages = await allPages((page) =>
        client().popular({ user_params: { geo_id: geo, [name]: value }, pagination: { page } }),
      )
      const said = new Set(pages.flat().map((id) => giftOf(id)?.categories[name]))
      expect(said).toEqual(new Set([value, 'any']))
    })

    test('a category is asked for, and "any" asks for nothing', async () => {
      const beauty = await client().popular({ user_params: { geo_id: geo, category: 'beauty' } })
      expect(new Set(beauty.items.map(tasteOf))).toEqual(new Set(['beauty']))
      const any = await client().popular({ user_params: { geo_id: geo, gender: 'any', age: 'any', category: 'any' } })
      expect(any.pagination.total_count).toBe(giftCount)
    })

    test.each([
      [{ price_from: 300, price_to: 500 }, (id: string) => [300, 350, 400, 450, 500].includes(giftOf(id)?.price ?? 0)],
      [{ platform: 'ozon' }, (id: string) => giftOf(id)?.platform === 'ozon'],
      [{ suitable_for: 'friend' }, (id: string) => giftOf(id)?.categories.suitable_for === 'friend'],
      [{ acquaintance_level: 'close' }, (id: string) => giftOf(id)?.categories.acquaintance_level === 'close'],
      [
        { category: 'books', price_to: 200 },
        (id: string) => tasteOf(id) === 'books' && (giftOf(id)?.price ?? 0) <= 200,
      ],
    ])('the filter %j keeps all that it means and nothing else', async (filters, isMeant) => {
      const pages = await allPages((page) =>
        client().popular({ ...everywhere, filters, pagination: { page, limit: 4 } }),
      )
      const expected = [...likes.keys()].filter(isMeant)
      expect(pages.flat().every(isMeant)).toBe(true)
      expect(new Set(pages.flat()).size).toBe(expected.length)
    })

    test('the same asked again is kept ready, and says what made it', async () => {
      const request = { ...everywhere, pagination: { page: 1, limit: 13 } }
      await client().popular(request)
      await eventually(async () => (await client().popular(request)).cache_hit)
      const again = await client().popular(request)
      expect([again.cache_hit, again.algorithm_used]).toEqual([true, 'popular'])
    })

    test('where there is nothing the list is empty and ends', async () => {
      const { items, pagination } = await client().popular({ user_params: { geo_id: elsewhere } })
      expect(items).toEqual([])
      expect([pagination.total_count, pagination.total_pages, pagination.has_next]).toEqual([0, 0, false])
    })
  })

  describe('S3: personalised', () => {
    const ask = (id: string | number, changes: object = {}) =>
      client().personalized({ user_id: id, geo_id: geo, ...changes })

    test('of whom nothing is known gets what is popular', async () => {
      const { items, pagination, algorithm_used: algorithm } = await ask(newId())
      expect([items.length, algorithm]).toEqual([20, 'popular_fallback'])
      expect([pagination.total_count, pagination.has_next]).toEqual([giftCount, true])
    })

    test('whoever has liked one thing gets what is like it, and not that thing', async () => {
      const id = newId()
      await opened().like(id, giftId('sport', 3))
      const { items, algorithm_used: algorithm, pagination } = await ask(id, { pagination: { limit: 10 } })
      expect(algorithm).not.toBe('popular_fallback')
      expect(items).not.toContain(giftId('sport', 3))
      expect(pagination.total_count).toBe(giftCount - 1)
      expect(items.filter((item) => tasteOf(item) === 'sport').length).toBeGreaterThan(5)
    })

    test('whoever has liked some gets what those like who like the same, and no liked thing on any page', async () => {
      const id = newId()
      const liked = [0, 2, 4].map((at) => giftId('books', at))
      for (const item of liked) await opened().like(id, item)
      await opened().learnt()
      const pages = await allPages((page) => ask(id, { pagination: { page, limit: 10 } }))
      expect((await ask(id, { pagination: { limit: 10 } })).algorithm_used).toMatch(/^collaborative/u)
      expect(pages[0]?.filter((item) => tasteOf(item) === 'books').length).toBeGreaterThanOrEqual(9)
      expect(pages.flat().filter((item) => liked.includes(item))).toEqual([])
      expect(new Set(pages.flat()).size).toBe(giftCount - liked.length)
      expect(pages.flat().length).toBe(giftCount - liked.length)
    }, 90_000)

    test('a like is felt by the next request', async () => {
      const id = newId()
      const [first = ''] = (await ask(id)).items
      await opened().like(id, first)
      expect((await ask(id)).items).not.toContain(first)
    })

    test('filters act before the page is cut', async () => {
      const { items, pagination } = await ask(newId(), {
        filters: { platform: 'wildberries' },
        pagination: { limit: 25 },
      })
      expect(items.length).toBe(25)
      expect(items.every((item) => giftOf(item)?.platform === 'wildberries')).toBe(true)
      expect(pagination.total_count).toBe(giftCount / 2)
    })
  })

  describe('S4 to S6: profiles', () => {
    test('whoever has no profile gets none, with a word on it', async () => {
      const id = newId()
      const answer = await client().userProfile(id)
      expect([answer.user_id, answer.profile]).toEqual([id, null])
      expect(answer.message?.length).toBeGreaterThan(5)
    })

    test('a profile is what somebody likes', async () => {
      const id = newId()
      for (const [taste, at] of [
        ['beauty', 0],
        ['beauty', 2],
        ['beauty', 4],
        ['sport', 1],
      ] as const)
        await opened().like(id, giftId(taste, at))
      const { status, user_id: named } = await client().refreshProfile(id)
      expect([status, named]).toEqual(['success', id])
      const { profile } = await client().userProfile(id)
      expect(profile).toMatchObject({
        preferred_categories: { beauty: 0.75, sport: 0.25 },
        preferred_platforms: { ozon: 0.75, wildberries: 0.25 },
        avg_price: (100 + 200 + 300 + 150) / 4,
        price_range_min: 100,
        price_range_max: 300,
        interaction_count: 4,
      })
      expect(Date.parse(profile?.last_interaction_at ?? '')).not.toBeNaN()
    })

    test('what is said of somebody is kept, in the words of before', async () => {
      const id = newId()
      const answer = await client().putDemographics(id, {
        gender: 'male',
        age_group: '25-34',
        locale: 'ru',
        geo_id: geo,
      })
      expect(answer.demographics).toMatchObject({ gender: 'm', age_group: '25-34', locale: 'ru', geo_id: geo })
      expect((await client().putDemographics(id, { gender: 'female' })).demographics['gender']).toBe('f')
    })
  })

  test('S7: the figures of all are true', async () => {
    const answer = await client().stats()
    expect(answer.main_database.total_items).toBe(giftCount)
    expect(answer.main_database.total_likes).toBeGreaterThanOrEqual(likings.length)
    expect(answer.recommendations_database.users_with_collaborative).toBeGreaterThanOrEqual(90)
    expect(answer.configuration).toEqual({
      max_similar_users: 20,
      default_page_size: 20,
      max_page_size: 100,
      popular_items_refresh_minutes: 15,
    })
  })

  test('S8 and S9: the jobs run when they are asked for', async () => {
    expect((await client().refreshPopularItems()).status).toBe('success')
    expect((await client().updateUserProfiles()).status).toBe('success')
  })

  describe('refusals', () => {
    const routes = [
      ['POST', '/popular', everywhere],
      ['POST', '/personalized', { user_id: 'ana', geo_id: geo }],
      ['GET', '/user-profile/ana'],
      ['PUT', '/user-profile/ana', { gender: 'f' }],
      ['POST', '/user-profile/ana/refresh'],
      ['GET', '/stats'],
      ['POST', '/admin/refresh-popular-items'],
      ['POST', '/admin/update-user-profiles'],
    ] as const

    test.each(routes)('%s %s is closed, and asks for a name and a password', async (method, path, body?: object) => {
      for (const who of [null, { ...account, password: 'another' }, { ...account, username: 'another' }]) {
        const response = await mysantaClient(opened().house.address, who).send(method, path, body)
        expect(response.status).toBe(401)
        expect(response.headers.get('www-authenticate')).toMatch(/Basic/u)
      }
    })

    test.each([
      ['/popular', {}],
      ['/popular', { user_params: {} }],
      ['/popular', { user_params: { geo_id: 'here' } }],
      ['/popular', { ...everywhere, filters: { price_from: 5, price_to: 5 } }],
      ['/popular', { ...everywhere, filters: { price_from: -1 } }],
      ['/popular', { ...everywhere, pagination: { page: 0 } }],
      ['/popular', { ...everywhere, pagination: { limit: 101 } }],
      ['/personalized', { geo_id: geo }],
      ['/personalized', { user_id: 'ana' }],
      ['/personalized', { user_id: 1.5, geo_id: geo }],
    ])('%s with %j is a 422 with a sentence', async (path, body) => {
      const response = await client().send('POST', path, body)
      const answer = (await response.json()) as { detail?: unknown }
      expect([response.status, typeof answer.detail]).toEqual([422, 'string'])
    })
  })
}

describe('without a host', () => {
  let opened: GiftHouse
  beforeAll(async () => {
    opened = await giftHouseAlone()
  })
  afterAll(() => opened?.stop())
  promises(() => opened)

  test('an integer is the text of its digits, on every route', async () => {
    const { client, like } = opened
    for (const at of [0, 2]) await like(4242, giftId('beauty', at))
    const [asNumber, asText] = await Promise.all(
      [4242, '4242'].map((id) => client.personalized({ user_id: id, geo_id: geo, pagination: { limit: 60 } })),
    )
    expect(new Set(asNumber?.items)).toEqual(new Set(asText?.items))
    expect(asNumber?.items).not.toContain(giftId('beauty', 0))
    expect((await client.userProfile(4242)).profile?.interaction_count).toBe(2)
    expect((await client.putDemographics(4242, { gender: 'f' })).status).toBe('success')
    expect((await client.refreshProfile(4242)).user_id).toBe('4242')
  })

  test('the wish of before: what somebody did just now is taken, and felt at once', async () => {
    const id = newId()
    const response = await opened.client.send('POST', `/user-interaction/${id}`, {
      interaction_type: 'like',
      item_id: giftId('sport', 0),
    })
    expect(shapes.refresh.parse(await response.json()).user_id).toBe(id)
    const { items } = await opened.client.personalized({ user_id: id, geo_id: geo, pagination: { limit: 60 } })
    expect(items).not.toContain(giftId('sport', 0))
  })
})

describe.runIf(realDatabaseUrl)('beside the database of a host', () => {
  let opened: GiftHouse
  beforeAll(async () => {
    opened = await giftHouseBeside(realDatabaseUrl ?? '')
  })
  afterAll(() => opened?.stop())
  promises(() => opened)

  test('somebody whom the host cannot know, by an integer, is a newcomer', async () => {
    const { items, algorithm_used: algorithm } = await opened.client.personalized({ user_id: 7, geo_id: geo })
    expect([items.length, algorithm]).toEqual([20, 'popular_fallback'])
    expect((await opened.client.userProfile(7)).profile).toBe(null)
  })
})
