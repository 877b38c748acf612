/** A start that fails: it says why, closes what it opened, ends, and is in nobody's way. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testGround } from '../support/house.ts'
import type { Ground } from '../support/house.ts'
import { endPrograms, runCommandLine, runProgram, startProgram } from '../support/process.ts'

let ground: Ground
let squatter: Server
let folder: string
beforeAll(async () => {
  ground = await testGround()
  folder = await mkdtemp(join(tmpdir(), 'reciprocity-start-'))
  squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
})
afterEach(endPrograms)
afterAll(async () => {
  squatter.close()
  await rm(folder, { recursive: true, force: true })
  await ground.remove()
})

const takenPort = (): string => String((squatter.address() as AddressInfo).port)

test('a port that is taken ends the start with one sentence, runs no job, and leaves the data to the next start', async () => {
  const taken = await runProgram({ ...ground.environment, PORT: takenPort() })
  expect(taken).toEqual({
    code: 1,
    out: '',
    err: `HOST 127.0.0.1 and PORT ${takenPort()} cannot be used: another program is listening there.\n`,
  })
  const next = await startProgram(ground.environment)
  expect((await next.call('GET', '/health')).status).toBe(200)
  expect(await next.stop()).toBe(0)
}, 120_000)

/** Nothing is set but what cannot be left to chance. */
const bare = (name: string) => ({ DATA_DIR: join(folder, name), HOST: '127.0.0.1', PORT: '0', EMBEDDING_THREADS: '1' })
const shownIn = (output: string): string | undefined => /^ {2}(rk_made_\S+)$/mu.exec(output)?.[1]

test('a key that was made at a start that failed is shown by the next that does not, and by none after it', async () => {
  const failed = await runProgram({ ...bare('made'), PORT: takenPort() }, folder)
  expect([failed.code, shownIn(failed.out)]).toEqual([1, undefined])
  const first = await startProgram(bare('made'), { folder })
  const key = shownIn(first.output())
  expect(key).toMatch(/^rk_made_/u)
  expect((await first.call('GET', '/api/v1/jobs', undefined, { 'x-api-key': String(key) })).status).toBe(200)
  expect(await first.stop()).toBe(0)
  const second = await startProgram(bare('made'), { folder })
  expect(shownIn(second.output())).toBeUndefined()
}, 120_000)

test('a key that a command was the first to need is shown by the first start', async () => {
  expect((await runCommandLine(bare('command'), ['token', 'ada'], folder)).code).toBe(0)
  const first = await startProgram(bare('command'), { folder })
  expect(shownIn(first.output())).toMatch(/^rk_made_/u)
}, 120_000)

test('a wrong setting makes nothing', async () => {
  const wrong = {
    RECIPROCITY_BACKEND_DB_URL: 'postgres://host@localhost/theirs',
    RECIPROCITY_BACKEND_DB_MAPPING: '{"users": 1}',
  }
  const { code, err } = await runProgram({ ...bare('wrong'), ...wrong }, folder)
  expect([code, err]).toEqual([1, expect.stringMatching(/^RECIPROCITY_BACKEND_DB_MAPPING is not a mapping/u)])
  expect(existsSync(join(folder, 'wrong'))).toBe(false)
}, 60_000)
