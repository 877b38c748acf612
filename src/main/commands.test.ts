import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../test/support/db.ts'
import type { Corner } from '../../test/support/db.ts'
import { Problem } from '../base/index.ts'
import { readSettings } from '../settings/index.ts'
import { runCommand } from './commands.ts'

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
const mine = async () => corner.db
const never = () => Promise.reject(new Error('the database was asked for'))
const run = (...args: string[]) => runCommand(args, async () => ({ settings, db: mine, dbAsItIs: mine, items: never }))

test('a key is made, listed without its secret, rotated and revoked', async () => {
  const made = await run('keys', 'create', '--name', 'backend', '--scopes', 'people:read, ops')
  expect(made.exitCode).toBe(0)
  const [, id = ''] = /^Key (\w+) was made/u.exec(made.lines[0] ?? '') ?? []
  expect(made.lines[1]).toMatch(/^rk_/u)
  const listed = await run('keys', 'list')
  expect(listed.lines[0]).toBe('id  name  scopes  state  use')
  expect(listed.lines.length).toBe(3)
  expect(listed.lines.join()).toContain(`${id}  backend  people:read,ops  active`)
  expect(listed.lines.join()).not.toContain(made.lines[1])
  const kept = await run('keys', 'rotate', id)
  expect(kept.lines[2]).toMatch(/^The old one opens until 20\d\d-.*Z\.$/u)
  const rotated = await run('keys', 'rotate', id, '--now')
  expect(rotated.lines[2]).toBe('The old one is shut.')
  expect(rotated.lines[1]).not.toBe(made.lines[1])
  expect((await run('keys', 'revoke', id)).lines).toEqual([`Key ${id} is revoked.`])
  expect((await run('keys', 'list')).lines.join()).toContain('revoked 20')
})

test.each([
  [['keys', 'create', '--name', 'x', '--scopes', 'everything'], /There is no scope "everything"/u],
  [['keys', 'revoke', 'nothing'], /no live key/u],
  [['token', 'a/b'], /must not contain "\/"/u],
])('%j fails with a sentence', async (args, sentence) => {
  const { lines, exitCode } = await run(...args)
  expect(exitCode).toBe(1)
  expect(lines.join('\n')).toMatch(sentence)
})

test('a key that opens the server to other machines says so, and one that changes nothing does not', async () => {
  const line = 'From its next start on, the server answers other machines too, unless HOST says otherwise.'
  const args = ['keys', 'create', '--name', 'opens', '--scopes', 'ops']
  const madeKey = { ...settings, keys: { ...settings.keys, isMade: true } }
  const opening = await runCommand(args, async () => ({ settings: madeKey, db: mine, dbAsItIs: mine, items: never }))
  expect(opening.lines.at(-1)).toBe(line)
  expect((await run(...args)).lines).not.toContain(line)
  const { lines, exitCode } = await run('keys', 'rotate', 'environment')
  expect([exitCode, lines.join()]).toEqual([1, expect.stringContaining('delete that line, start again')])
})

test('a token is one line that a member can send, and needs no database', async () => {
  const { lines } = await runCommand(['token', 'ada'], async () => ({
    settings,
    db: never,
    dbAsItIs: never,
    items: never,
  }))
  expect(lines.length).toBe(1)
  expect(lines[0]?.split('.').length).toBe(3)
})

test('migrating takes the database as it is; every other command asks for one that is up to date', async () => {
  const context = { settings, db: mine, dbAsItIs: never, items: never }
  expect((await runCommand(['keys', 'list'], async () => context)).exitCode).toBe(0)
  for (const args of [['migrate'], ['migrate', 'status']]) {
    await expect(runCommand(args, async () => context)).rejects.toThrow('the database was asked for')
    expect((await runCommand(args, async () => ({ settings, db: never, dbAsItIs: mine, items: never }))).exitCode).toBe(
      0,
    )
  }
})

test('migrating what is up to date says so, and the status names every migration', async () => {
  expect((await run('migrate')).lines).toEqual(['There was nothing to do.'])
  const { lines } = await run('migrate', 'status')
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.every((line) => / {2}applied 20/u.test(line))).toBe(true)
})

test('items are followed at once, whole or what is new, and whoever waits hears how far it is', async () => {
  const asked: boolean[] = []
  const items = async () => ({
    sync: async ({ isFull, tell }: { isFull: boolean; tell: (line: string) => void }) => {
      asked.push(isFull)
      tell('Items: 3 rows read.')
    },
  })
  const context = { settings, db: never, dbAsItIs: never, items }
  const quick = await runCommand(['items', 'sync'], async () => context)
  expect(quick).toEqual({ lines: ['Items: 3 rows read.', 'Done.'], exitCode: 0 })
  const told: string[] = []
  const full = await runCommand(['items', 'sync', '--full'], async () => ({
    ...context,
    tell: (line: string) => void told.push(line),
  }))
  expect([asked, told, full.lines]).toEqual([[false, true], ['Items: 3 rows read.', 'Done.'], []])
})

test('a host of items that does not answer fails the command with its sentence', async () => {
  const items = async () => ({
    sync: () => Promise.reject(new Problem('database.unavailable', "The host's database does not answer.")),
  })
  const { lines, exitCode } = await runCommand(['items', 'sync'], async () => ({
    settings,
    db: never,
    dbAsItIs: never,
    items,
  }))
  expect([exitCode, lines]).toEqual([1, ["The host's database does not answer."]])
})

test.each([
  [['--help']],
  [['keys', '--help']],
  [['keys', 'create', '--help']],
  [['token', '--help']],
  [['migrate', '--help']],
  [['migrate', 'status', '--help']],
  [['items', '--help']],
  [['items', 'sync', '--help']],
])('%j helps without a database', async (args) => {
  const { lines, exitCode } = await runCommand(args, never)
  expect(exitCode).toBe(0)
  expect(lines.join('\n')).toMatch(/^Usage: reciprocity/u)
})

test.each([[['kees']], [['keys', 'create']], [['token']], [['items', 'sync', 'all']]])(
  '%j is a typing error, told without a database',
  async (args) => {
    const { lines, exitCode } = await runCommand(args, never)
    expect(exitCode).toBe(1)
    expect(lines.join('\n')).toMatch(/^error:/u)
  },
)
