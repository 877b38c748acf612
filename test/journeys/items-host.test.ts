/** The database of a host that keeps items, likes and clicks: what is read there is known here, and nothing is written there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/base/index.ts'
import { openHouse } from '../../src/main/index.ts'
import { createMetrics, silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { openTestHouse, serviceKey, testGround } from '../support/house.ts'
import type { Ground, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openMainHostDatabase } from '../support/main-host.ts'
import type { MainHostDatabase } from '../support/main-host.ts'
import { runCommandLine } from '../support/process.ts'
import { openLine } from '../support/process-outages.ts'
import type { Line } from '../support/process-outages.ts'
import { expectProblem } from '../support/problems.ts'

const admin = realDatabaseUrl ?? ''

interface Answer {
  readonly items: readonly string[]
  readonly stale?: boolean
}

const popularOf = async (house: TestHouse, geoId = 1): Promise<Answer> => {
  const { body } = await house.call<Answer>('POST', '/popular', {
    user_params: { geo_id: geoId },
    pagination: { limit: 100 },
  })
  return { ...body, items: body.items.toSorted() }
}

describe.runIf(realDatabaseUrl)('beside a host', () => {
  let host: MainHostDatabase
  let line: Line
  let ground: Ground
  let house: TestHouse
  const [mug, lamp, vase] = [newId(), newId(), newId()].toSorted() as [string, string, string]
  const ann = newId()

  beforeAll(async () => {
    host = await openMainHostDatabase(admin)
    line = await openLine(host.url)
    ground = await testGround()
    await host.add({ id: mug, geo_id: 1 }, { id: lamp, geo_id: 1, price: 5 }, { id: vase, geo_id: 2 })
    const settings = { MAIN_DATABASE_URL: line.through(host.url), MAIN_SYNC_INTERVAL: '1s', CACHE_TTL_POPULAR: '0' }
    house = await openTestHouse(ground, settings, { ...silentTelemetry(), metrics: createMetrics() })
    await eventually(async () => (await popularOf(house)).items.length === 2)
  })
  afterAll(async () => {
    await house.stop()
    await line.close()
    await host.drop()
    await ground.remove()
  })

  const item = async (id: string) => (await house.call('GET', `/api/v1/items/${id}`)).body
  const state = async (): Promise<unknown> => {
    const { body } = await house.call<{ dependencies: Record<string, unknown>[] }>('GET', '/health/ready')
    return body.dependencies.find(({ name }) => name === 'main_database')?.['status']
  }
  const count = async (query: string): Promise<unknown> =>
    (await house.house.db.statements(`select count(*)::integer as count from ${query}`)).rows[0]?.['count']

  test('what is there at the start is recommended, each where it is', async () => {
    expect(await popularOf(house)).toMatchObject({ items: [mug, lamp].toSorted() })
    expect(await popularOf(house, 2)).toMatchObject({ items: [vase] })
    expect(await item(lamp)).toMatchObject({ id: lamp, price: 5, geo_id: 1, status: 'in_stock', owner: null })
  })

  test('what is new there is recommended within an interval, and a new price is known', async () => {
    const bowl = newId()
    await host.add({ id: bowl, geo_id: 1 })
    await host.set(lamp, { price: 7 })
    await eventually(async () => (await popularOf(house)).items.includes(bowl))
    await eventually(async () => (await item(lamp))['price'] === 7)
    await host.remove(bowl)
    await eventually(async () => (await house.call('GET', `/api/v1/items/${bowl}`)).status === 404)
  })

  test('what is sold, private or elsewhere from this moment on is not shown from this moment on', async () => {
    for (const [change, back] of [
      [{ status: 'sold' }, { status: 'in_stock' }],
      [{ user_id: ann }, { user_id: null }],
      [{ geo_id: 2 }, { geo_id: 1 }],
    ] as const) {
      await host.set(mug, change)
      expect((await popularOf(house)).items).not.toContain(mug)
      await host.set(mug, back)
      await house.house.items.sync({ isFull: true, tell: () => {} })
      await eventually(async () => (await popularOf(house)).items.includes(mug))
    }
  })

  test('likes and clicks of the host count here, and a like that is taken back does not', async () => {
    await host.like(ann, mug)
    await host.like(ann, mug)
    await host.like(newId(), lamp)
    await host.click(mug)
    await host.click(mug)
    await eventually(async () => (await count(`stances where opinion = 'like'`)) === 2)
    await eventually(async () => (await count(`interactions where type = 'click' and user_id is null`)) === 2)
    await host.unlike(ann, mug)
    const refreshed = await house.call('POST', `/user-profile/${ann}/refresh`)
    expect([refreshed.status, await count(`stances where opinion = 'like'`)]).toEqual([200, 1])
  })

  test('whoever asks for all of it hears how much it was, by the command line as well', async () => {
    const lines: string[] = []
    await house.house.items.sync({ isFull: true, tell: (said) => lines.push(said) })
    expect(lines[0]).toBe('Items: 3 rows read.')
    const said = await runCommandLine(house.environment, ['items', 'sync', '--full'])
    expect([said.code, said.err]).toEqual([0, ''])
    expect(said.out).toMatch(/^Items: 3 rows read\.\nLikes: 1 row read\.\n.*\nModel: too little.*\nDone\.\n$/su)
  }, 60_000)

  test('while it is lost what it said a short while ago is shown and called stale, and then it is believed again', async () => {
    expect(await state()).toBe('up')
    line.cut()
    const lost = await popularOf(house)
    expect(lost).toMatchObject({ items: [mug, lamp].toSorted(), stale: true })
    await eventually(async () => (await state()) === 'down')
    expect((await house.call('GET', '/health/ready')).status).toBe(200)
    expectProblem(await house.call('POST', `/user-profile/${ann}/refresh`), 'database.unavailable')
    await host.set(lamp, { status: 'sold' })
    await line.heal()
    await eventually(async () => (await popularOf(house)).stale === undefined)
    expect((await popularOf(house)).items).toEqual([mug])
    await eventually(async () => (await state()) === 'up')
  }, 60_000)

  test('a command that cannot reach it says so', async () => {
    line.cut()
    const said = await runCommandLine(house.environment, ['items', 'sync'])
    expect([said.code, said.out]).toEqual([1, ''])
    expect(said.err).toMatch(/^MAIN_DATABASE_URL cannot be reached/u)
    await line.heal()
  }, 60_000)

  test('its connections are measured, those of passes by themselves', async () => {
    const response = await fetch(`${house.address}/metrics`, { headers: { 'x-api-key': serviceKey } })
    const text = await response.text()
    expect(text).toMatch(/^reciprocity_db_pool\{database="main",state="total"\} [0-4]$/mu)
    expect(text).toMatch(/^reciprocity_db_pool\{database="main_passes",state="total"\} [0-2]$/mu)
  })
})

describe.runIf(realDatabaseUrl)('an item that the host has made private since it was read', () => {
  test('is not called by its title when somebody asks what is like it', async () => {
    const host = await openMainHostDatabase(admin)
    const ground = await testGround()
    const [asked, other] = [newId(), newId()]
    const categories = JSON.stringify({ category: 'kitchen' })
    await host.add({ id: asked, platform: 'The surprise', categories }, { id: other, platform: 'A kettle', categories })
    for (const platform of ['A tent', 'A map', 'A boat'])
      await host.add({ id: newId(), platform, categories: JSON.stringify({ category: `for ${platform}` }) })
    const house = await openTestHouse(ground, {
      MAIN_DATABASE_URL: host.url,
      MAIN_DATABASE_MAPPING: '{"items": {"title": "platform"}}',
      CACHE_TTL_POPULAR: '0',
    })
    const reason = async (): Promise<string | undefined> => {
      const path = `/api/v1/items/${asked}/similar`
      const { body } = await house.call<{ explanations?: { because: string }[] }>('POST', path, { explain: true })
      return body.explanations?.[0]?.because
    }
    await eventually(async () => (await reason())?.includes('The surprise') === true)
    await host.set(asked, { user_id: newId() })
    expect(await reason()).toBe(`It is like “${asked}”.`)
    await house.stop()
    await host.drop()
    await ground.remove()
  }, 60_000)
})

describe.runIf(realDatabaseUrl)('a host that is lost for longer', () => {
  test('shows nothing any more of what it said too long ago', async () => {
    const host = await openMainHostDatabase(admin)
    const line = await openLine(host.url)
    const ground = await testGround()
    await host.add({ id: newId(), geo_id: 1 })
    const settings = { MAIN_DATABASE_URL: line.through(host.url), MAIN_SYNC_INTERVAL: '1s', STALE_MAX: '3s' }
    const house = await openTestHouse(ground, settings)
    await eventually(async () => (await popularOf(house)).items.length === 1)
    line.cut()
    await eventually(async () => (await popularOf(house)).stale === true)
    await eventually(async () => (await popularOf(house)).items.length === 0)
    expect((await popularOf(house)).stale).toBe(true)
    await house.stop()
    await line.close()
    await host.drop()
    await ground.remove()
  }, 60_000)
})

describe.runIf(realDatabaseUrl)('a start that goes wrong', () => {
  const startWith = async (url: string, more: Record<string, string> = {}): Promise<string> => {
    const ground = await testGround()
    try {
      const settings = readSettings({ ...ground.environment, MAIN_DATABASE_URL: url, ...more })
      await openHouse(settings, silentTelemetry())
      return 'it started'
    } catch (error) {
      return error instanceof Error ? error.message : ''
    } finally {
      await ground.remove()
    }
  }

  test('without the tables, or without a way to them, it says what to set', async () => {
    expect(await startWith(admin)).toBe(
      'The database of MAIN_DATABASE_URL has no table "handpicked_presents". Set MAIN_DATABASE_MAPPING to the names that it uses.',
    )
    expect(await startWith('postgres://nobody@127.0.0.1:1/nothing')).toBe(
      'MAIN_DATABASE_URL cannot be reached (ECONNREFUSED).',
    )
  })

  test('our own database is never that of the host, whichever of the two names it', async () => {
    const host = await openMainHostDatabase(admin)
    expect(await startWith(host.url, { DATABASE_URL: host.url })).toContain('the same as MAIN_DATABASE_URL')
    const ground = await testGround()
    const settings = readSettings({ ...ground.environment, DATABASE_URL: host.url })
    await expect(openHouse(settings, silentTelemetry())).rejects.toThrow(/Probably meant: MAIN_DATABASE_URL/u)
    await ground.remove()
    await host.drop()
  })
})
