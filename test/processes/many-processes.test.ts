/** Two API processes and three workers on one PostgreSQL and one Redis: everybody arrives, once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realDatabaseUrl } from '../support/db.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong } from '../support/process.ts'
import { keyOfWorker, openFleet } from '../support/process-fleet.ts'
import type { Fleet } from '../support/process-fleet.ts'
import { openWorld, registrationFor } from '../support/process-world.ts'
import type { Told, World } from '../support/process-world.ts'

const redisUrl = process.env['TEST_REDIS_URL']
/** Memory and one embedded database belong to one process. */
const hasServers = realDatabaseUrl !== undefined && redisUrl !== undefined

const count = isLong ? 500 : 60
const updated = isLong ? 100 : 12
const trades = [
  'boat',
  'violin',
  'chimney',
  'saddle',
  'clock',
  'mosaic',
  'tapestry',
  'windmill',
  'candle',
  'lantern',
] as const
const tradeOf = (index: number): string => trades[index % trades.length] as string

/** Each needs one trade and offers the next, so that who must find whom can be told without us. */
const person = (index: number) => ({
  id: `person-${String(index).padStart(3, '0')}`,
  trade: tradeOf(index),
  words: {
    needs: `I need somebody who repairs my ${tradeOf(index)}`,
    offers: `I have repaired a ${tradeOf(index + 1)} all my life`,
  },
})
/** Nothing to anybody, until somebody learns to cook. */
const calligraphy = {
  needs: 'I need somebody who cooks Ethiopian dinners for parties',
  offers: 'I teach Japanese calligraphy to beginners',
}
const people = Array.from({ length: count }, (_, index) => person(index))

interface Lists {
  readonly requirements_matches: { user_id: string }[]
  readonly offerings_matches: { user_id: string }[]
}

describe.runIf(hasServers)('two API processes and three workers', () => {
  let world: World
  let fleet: Fleet
  beforeAll(async () => {
    world = await openWorld()
    const environment = { REDIS_URL: redisUrl, REQUIRE_APPROVAL: 'false', WEBHOOK_TIMEOUT: '15s' }
    fleet = await openFleet(world, { apis: 2, workers: 3, environment })
  }, 120_000)
  afterAll(async () => {
    await fleet.close()
    await endPrograms()
    await world.close()
  })

  const stageOf = async (id: string) => (await fleet.next().call('GET', `/api/v1/user/${id}`)).body['stage']
  const matchedCount = async (): Promise<number> => {
    const rows = await fleet.query<{ matched: number }>(
      `select count(*)::int as matched from people where stage = 'matched' and not needs_matchmaking`,
    )
    return rows[0]?.matched ?? 0
  }
  const expectEachToldOnce = (calls: readonly Told[]): void => {
    expect(calls.map(({ status, isVerified }) => [status, isVerified])).toEqual(calls.map(() => [200, true]))
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
  }

  test('people who register all at once all reach matched, each with one model call and one callback of each kind', async () => {
    const answers = await Promise.all(
      people.map(({ id, words }) => fleet.next().call('POST', '/api/v1/user/register', registrationFor(id, words))),
    )
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 202))
    await eventually(async () => (await matchedCount()) === count, 300_000)
    await eventually(() => world.host.received.length >= 2 * count, 60_000)
    for (const { id } of people) {
      const told = ['/user/summary-ready', '/user/matches-ready'].map((path) => world.callbacks(path, id).length)
      expect([id, world.modelCalls(id), ...told]).toEqual([id, 1, 1, 1])
    }
    expectEachToldOnce(people.flatMap(({ id }) => world.callbacks('/user/matches-ready', id)))
  }, 400_000)

  test('whoever was matched beside whom, each sees everybody with the right trade, from both sides', async () => {
    for (const { id, trade } of people) {
      const { body } = await fleet.next().call<Lists>('GET', `/api/v1/matching/${id}/matches?top_k=100`)
      const offering = people.filter((other) => other.words.offers.includes(` ${trade} `)).map((other) => other.id)
      const needing = people.filter(
        (other) => tradeOf(trades.indexOf(other.trade as 'boat') + trades.length - 1) === trade,
      )
      expect([id, body.requirements_matches.map((match) => match.user_id)]).toEqual([
        id,
        expect.arrayContaining(offering),
      ])
      expect(needing.length).toBeGreaterThan(0)
    }
  }, 120_000)

  test('a batch has one leader: many who ask at once get one batch, and the host one message', async () => {
    const strangers = ['stranger-1', 'stranger-2', 'stranger-3']
    await Promise.all(
      strangers.map((id) => fleet.next().call('POST', '/api/v1/user/register', registrationFor(id, calligraphy))),
    )
    await eventually(async () => (await matchedCount()) === count + strangers.length, 60_000)
    const words = {
      needs: 'I need somebody who teaches Japanese calligraphy to beginners',
      offers: 'I cook Ethiopian dinners for parties',
    }
    const changed = people.slice(0, updated)
    await Promise.all(
      changed.map(({ id }) =>
        fleet.next().call('POST', '/api/v1/user/register', registrationFor(id, { ...words, update: true })),
      ),
    )
    await Promise.all(Array.from({ length: 20 }, () => fleet.next().call('POST', '/api/v1/matching/run')))
    await eventually(async () => (await matchedCount()) === count + strangers.length, 200_000)
    await eventually(() => world.batchCallbacks().length > 0)
    await sleep(1000)
    expect((await fleet.query(`select 1 from batches`)).length).toBe(1)
    expect((await fleet.query(`select 1 from batch_members where state = 'matched'`)).length).toBe(updated)
    expectEachToldOnce(world.batchCallbacks())
    expect(world.batchCallbacks().length).toBe(1)
    const { match_pairs: pairs } = JSON.parse(world.batchCallbacks()[0]?.text ?? '') as {
      match_pairs: Record<string, string>[]
    }
    const keys = pairs.map(({ user_a_id: a, user_b_id: b }) => [a, b].toSorted().join(' '))
    expect(new Set(keys).size).toBe(keys.length)
    const expected = changed.flatMap(({ id }) => strangers.map((stranger) => [id, stranger].toSorted().join(' ')))
    expect(keys).toEqual(expect.arrayContaining(expected))
  }, 240_000)

  test('no pair is there twice', async () => {
    const [pairs] = await fleet.query<{ all: number; distinct: number }>(
      `select count(*)::int as all, count(distinct (least(a_id, b_id), greatest(a_id, b_id)))::int as distinct from pairs`,
    )
    expect(pairs?.all).toBe(pairs?.distinct)
    expect(pairs?.all).toBeGreaterThan(0)
  })

  test('what a killed worker had in hand another takes over', async () => {
    world.holds.add('model victor')
    await fleet.next().call('POST', '/api/v1/user/register', registrationFor('victor'))
    await eventually(() => world.isHeld('model victor'))
    const askedBy = () =>
      world.model.requests
        .filter(({ body }) => JSON.stringify(body).includes('(victor)'))
        .map(({ headers }) => headers['authorization'])
    const victim = fleet.workers.findIndex((_, index) => askedBy().includes(`Bearer ${keyOfWorker(index)}`))
    world.holds.clear()
    await fleet.workers[victim]?.kill()
    await eventually(() => askedBy().length > 1, 60_000)
    expect(askedBy()[1]).not.toBe(`Bearer ${keyOfWorker(victim)}`)
    await eventually(async () => (await stageOf('victor')) === 'matched', 60_000)
  }, 150_000)
})
