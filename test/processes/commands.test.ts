/** The operator's commands, with a server and without; one owner of a folder; the key that is made at the first start. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/main/index.ts'
import { migratedDatabase, realDatabaseUrl } from '../support/db.ts'
import { caller, testGround } from '../support/house.ts'
import type { Ground } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong, runCommandLine, runProgram, startProgram } from '../support/process.ts'
import type { Finished, Program } from '../support/process.ts'

let ground: Ground
beforeAll(async () => {
  ground = await testGround()
})
afterEach(endPrograms)
afterAll(() => ground.remove())

const say = (...args: readonly string[]): Promise<Finished> => runCommandLine(ground.environment, args)
const start = () => startProgram(ground.environment)

async function said(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await say(...args)
  expect([args, code, err]).toEqual([args, 0, ''])
  return out
}

const keyIn = (text: string): { id: string; key: string } => {
  const [, id = '', key = ''] = /^Key (\S+) .*\n(\S+)$/mu.exec(text) ?? []
  return { id, key }
}

const statusWith = async ({ address }: Program, headers: Record<string, string>): Promise<number> =>
  (await caller(address, headers)('GET', '/api/v1/user/nobody')).status

test('every command explains itself, opens nothing for it, and a word that is none is refused', async () => {
  const neverOpened = () => Promise.reject(new Error('Help needs no database.'))
  const commands = [
    '',
    'keys',
    'keys create',
    'keys list',
    'keys revoke',
    'keys rotate',
    'token',
    'migrate',
    'migrate status',
    'items',
    'items sync',
  ]
  for (const command of commands) {
    const { exitCode, lines } = await runCommand([...command.split(' ').filter(Boolean), '--help'], neverOpened)
    expect([command, exitCode, lines[0]]).toEqual([
      command,
      0,
      expect.stringContaining(`Usage: reciprocity ${command}`.trim()),
    ])
  }
  const wrong = await say('kyes', 'list')
  expect([wrong.code, wrong.out, wrong.err]).toEqual([1, '', expect.stringContaining("unknown command 'kyes'")])
})

test('keys are made, listed, rotated and revoked without a server', async () => {
  const made = keyIn(await said('keys', 'create', '--name', 'the shop', '--scopes', 'people:read'))
  expect(made.key).toMatch(/^rk_/u)
  if (isLong) expect(keyIn(await said('keys', 'rotate', made.id)).key).not.toBe(made.key)
  await said('keys', 'revoke', made.id)
  const list = await said('keys', 'list')
  expect(list).toContain(`${made.id}  the shop  people:read  revoked`)
  expect(list).not.toContain(made.key)
  const again = await say('keys', 'revoke', 'nothing')
  expect([again.code, again.out, again.err]).toEqual([1, '', 'There is no live key with the id nothing.\n'])
}, 120_000)

test('the same commands work while a server runs, and it knows of them at once', async () => {
  const program = await start()
  const { id, key } = keyIn(await said('keys', 'create', '--name', 'live', '--scopes', 'people:read'))
  expect(await statusWith(program, { 'x-api-key': key })).toBe(404)
  const rotated = keyIn(await said('keys', 'rotate', id, '--now'))
  expect(await statusWith(program, { 'x-api-key': rotated.key })).toBe(404)
  await eventually(async () => (await statusWith(program, { 'x-api-key': key })) === 401)
  await said('keys', 'revoke', id)
  await eventually(async () => (await statusWith(program, { 'x-api-key': rotated.key })) === 401)

  const token = (await said('token', 'ada')).trim()
  const asAda = caller(program.address, { authorization: `Bearer ${token}` })
  expect((await asAda('GET', '/api/v1/user/ada')).body['code']).toBe('person.not_found')
  expect((await asAda('GET', '/api/v1/user/bob')).body['code']).toBe('auth.not_yours')
  expect(await said('migrate')).toBe('There was nothing to do.\n')
  expect(await said('migrate', 'status')).toMatch(/^0001-edge {2}applied \d{4}-.*$/mu)
  expect(await program.stop()).toBe(0)
}, 120_000)

test('a token needs no database', async () => {
  const nowhere = { ...ground.environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' }
  const { code, out, err } = await runCommandLine(nowhere, ['token', 'ada'])
  expect([code, out.trim().split('.').length, err]).toEqual([0, 3, ''])
}, 60_000)

describe.runIf(realDatabaseUrl)('on a PostgreSQL that several use', () => {
  test('no command but `migrate` changes the tables: another says what is pending', async () => {
    const { url, drop } = await migratedDatabase(realDatabaseUrl ?? '', 'template1')
    const onBare = (...args: string[]) => runCommandLine({ ...ground.environment, DATABASE_URL: url }, args)
    for (const args of [
      ['keys', 'list'],
      ['keys', 'create', '--name', 'x', '--scopes', 'ops'],
    ]) {
      const refused = await onBare(...args)
      expect([refused.code, refused.out]).toEqual([1, ''])
      expect(refused.err).toMatch(
        /^The database is not up to date \(pending: 0001-edge, .*\)\. Run .*`migrate` first\.\n$/u,
      )
    }
    expect((await onBare('migrate', 'status')).out).toMatch(/^0001-edge {2}pending$/mu)
    expect((await onBare('migrate')).out).toMatch(/^Applied: 0001-edge, /u)
    expect((await onBare('keys', 'list')).code).toBe(0)
    await drop()
  }, 60_000)

  test('a key that is revoked from one machine is soon shut on all others', async () => {
    const [one, other] = await Promise.all([start(), start()])
    const { id, key } = keyIn(await said('keys', 'create', '--name', 'everywhere', '--scopes', 'people:read'))
    for (const program of [one, other]) expect(await statusWith(program, { 'x-api-key': key })).toBe(404)
    await said('keys', 'revoke', id)
    const isShut = async (program: Program) => (await statusWith(program, { 'x-api-key': key })) === 401
    await Promise.all([one, other].map((program) => eventually(() => isShut(program))))
  }, 60_000)
})

describe.runIf(!realDatabaseUrl)('a folder with an embedded database', () => {
  const made = join('made')

  /** Nothing is set but what cannot be left to chance: the first start of somebody who typed one command. */
  const bare = () => ({
    DATA_DIR: join(String(ground.environment['DATA_DIR']), made),
    PORT: '0',
    EMBEDDING_THREADS: '1',
  })
  const folder = () => String(ground.environment['DATA_DIR'])

  test('has one owner: a second server and a second command are told so, and a dead owner is followed at once', async () => {
    const program = await start()
    const second = await runProgram(ground.environment)
    expect([second.code, second.out]).toEqual([1, ''])
    expect(second.err).toBe(
      `DATA_DIR ${folder()} is in use by process ${program.pid}. Stop it, or choose another DATA_DIR.\n`,
    )
    expect((await program.call('GET', '/health')).status).toBe(200)
    await program.kill()
    const next = await start()
    await next.kill()
    // What a killed server left behind, its lock and its socket, is in nobody's way: a command works by itself.
    expect(await said('keys', 'list')).toContain('environment')
  }, 120_000)

  test('gets a key at the first start, good on this machine only, until there is another', async () => {
    const first = await startProgram(bare(), { folder: folder() })
    const secrets = join(folder(), made, 'secrets')
    const { SERVICE_API_KEY: shown = '' } = parseEnv(await readFile(secrets, 'utf8'))
    expect((await stat(secrets)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder(), made, 'control.sock'))).mode & 0o777).toBe(0o600)
    expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:/u)
    expect(await statusWith(first, { 'x-api-key': shown })).toBe(404)
    expect(
      (await runCommandLine(bare(), ['keys', 'create', '--name', 'mine', '--scopes', 'people:read'], folder())).code,
    ).toBe(0)
    expect(await first.stop()).toBe(0)

    const next = await startProgram(bare(), { folder: folder() })
    expect(next.output()).toContain('It answers other machines too, for there is a key that you made')
    expect(next.address).toMatch(/^http:\/\/0\.0\.0\.0:/u)
    expect(await statusWith(next, { 'x-api-key': shown })).toBe(404)
  }, 120_000)
})
