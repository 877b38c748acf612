import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../test/support/db.ts'
import type { Corner } from '../../test/support/db.ts'
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
const run = (...args: string[]) => runCommand(args, async () => ({ db: corner.db, settings }))
const never = () => Promise.reject(new Error('the database was asked for'))

test('a key is made, listed without its secret, rotated and revoked', async () => {
  const made = await run('keys', 'create', '--name', 'backend', '--scopes', 'people:read, ops')
  expect(made.exitCode).toBe(0)
  const [, id = ''] = /^Key (\w+) was made/u.exec(made.lines[0] ?? '') ?? []
  expect(made.lines[1]).toMatch(/^rk_/u)
  const listed = await run('keys', 'list')
  expect(listed.lines.length).toBe(2)
  expect(listed.lines.join()).toContain(`${id}  backend  people:read,ops  active`)
  expect(listed.lines.join()).not.toContain(made.lines[1])
  const rotated = await run('keys', 'rotate', id, '--now')
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

test('a token is one line that a member can send', async () => {
  const { lines } = await run('token', 'ada')
  expect(lines.length).toBe(1)
  expect(lines[0]?.split('.').length).toBe(3)
})

test('migrating what is up to date says so, and the status names every migration', async () => {
  expect((await run('migrate')).lines).toEqual(['There was nothing to do.'])
  const { lines } = await run('migrate', 'status')
  expect(lines.length).toBeGreaterThan(4)
  expect(lines.every((line) => / {2}applied 20/u.test(line))).toBe(true)
})

test.each([
  [['--help']],
  [['keys', '--help']],
  [['keys', 'create', '--help']],
  [['token', '--help']],
  [['migrate', '--help']],
  [['migrate', 'status', '--help']],
])('%j helps without a database', async (args) => {
  const { lines, exitCode } = await runCommand(args, never)
  expect(exitCode).toBe(0)
  expect(lines.join('\n')).toMatch(/^Usage: reciprocity/u)
})

test.each([[['kees']], [['keys', 'create']], [['token']]])(
  '%j is a typing error, told without a database',
  async (args) => {
    const { lines, exitCode } = await runCommand(args, never)
    expect(exitCode).toBe(1)
    expect(lines.join('\n')).toMatch(/^error:/u)
  },
)
