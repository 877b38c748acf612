/** What we stand on is lost while we run: whatever does not need it goes on, readiness names it, and it heals by itself. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printToken } from '../../src/api/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { caller, jwtSecret } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong, startProgram } from '../support/process.ts'
import type { Program } from '../support/process.ts'
import { openHostDatabase } from '../support/process-host.ts'
import type { HostDatabase } from '../support/process-host.ts'
import { openLine, openRedis } from '../support/process-outages.ts'
import type { Line, OwnRedis } from '../support/process-outages.ts'
import { openWorld, registrationFor } from '../support/process-world.ts'
import type { World } from '../support/process-world.ts'

const hasRedis = process.env['TEST_REDIS_URL'] !== undefined
const ids = ['kept', 'other', 'waits', 'later', 'latest', 'after']

let world: World
let program: Program
let model: Line
let redis: OwnRedis | null = null
let host: HostDatabase | null = null
let hostLine: Line | null = null
let own: Line | null = null
/** While this file is there, the thread of the embedding model dies. */
let harmEmbedding: string

beforeAll(async () => {
  world = await openWorld()
  const { environment, ground } = world
  harmEmbedding = join(String(environment['DATA_DIR']), 'harm-embedding')
  model = await openLine(world.model.url)
  redis = hasRedis ? await openRedis() : null
  host = realDatabaseUrl ? await openHostDatabase(realDatabaseUrl, ids) : null
  hostLine = host ? await openLine(host.url) : null
  const ours = ground.environment['DATABASE_URL']
  own = ours ? await openLine(ours) : null
  program = await startProgram(
    {
      ...environment,
      EMBEDDING_MODEL: 'all-MiniLM-L6-v2',
      OPENAI_BASE_URL: model.through(world.model.baseUrl),
      REDIS_URL: redis?.url,
      DATABASE_URL: ours && own?.through(ours),
      RECIPROCITY_BACKEND_DB_URL: host ? hostLine?.through(host.url) : undefined,
      RATE_LIMIT_MEMBER: '1000/h',
    },
    { harmEmbedding },
  )
  for (const id of ['kept', 'other']) await matched(id)
  await register('waits')
  await reached('waits', 'awaiting_approval')
}, 120_000)

afterAll(async () => {
  await endPrograms()
  await Promise.all([model, hostLine, own].map((line) => line?.close()))
  await redis?.kill()
  await host?.drop()
  await world.close()
})

const stageOf = async (id: string) => (await program.call('GET', `/api/v1/user/${id}`)).body['stage']
const reached = (id: string, stage: string) => eventually(async () => (await stageOf(id)) === stage, 90_000)
const register = (id: string) => program.call('POST', '/api/v1/user/register', registrationFor(id))
const approve = (id: string) => program.call('POST', '/api/v1/user/approve-summary', { user_id: id })
async function matched(id: string): Promise<void> {
  await register(id)
  await reached(id, 'awaiting_approval')
  await approve(id)
  await reached(id, 'matched')
}

interface Readiness {
  readonly status: string
  readonly dependencies: readonly { readonly name: string; readonly status: string; readonly detail: string }[]
}

async function stateOf(name: string): Promise<string | undefined> {
  const { body } = await program.call<Readiness>('GET', '/health/ready')
  return body.dependencies.find((dependency) => dependency.name === name)?.status
}
const becomes = (name: string, status: string) => eventually(async () => (await stateOf(name)) === status, 60_000)

/** What needs nobody but ourselves. */
async function expectTheRestGoesOn(): Promise<void> {
  const asked = await Promise.all([
    program.call('GET', '/health'),
    program.call('GET', '/health/ready'),
    program.call('GET', '/api/v1/user/kept'),
    program.call('GET', '/api/v1/matching/kept/matches'),
    program.call('GET', '/api/v1/matching/stats'),
    program.call('POST', '/api/v1/user/feedback', {
      user_id: 'kept',
      type: 'match',
      feedback_id: 'other',
      feedback: 'Great!',
    }),
    program.call('PUT', '/api/v1/user/other/status', { status: 'active' }),
  ])
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200])
}

const together = 'Limits are counted by all processes together again.'

