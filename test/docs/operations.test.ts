/** The operator's page is done: every command of it, with a server and without one; a backup is made and restored. */
import { rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migratedDatabase, realDatabaseUrl } from '../support/db.ts'
import { fencesOf, readPage, sectionOf } from '../support/pages.ts'
import { emptyFolder, runBlocks, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'

const page = await readPage('docs/operations.md')
const commands = fencesOf(sectionOf(page, 'Commands'))
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text)
const backup = fencesOf(sectionOf(page, 'Backup and restore'))

const blocksBelow = (heading: string): readonly string[] =>
  backup.filter((fence) => fence.heading === heading).map(({ text }) => text)

let folder: Awaited<ReturnType<typeof emptyFolder>>
let server: RunningServer

beforeAll(async () => {
  folder = await emptyFolder()
  server = await startServer(folder.path)
}, 300_000)

afterAll(async () => {
  await server?.stop()
  await folder?.remove()
})

const keyOf = (printed: string): string => /^rk_\w+$/mu.exec(printed.replaceAll('-', '_'))?.[0] ?? ''

test('every command of the page works while a server runs', async () => {
  const blocks = commands.map((text) => text.replaceAll('http://127.0.0.1:8000', server.address))
  const printed = await runBlocks(blocks, { folder: folder.path })
  const all = printed.join('\n')
  expect(keyOf(all)).not.toBe('')
  expect(all).toContain('Usage: reciprocity')
  expect(all).toMatch(/Billing {2}people:read,people:write {2}active/u)
  expect(all).toMatch(/Key \w{8} is revoked\./u)
  const token = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/mu.exec(all)?.[0] ?? ''
  const asMira = (path: string) => fetch(`${server.address}${path}`, { headers: { authorization: `Bearer ${token}` } })
  expect([(await asMira('/api/v1/user/mira')).status, (await asMira('/api/v1/user/tom')).status]).toEqual([404, 403])
  expect(all).toMatch(/0001-edge {2}applied/u)
  expect(all).toContain('"status":"ready"')
  expect(all).toContain('reciprocity_job_queue_length')
  expect(all).toContain('"status":"queued"')
}, 300_000)

/** What npm starts, without the second that npm itself takes. */
const WITHOUT_NPM = 'npm() { shift 4; node "$REPOSITORY/src/cli.ts" "$@"; }'

test('the same commands work by themselves, on a folder that nothing has run in', async () => {
  const bare = await emptyFolder()
  try {
    const lines = commands.flatMap((text) => text.split('\n'))
    const offline = lines.filter((line) => line.includes('npm run') && !line.includes('--help'))
    const printed = await runBlocks([offline.join('\n')], { folder: bare.path, prelude: WITHOUT_NPM })
    expect(printed[0]).toMatch(/Key \w{8} is revoked\./u)
    expect(existsSync(join(bare.path, 'data/owner.lock'))).toBe(false)
  } finally {
    await bare.remove()
  }
}, 300_000)

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

test('every symptom has something to look at and something to do', () => {
  const rows = sectionOf(page, 'When something is wrong')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| symptom'))
  expect(rows.length).toBeGreaterThan(15)
  for (const row of rows)
    expect(
      row.split(' | ').every((cell) => cell.trim().length > 3),
      row,
    ).toBe(true)
})
