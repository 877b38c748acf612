/** A backup is made and restored as the operator's page says. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migratedDatabase, realDatabaseUrl } from '../support/db.ts'
import { fencesOf, readPage, sectionOf } from '../support/pages.ts'
import { emptyFolder, runBlocks, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'

const backup = fencesOf(sectionOf(await readPage('docs/operations.md'), 'Backup and restore'))

const blocksBelow = (heading: string): readonly string[] =>
  backup.filter((fence) => fence.heading === heading).map(({ text }) => text)

/** The server's own tools, where the real server comes out of a folder; else those on the path. */
const CHROOT = process.env['TEST_POSTGRES_ROOT'] ?? '/var/tmp/reciprocity-postgres-17'
const toolsPrelude = existsSync(join(CHROOT, 'usr/lib/postgresql/17/bin/pg_dump'))
  ? ['pg_dump', 'pg_restore']
      .map((tool) => `${tool}() { chroot ${CHROOT} /usr/lib/postgresql/17/bin/${tool} "$@"; }`)
      .join('\n')
  : ''

interface Ground {
  readonly settings: Readonly<Record<string, string>>
  /** Makes and restores the backup as the page says; returns the settings that lead to what was restored. */
  restore(): Promise<Readonly<Record<string, string>>>
  remove(): Promise<void>
}

const secrets = {
  SERVICE_API_KEY: 'a-service-key-for-this-test',
  JWT_SECRET: 'a-secret-of-this-test-with-32-characters',
}

async function embeddedGround(place: string): Promise<Ground> {
  const [make = '', restore = ''] = blocksBelow('Embedded')
  return {
    settings: {},
    async restore() {
      await runBlocks([make, restore], { folder: place })
      return { DATA_DIR: join(place, 'restored') }
    },
    remove: async () => {},
  }
}

async function postgresGround(place: string, adminUrl: string): Promise<Ground> {
  const [make = '', restore = ''] = blocksBelow('PostgreSQL')
  const [from, to] = [await migratedDatabase(adminUrl, 'template1'), await migratedDatabase(adminUrl, 'template1')]
  return {
    settings: { ...secrets, DATABASE_URL: from.url },
    async restore() {
      const environment = { DATABASE_URL: from.url, RESTORED_DATABASE_URL: to.url }
      await runBlocks([make, restore], { folder: place, environment, prelude: toolsPrelude })
      return { ...secrets, DATABASE_URL: to.url }
    },
    async remove() {
      await from.drop()
      await to.drop()
    },
  }
}

/** What a server says with a key; the made one when none was given. */
async function ask(running: RunningServer, path: string, key: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${running.address}${path}`, {
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return response.json()
}

async function stageOf(running: RunningServer, key: string): Promise<unknown> {
  return ((await ask(running, '/api/v1/user/mira', key)) as { stage?: unknown }).stage
}

test('a backup that was made as the page says answers as before when it is restored', async () => {
  const place = (await emptyFolder()).path
  const ground = await (realDatabaseUrl ? postgresGround(place, realDatabaseUrl) : embeddedGround(place))
  const settings = { ...secrets, ...ground.settings }
  const key = secrets.SERVICE_API_KEY
  try {
    const before = await startServer(place, settings)
    const questions = [{ prompt: 'What do you need?', answer: 'I am looking for a designer.' }]
    await ask(before, '/api/v1/user/register', key, { user_id: 'mira', questions })
    await expect.poll(() => stageOf(before, key), { timeout: 60_000 }).toBe('awaiting_approval')
    const person = await ask(before, '/api/v1/user/mira', key)
    expect(await before.stop()).toBe(0)
    const restored = await ground.restore()
    const after = await startServer(place, { ...settings, ...restored })
    expect(await ask(after, '/api/v1/user/mira', key)).toEqual(person)
    await after.stop()
  } finally {
    await ground.remove()
    await rm(place, { recursive: true, force: true })
  }
}, 300_000)