describe.runIf(hasRedis)('Redis', () => {
  test('is lost: members are served, readiness says so, and it is found again without a restart', async () => {
    const asKept = caller(program.address, { authorization: `Bearer ${await printToken('kept', jwtSecret)}` })
    const remaining = async (): Promise<number> => {
      const { status, headers } = await asKept('GET', '/api/v1/user/kept')
      expect(status).toBe(200)
      return Number(headers.get('ratelimit-remaining'))
    }
    expect(await stateOf('redis')).toBe('up')
    expect(await remaining()).toBe(999)
    expect(await remaining()).toBe(998)
    await redis?.kill()
    await becomes('redis', 'down')
    expect(await remaining()).toBe(999)
    await expectTheRestGoesOn()
    await redis?.start()
    await becomes('redis', 'up')
    await eventually(async () => (await remaining()) > 0 && program.log().some(({ msg }) => msg === together))
  }, 60_000)
})

test('the text model, the embedding thread and the host database are lost at once: nobody else notices, nobody is lost', async () => {
  model.cut()
  hostLine?.cut()
  await writeFile(harmEmbedding, '')
  await becomes('embedding_model', 'down')
  for (const id of ['later', 'latest']) expect((await register(id)).status).toBe(202)
  expect((await approve('waits')).status).toBe(202)
  await becomes('text_model', 'down')
  if (host) await becomes('host_database', 'down')
  await expectTheRestGoesOn()
  expect(['approved', 'embedding']).toContain(await stageOf('waits'))
  expect(await stageOf('later')).toBe('persona')

  // The thread comes back first: embedding goes on, while whoever needs the host still waits for it.
  await rm(harmEmbedding)
  await reached('waits', host ? 'matching' : 'matched')
  await becomes('embedding_model', 'up')
  await model.heal()
  await hostLine?.heal()
  await Promise.all([reached('waits', 'matched'), ...['later', 'latest'].map((id) => reached(id, 'awaiting_approval'))])
  await becomes('text_model', 'up')
  if (!host) return
  await becomes('host_database', 'up')
  await eventually(
    async () =>
      (await host?.query(`select 1 from users where id = 'waits' and onboarding_status = 'completed'`))?.length === 1,
    60_000,
  )
  await eventually(
    async () => (await host?.query(`select 1 from user_summaries where user_id = 'waits'`))?.length === 1,
  )
}, 180_000)

describe.runIf(realDatabaseUrl)('our own PostgreSQL', () => {
  test('is lost: what needs it is told so with a problem, and everything is back when it is', async () => {
    own?.cut()
    await becomes('database', 'down')
    const codes = async (): Promise<unknown[]> => {
      const asked = await Promise.all([
        program.call('GET', '/api/v1/user/kept'),
        program.call('POST', '/api/v1/user/register', registrationFor('after')),
        program.call('GET', '/api/v1/jobs'),
      ])
      return asked.map(({ status, body, headers }) => [
        status,
        body['code'],
        headers.get('content-type')?.split(';')[0],
      ])
    }
    for (const answer of await codes())
      expect(answer).toEqual([503, 'database.unavailable', 'application/problem+json'])
    const health = await Promise.all(
      ['/health', '/health/ready', '/health/live', '/'].map((path) => program.call('GET', path)),
    )
    expect(health.map(({ status }) => status)).toEqual([503, 503, 200, 200])
    await own?.heal()
    await becomes('database', 'up')
    await matched('after')
    expect((await program.call('GET', '/api/v1/user/kept')).status).toBe(200)
  }, 120_000)

  test('is lost again and again in the midst of work: whoever was taken on reaches matched', async () => {
    const taken: string[] = []
    for (let round = 0; round < (isLong ? 25 : 4); round += 1) {
      const wanted = Array.from({ length: 8 }, (_, index) => `round-${round}-${index}`)
      const answers = await Promise.all(wanted.map(register))
      taken.push(...wanted.filter((_, index) => answers[index]?.status === 202))
      await Promise.all(wanted.map(approve))
      await sleep(150 + round * 97)
      own?.cut()
      await sleep(200)
      await own?.heal()
      await becomes('database', 'up')
    }
    expect(taken.length).toBeGreaterThan(0)
    for (const id of taken) {
      await eventually(async () => (await approve(id)).status !== 503 && (await stageOf(id)) === 'matched', 120_000)
    }
  }, 900_000)
})

test('the process that went through all this ends as any other', async () => {
  expect(await program.stop()).toBe(0)
}, 60_000)
