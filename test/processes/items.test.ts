/** Items in processes that die, and in several at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { realDatabaseUrl } from '../support/db.ts'
import { geo, itemLines, likeEvents } from '../support/gifts.ts'
import { sendLines } from '../support/gift-house.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong, startProgram } from '../support/process.ts'
import type { Program } from '../support/process.ts'
import { openFleet } from '../support/process-fleet.ts'
import type { Fleet } from '../support/process-fleet.ts'
import { openWorld } from '../support/process-world.ts'
import type { World } from '../support/process-world.ts'

const redisUrl = process.env['TEST_REDIS_URL']
const hasServers = realDatabaseUrl !== undefined && redisUrl !== undefined
/** Everything is learnt again all the time, and no answer is kept. */
const restless = {
  FIT_INTERVAL: '1s',
  FIT_REFRESH: '1s',
  FIT_BUDGET: '2s',
  CACHE_TTL_PERSONALIZED: '0',
  EXPLORATION: '0',
}

interface List {
  readonly items: readonly string[]
  readonly algorithm_used: string
}

const listOf = async (program: Program, userId: string): Promise<List> =>
  (await program.call('POST', '/personalized', { user_id: userId, geo_id: geo, pagination: { limit: 5 } }))
    .body as unknown as List

const isLearnt = async (program: Program, userId: string): Promise<boolean> =>
  (await listOf(program, userId)).algorithm_used === 'collaborative'

/** Of which nothing is known but where they are: only who likes them can tell what goes together. */
const bareLines = itemLines.map(({ id, geo_id }) => ({ id, geo_id }))

/** Somebody who likes three things and more. */
const somebody = likeEvents[0]?.user_id ?? ''

describe('a program that is killed', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterEach(endPrograms)
  afterAll(() => world.close())

  test('a kill at any moment of a rebuild leaves the old model answering, and nothing half-written', async () => {
    const first = await startProgram({ ...world.environment, ...restless })
    await sendLines(first.address, '/api/v1/items/import', bareLines)
    await sendLines(first.address, '/api/v1/interactions/import', likeEvents)
    await eventually(() => isLearnt(first, somebody), 60_000)
    await first.kill()
    for (let kill = 1; kill <= (isLong ? 20 : 3); kill += 1) {
      const program = await startProgram({ ...world.environment, ...restless })
      await eventually(() => isLearnt(program, somebody), 5000)
      await sleep(300 * kill)
      await program.kill()
    }
    const last = await startProgram({ ...world.environment, ...restless, FIT_INTERVAL: '7d' })
    await eventually(() => isLearnt(last, somebody), 5000)
    expect(await last.stop()).toBe(0)
  }, 240_000)

  test('a kill in the middle of an import loses no line that was taken, and the file sent again counts each once', async () => {
    const lines = Array.from({ length: 6000 }, (_, number) => ({
      event_id: `killed-${number}`,
      user_id: `reader-${number % 50}`,
      item_id: `book-${number % 120}`,
      type: 'click',
    }))
    const path = '/api/v1/interactions/import?import_id=killed'
    const program = await startProgram(world.environment)
    const sending = sendLines(program.address, path, lines).catch(() => null)
    await sleep(150)
    await program.kill()
    await sending
    const again = await startProgram(world.environment)
    // Whoever took the file before is waited for until it is sure that it is dead.
    await eventually(async () => (await sendLines(again.address, path, lines).catch(() => null)) !== null, 90_000)
    const { body } = await again.call('GET', '/api/v1/tastes/reader-7')
    const events = body['interactions'] as readonly { readonly event_id: string }[]
    expect(events.length).toBe(lines.filter(({ user_id: id }) => id === 'reader-7').length)
    expect(new Set(events.map(({ event_id: id }) => id)).size).toBe(events.length)
  }, 180_000)
})

describe.runIf(hasServers)('three API processes and two workers', () => {
  let world: World
  let fleet: Fleet
  beforeAll(async () => {
    world = await openWorld()
    const environment = { REDIS_URL: redisUrl, EXPLORATION: '0', CACHE_TTL_PERSONALIZED: '60', FIT_BUDGET: '1s' }
    fleet = await openFleet(world, { apis: 3, workers: 2, environment })
    await sendLines(fleet.next().address, '/api/v1/items/import', bareLines)
    await sendLines(fleet.next().address, '/api/v1/interactions/import', likeEvents)
  }, 180_000)
  afterAll(async () => {
    await fleet.close()
    await endPrograms()
    await world.close()
  })

  test('the first model is learnt once and loaded by every process that answers', async () => {
    for (const api of fleet.apis) await eventually(() => isLearnt(api, somebody), 60_000)
    const lists = await Promise.all(fleet.apis.map((api) => listOf(api, somebody)))
    for (const { items } of lists) expect(items).toEqual(lists[0]?.items)
    const models = await fleet.query<{ count: number }>(
      `select count(*)::int as count from fits where kind = 'model' and state = 'building'`,
    )
    expect(models[0]?.count).toBe(0)
  }, 120_000)

  test('what is said to one process is felt by the next request to any other, within a second', async () => {
    const [one, other, third] = fleet.apis as [Program, Program, Program]
    for (const api of fleet.apis) await listOf(api, 'wanda')
    const [first = ''] = (await listOf(other, 'wanda')).items
    const event = { event_id: 'wanda-1', user_id: 'wanda', item_id: first, type: 'like' }
    expect((await one.call('POST', '/api/v1/interactions', event)).status).toBe(200)
    expect((await listOf(one, 'wanda')).items).not.toContain(first)
    await sleep(1000)
    for (const api of [other, third]) expect((await listOf(api, 'wanda')).items).not.toContain(first)
  }, 60_000)

  test('an item that is taken away at one process is gone from the lists of every other within a second', async () => {
    const [one, other, third] = fleet.apis as [Program, Program, Program]
    const [gone = ''] = (await listOf(other, 'xena')).items
    expect((await one.call('DELETE', `/api/v1/items/${gone}`)).status).toBe(200)
    expect((await listOf(one, 'xena')).items).not.toContain(gone)
    await sleep(1000)
    for (const api of [other, third]) expect((await listOf(api, 'xena')).items).not.toContain(gone)
  }, 60_000)

  test('whoever turns pages gets each from another process, and sees nothing twice', async () => {
    const seen: string[] = []
    for (let page = 1; page <= 3; page += 1) {
      const asked = { user_id: 'yara', geo_id: geo, pagination: { page, limit: 10 } }
      const { body } = await fleet.next().call('POST', '/personalized', asked)
      seen.push(...(body['items'] as readonly string[]))
    }
    expect(seen.length).toBe(30)
    expect(new Set(seen).size).toBe(30)
  }, 60_000)
})
