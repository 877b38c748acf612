/** The whole house in this process, on a database of its own, called over HTTP as a host product would. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printToken } from '../../src/api/index.ts'
import { openHouse } from '../../src/main/index.ts'
import type { House } from '../../src/main/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import type { Telemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import type { Environment } from '../../src/settings/index.ts'
import { caller, serviceKey } from './caller.ts'
import type { Call } from './caller.ts'
import { copyEmbedded, migratedDatabase, realDatabaseUrl } from './db.ts'
import { eventually } from './jobs.ts'

export { caller, serviceKey } from './caller.ts'
export type { Call, Reply } from './caller.ts'
export const jwtSecret = 'a-secret-for-tokens-in-tests-only-32'
export const webhookSecret = `whsec_${Buffer.from('a secret for callbacks in tests.').toString('base64')}`

export interface TestHouse {
  readonly house: House
  readonly address: string
  /** As the host product's backend. */
  readonly call: Call
  /** As a member. */
  as(memberId: string): Promise<Call>
  /** Waits until the person has reached a stage. */
  reached(personId: string, stage: string): Promise<void>
  /** Registers, approves and waits for matches. */
  matched(person: TestPerson): Promise<void>
  readonly environment: Environment
  stop(): Promise<void>
}

export interface TestPerson {
  readonly id: string
  readonly needs: string
  readonly offers: string
}

export interface Ground {
  readonly environment: Environment
  remove(): Promise<void>
}

/** A place for a house: a folder or a database, and the settings that lead to it. Several houses may stand on one. */
export async function testGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'reciprocity-house-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const common = {
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    SERVICE_API_KEY: serviceKey,
    JWT_SECRET: jwtSecret,
    EMBEDDING_THREADS: '1',
  }
  if (!realDatabaseUrl) {
    await copyEmbedded(join(folder, 'db'))
    return { environment: common, remove: removeFolder }
  }
  const database = await migratedDatabase(realDatabaseUrl)
  return {
    environment: { ...common, DATABASE_URL: database.url },
    async remove() {
      await database.drop()
      await removeFolder()
    },
  }
}

export async function openTestHouse(
  ground: Ground,
  changes: Environment = {},
  telemetry: Telemetry = silentTelemetry(),
): Promise<TestHouse> {
  const environment = { ...ground.environment, ...changes }
  const house = await openHouse(readSettings(environment), telemetry)
  const address = (await house.start()) ?? ''
  const call = caller(address, { 'x-api-key': serviceKey })
  const reached = (personId: string, stage: string): Promise<void> =>
    eventually(async () => {
      const { body } = await call('GET', `/api/v1/user/${personId}`)
      if (body['stage'] === 'failed' && stage !== 'failed')
        throw new Error(`failed: ${JSON.stringify(body['failure'])}`)
      return body['stage'] === stage
    }, 60_000)
  return {
    house,
    address,
    call,
    environment,
    as: async (memberId) => caller(address, { authorization: `Bearer ${await printToken(memberId, jwtSecret)}` }),
    reached,
    async matched(person) {
      await call('POST', '/api/v1/user/register', registrationOf(person))
      await reached(person.id, 'awaiting_approval')
      await call('POST', '/api/v1/user/approve-summary', { user_id: person.id })
      await reached(person.id, 'matched')
    },
    stop: () => house.stop(5),
  }
}

/** A house on ground of its own; stopping it removes both. */
export async function testHouse(changes: Environment = {}, telemetry?: Telemetry): Promise<TestHouse> {
  const ground = await testGround()
  const opened = await openTestHouse(ground, changes, telemetry)
  return {
    ...opened,
    async stop() {
      await opened.stop()
      await ground.remove()
    },
  }
}

export function registrationOf({ id, needs, offers }: TestPerson): Record<string, unknown> {
  const questions = [
    { prompt: 'What do you need?', answer: needs },
    { prompt: 'What can you offer?', answer: offers },
  ].filter(({ answer }) => answer !== '')
  return { user_id: id, questions }
}
