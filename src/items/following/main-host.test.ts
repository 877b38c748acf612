/** What is read in a real host's database: skipped where there is none. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { realDatabaseUrl } from '../../../test/support/db.ts'
import { openMainHostDatabase, uuidOf } from '../../../test/support/main-host.ts'
import type { MainHostDatabase } from '../../../test/support/main-host.ts'
import { hostRows, openHostReader, sql } from '../../platform/db/index.ts'
import type { HostReader } from '../../platform/db/index.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { openMainHost } from './main-host.ts'
import type { MainHost } from './main-host.ts'
import { mainMappingShape } from './main-mapping.ts'

const admin = realDatabaseUrl ?? ''
const door = { setting: 'MAIN_DATABASE_URL', telemetry: silentTelemetry(), slowQueryMs: 60_000 }
const [mug, lamp, vase, ann, bob] = [1, 2, 3, 11, 12].map(uuidOf) as [string, string, string, string, string]

const within = async <Result>(
  url: string,
  mapping: unknown,
  work: (host: MainHost, reader: HostReader) => Promise<Result>,
): Promise<Result> => {
  const reader = await openHostReader({ ...door, url })
  try {
    const host = await openMainHost({ answers: reader, passes: reader }, mainMappingShape.parse(mapping))
    return await work(host, reader)
  } finally {
    await reader.close()
  }
}
const faultOf = (url: string, mapping: unknown = {}): Promise<string> =>
  within(url, mapping, async () => 'none').catch((error: Error) => error.message)

describe.skipIf(!realDatabaseUrl)('a host that is called as MySanta calls it', () => {
  let host: MainHostDatabase
  let reader: HostReader
  let main: MainHost
  beforeAll(async () => {
    host = await openMainHostDatabase(admin)
    // A session elsewhere in the world: times without a zone are UTC all the same.
    await host.rows(
      `do $$ begin execute format('alter database %I set timezone to ''Asia/Tokyo''', current_database()); end $$`,
    )
    reader = await openHostReader({ ...door, url: host.url })
    main = await openMainHost({ answers: reader, passes: reader }, mainMappingShape.parse({}))
  })
  afterAll(async () => {
    await reader.close()
    await host.drop()
  })
  beforeEach(() => host.rows('truncate handpicked_presents, handpicked_likes, handpicked_present_clicks'))

  const idsOf = async (rows: Promise<readonly { readonly id: string }[]>) => (await rows).map(({ id }) => id)

  test('items come in the order of their ids, with what the host says of them', async () => {
    await host.add(
      { id: lamp, geo_id: 213, price: '1200.50', platform: 'ozon', created_at: '2026-03-01 10:00:00.123456' },
      { id: mug, user_id: ann, status: 'sold', categories: { age: '25-34', category: 'home' } },
    )
    const [first, second] = await main.pages.itemsAfter(null, null)
    expect(first).toMatchObject({
      id: mug,
      facts: { user_id: ann, status: 'sold', categories: { age: '25-34', category: 'home' }, geo_id: null },
    })
    expect(second?.facts).toEqual({
      user_id: null,
      geo_id: 213,
      categories: null,
      price: 1200.5,
      platform: 'ozon',
      status: 'in_stock',
      created_at: '2026-03-01T10:00:00.123456Z',
    })
    expect(await idsOf(main.pages.itemsAfter(mug, null))).toEqual([lamp])
    expect(await main.pages.itemsAfter(lamp, null)).toEqual([])
    expect(await idsOf(main.pages.itemsAfter('a place under another mapping', null))).toEqual([mug, lamp])
  })

  test('what is asked for since an instant was made since then, in UTC', async () => {
    await host.add({ id: mug, created_at: '2026-03-01 09:59:59' }, { id: lamp, created_at: '2026-03-01 10:00:00' })
    expect(await idsOf(main.pages.itemsAfter(null, '2026-03-01T10:00:00Z'))).toEqual([lamp])
    expect(await idsOf(main.pages.itemsAfter(null, '2026-03-01T18:59:59+09:00'))).toEqual([mug, lamp])
    const now = new Date(await main.pages.now()).getTime()
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000)
    await host.add({ id: vase })
    expect(await idsOf(main.pages.itemsAfter(null, new Date(now - 60_000).toISOString()))).toEqual([vase])
  })

  test('among ids those are found that the host has; what no id can be there is passed over', async () => {
    await host.add({ id: mug }, { id: lamp })
    expect(await idsOf(main.pages.itemsAmong([lamp, vase, 'no uuid', lamp]))).toEqual([lamp])
    expect(await main.pages.idsAmong([mug, 'no uuid'])).toEqual([mug])
    expect(await main.pages.idsAmong([])).toEqual([])
  })

  test('who likes a thing twice likes it once, at the later time', async () => {
    await host.like(ann, mug, '2026-03-01 10:00:00')
    await host.like(ann, mug, '2026-03-02 10:00:00.5')
    await host.like(bob, mug, 'infinity')
    const [first, second] = await main.pages.likesAfter(null, null)
    expect(first).toEqual({ userId: ann, itemId: mug, likedAt: '2026-03-02T10:00:00.500000Z' })
    expect(second).toEqual({ userId: bob, itemId: mug, likedAt: null })
    expect(await main.pages.likesAfter({ userId: ann, itemId: mug }, null)).toEqual([second])
    expect((await main.pages.likesAfter(null, '2026-03-03T00:00:00Z')).map(({ userId }) => userId)).toEqual([bob])
    expect(await main.pages.likesAmong([{ userId: ann, itemId: mug }])).toEqual([first])
    expect(await main.pages.likesAmong([{ userId: ann, itemId: lamp }])).toEqual([])
  })

  test('one person’s likes are read whole, however many they are', async () => {
    await host.rows(
      `insert into handpicked_likes (user_id, handpicked_present_id)
        select $1, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid from generate_series(1, 2500) n`,
      [ann],
    )
    await host.like(bob, mug)
    const likes = (await main.answers.likesOf(ann)) ?? []
    expect(new Set(likes.map(({ itemId }) => itemId)).size).toBe(2500)
    expect(await main.answers.likesOf(bob)).toMatchObject([{ userId: bob, itemId: mug }])
    expect(await main.answers.likesOf('nobody the host could know')).toEqual([])
  })

  test('clicks that nothing tells apart are counted, and pages of them go on where the last one ended', async () => {
    for (const time of ['10:00:00.000001', '10:00:00.000001', '10:00:00.000002'])
      await host.click(mug, `2026-03-01 ${time}`)
    await host.click(lamp, '2026-03-01 09:00:00')
    await host.rows('alter table handpicked_present_clicks alter created_at drop not null')
    await host.rows('insert into handpicked_present_clicks values ($1, null)', [lamp])
    const clicks = await main.pages.clicksAfter(null, null)
    expect(clicks).toEqual([
      { itemId: mug, clickedAt: '2026-03-01T10:00:00.000001Z', userId: '', clickId: '', count: 2 },
      { itemId: mug, clickedAt: '2026-03-01T10:00:00.000002Z', userId: '', clickId: '', count: 1 },
      { itemId: lamp, clickedAt: '2026-03-01T09:00:00.000000Z', userId: '', clickId: '', count: 1 },
    ])
    const [first] = clicks
    expect(await main.pages.clicksAfter(first ?? null, null)).toEqual(clicks.slice(1))
    expect(await main.pages.clicksAfter(null, '2026-03-01T10:00:00.000002Z')).toEqual([clicks[1]])
  })

  test('an item may be shown while it is public, in stock and in that place, and what was liked is told with it', async () => {
    await host.add({ id: mug, geo_id: 213 }, { id: lamp, geo_id: 2 }, { id: vase })
    await host.like(ann, lamp)
    const ask = (geoId: number | null, userId: string | null = null) =>
      main.answers.standing({ ids: [mug, lamp, vase, uuidOf(4), 'no uuid'], geoId, userId })
    const answer = await ask(213, ann)
    expect(answer.known).toEqual(new Set([mug, lamp, vase]))
    expect(answer.standing).toEqual(new Set([mug, vase]))
    expect(answer.liked).toEqual(new Set([lamp]))
    expect((await ask(null)).standing).toEqual(new Set([mug, lamp, vase]))
    for (const change of [{ user_id: bob }, { status: 'sold' }, { status: null }, { geo_id: 2 }]) {
      await host.set(mug, { user_id: null, status: 'in_stock', geo_id: 213, ...change })
      expect((await ask(213, 'nobody the host could know')).standing).toEqual(new Set([vase]))
    }
    expect((await ask(213, bob)).liked).toEqual(new Set())
  })

  test('the host itself refuses whatever would write', async () => {
    await host.add({ id: mug })
    const write = hostRows(reader.query, 'test.write', sql`delete from handpicked_presents`)
    await expect(write).rejects.toMatchObject({ cause: { code: '25006' } })
  })

  test('a query that takes too long is stopped there, and called no answer', async () => {
    const hasty = await openHostReader({ ...door, url: host.url, querySeconds: 0.1, connectionsMax: 1 })
    const slow = hostRows(hasty.query, 'test.sleep', sql`select pg_sleep(5)`)
    await expect(slow).rejects.toMatchObject({ code: 'database.unavailable' })
    expect(hasty.pool().total).toBe(1)
    await hasty.close()
  })
})

describe.skipIf(!realDatabaseUrl)('a host that calls things otherwise', () => {
  let host: MainHostDatabase
  beforeAll(async () => {
    host = await openMainHostDatabase(admin, 'bigint')
    await host.rows(`
      alter table handpicked_presents add column name text, add column changed timestamptz, alter column geo_id type text;
      alter table handpicked_present_clicks add column id text, add column visitor bigint`)
  })
  afterAll(() => host.drop())

  test('is read by its names: titles, changes, ids of clicks and who clicked', async () => {
    await host.rows(`insert into handpicked_presents (id, name, geo_id, created_at, changed) values
      (9, 'Mug', '213', '2020-01-01', '2026-03-01 10:00+00'), (10, 'Lamp', '2', '2020-01-01', null)`)
    await host.rows(`insert into handpicked_present_clicks values
      (9, '2026-03-01', 'b', 7), (9, '2026-03-01', 'a', 7), (9, '2026-03-01', null, null)`)
    const mapping = {
      items: { title: 'name', updated_at: 'changed', user_id: null, status: null, platform: null },
      clicks: { id: 'id', user_id: 'visitor' },
    }
    await within(host.url, mapping, async ({ pages, answers }) => {
      const rows = await pages.itemsAfter(null, null)
      expect(rows.map(({ id, facts }) => [id, facts.title])).toEqual([
        ['9', 'Mug'],
        ['10', 'Lamp'],
      ])
      expect(rows[0]?.facts).not.toHaveProperty('status')
      expect((await pages.itemsAfter(null, '2026-01-01T00:00:00Z')).map(({ id }) => id)).toEqual(['9'])
      const clicks = await pages.clicksAfter(null, null)
      expect(clicks.map(({ userId, clickId, count }) => [userId, clickId, count])).toEqual([
        ['', '', 1],
        ['7', 'a', 1],
        ['7', 'b', 1],
      ])
      expect(await pages.clicksAfter(clicks[1] ?? null, null)).toEqual([clicks[2]])
      expect((await answers.standing({ ids: ['9', '10', 'x'], geoId: 213, userId: '7' })).standing).toEqual(
        new Set(['9']),
      )
    })
  })

  test('may keep neither likes nor clicks', async () => {
    await within(host.url, { likes: null, clicks: null }, async ({ pages, answers }) => {
      expect(await pages.likesAfter(null, null)).toEqual([])
      expect(await pages.likesAmong([{ userId: '1', itemId: '9' }])).toEqual([])
      expect(await pages.clicksAfter(null, null)).toEqual([])
      expect(await answers.likesOf('1')).toBeNull()
      expect((await answers.standing({ ids: ['9'], geoId: null, userId: '1' })).liked).toEqual(new Set())
    })
  })

  test('whose tables, columns, times or rights are missing stops the start in one sentence', async () => {
    const help = 'Set MAIN_DATABASE_MAPPING to the names that it uses.'
    expect(await faultOf(host.url, { items: { table: 'things' } })).toBe(
      `The database of MAIN_DATABASE_URL has no table "things". ${help}`,
    )
    expect(await faultOf(host.url, { likes: { user_id: 'liker' } })).toBe(
      `The table "handpicked_likes" of MAIN_DATABASE_URL has no column "liker". ${help}`,
    )
    expect(await faultOf(host.url, { items: { created_at: 'name' } })).toBe(
      'The column "name" of "handpicked_presents" of MAIN_DATABASE_URL is of type text and no time. Name another in MAIN_DATABASE_MAPPING.',
    )
    await host.asGuest(
      'grant usage on schema public to guest; grant select on handpicked_presents to guest',
      async (url) => {
        expect(await faultOf(url)).toMatch(/^The user of MAIN_DATABASE_URL may not SELECT on "handpicked_likes"/u)
        expect(await faultOf(url, { likes: null, clicks: null })).toBe('none')
      },
    )
  })
})

test('a host that is not there stops the start, and the setting is named', async () => {
  expect(await faultOf('postgres://nobody@127.0.0.1:1/nothing')).toBe(
    'MAIN_DATABASE_URL cannot be reached (ECONNREFUSED).',
  )
})
