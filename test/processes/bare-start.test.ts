/** A start of somebody who set nothing: an embedded database, a key that is made, and a folder of one's own. */
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { endPrograms, runProgram, startProgram } from '../support/process.ts'

let squatter: Server
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reciprocity-start-'))
  squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
})
afterEach(endPrograms)
afterAll(async () => {
  squatter.close()
  await rm(folder, { recursive: true, force: true })
})

const takenPort = (): string => String((squatter.address() as AddressInfo).port)

/** Nothing is set but what cannot be left to chance. */
const bare = (name: string) => ({ DATA_DIR: join(folder, name), HOST: '127.0.0.1', PORT: '0', EMBEDDING_THREADS: '1' })
const noticeIn = (output: string): string | undefined => /is the line SERVICE_API_KEY of (\S+)\.$/mu.exec(output)?.[1]

test('a key that was made goes into no log: each start that no person reads says where it lies', async () => {
  const failed = await runProgram({ ...bare('made'), PORT: takenPort() }, folder)
  expect([failed.code, noticeIn(failed.out)]).toEqual([1, undefined])
  for (let start = 1; start <= 2; start += 1) {
    const program = await startProgram(bare('made'), { folder })
    const { SERVICE_API_KEY: key } = parseEnv(await readFile(String(noticeIn(program.output())), 'utf8'))
    expect(program.output()).not.toContain(key)
    expect((await program.call('GET', '/api/v1/jobs', undefined, { 'x-api-key': String(key) })).status).toBe(200)
    expect(await program.stop()).toBe(0)
  }
}, 120_000)

test('in a folder that everybody may look into, nothing of ours is open to anybody else', async () => {
  await mkdir(join(folder, 'open'), { mode: 0o755 })
  await chmod(join(folder, 'open'), 0o755)
  const program = await startProgram(bare('open'), { folder })
  for (const name of await readdir(join(folder, 'open'))) {
    expect([name, (await stat(join(folder, 'open', name))).mode & 0o077]).toEqual([name, 0])
  }
  expect(await program.stop()).toBe(0)
}, 120_000)

test('an ordinary machine’s environment stops no start, and a line of .env that says nothing is named', async () => {
  await writeFile(join(folder, '.env'), 'PROT 80\n')
  const ordinary = {
    PGHOST: 'db',
    PGPORT: '5432',
    TEST: '1',
    OS: 'Linux',
    ROOT: '/',
    ROLE: 'web',
    LANG: 'C',
    TZ: 'UTC',
  }
  const links = { RECIPROCITY_PORT: 'tcp://10.0.0.7:8000', RECIPROCITY_SERVICE_HOST: '10.0.0.7' }
  const program = await startProgram({ ...bare('ordinary'), ...ordinary, ...links }, { folder })
  expect(program.output()).toContain('Line 1 of .env is not used')
  expect(await program.stop()).toBe(0)
  await rm(join(folder, '.env'))
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
