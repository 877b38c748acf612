import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../test/support/db.ts'
import type { Corner } from '../../test/support/db.ts'
import { openKeySet, openLimitStore } from '../api/index.ts'
import type { HostReader } from '../platform/db/index.ts'
import { silentTelemetry } from '../platform/telemetry/index.ts'
import { readSettings } from '../settings/index.ts'
import { dependenciesOf } from './dependencies.ts'
import { openModels } from './open-models.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const settings = readSettings({
  DATABASE_URL: 'postgres://nobody@localhost/nowhere',
  SERVICE_API_KEY: 'a-key-of-sixteen-or-more',
  JWT_SECRET: 'a-secret-of-thirty-two-or-more-characters',
})

test('the host of items is asked by the door for answers, is not required, and is named only where there is one', async () => {
  const telemetry = silentTelemetry()
  const sources = {
    db: corner.db,
    limits: await openLimitStore(undefined, telemetry.log),
    redisUrl: undefined,
    host: null,
    profilesHost: null,
    models: openModels(settings, { db: corner.db, telemetry }),
    keySet: null,
  }
  const pinged: string[] = []
  const door = (name: string) => ({ ping: async () => void pinged.push(name) }) as unknown as HostReader
  const itemsHost = { answers: door('answers'), passes: door('passes') }
  const named = dependenciesOf({ ...sources, itemsHost }).find(({ name }) => name === 'main_database')
  expect(named).toMatchObject({ required: false, isDatabase: true })
  expect(await named?.check()).toMatchObject({ status: 'up' })
  expect(pinged).toEqual(['answers'])
  expect(dependenciesOf({ ...sources, itemsHost: null }).map(({ name }) => name)).not.toContain('main_database')
})

test('an issuer whose keys cannot be fetched is named among what health asks after, and only where one is set', async () => {
  const telemetry = silentTelemetry()
  const sources = {
    db: corner.db,
    limits: await openLimitStore(undefined, telemetry.log),
    redisUrl: undefined,
    host: null,
    profilesHost: null,
    itemsHost: null,
    models: openModels(settings, { db: corner.db, telemetry }),
  }
  const keySet = openKeySet({ url: 'http://127.0.0.1:9/keys', log: telemetry.log })
  const named = dependenciesOf({ ...sources, keySet }).find(({ name }) => name === 'token_keys')
  expect(named?.required).toBe(false)
  expect(await named?.check()).toMatchObject({ status: 'down', detail: expect.stringContaining('JWKS_URL') as string })
  expect(dependenciesOf({ ...sources, keySet: null }).map(({ name }) => name)).not.toContain('token_keys')
})
