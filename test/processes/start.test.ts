/** A start that fails leaves everything to the next one. */
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testGround } from '../support/house.ts'
import type { Ground } from '../support/house.ts'
import { endPrograms, runProgram, startProgram } from '../support/process.ts'

let ground: Ground
let squatter: Server
beforeAll(async () => {
  ground = await testGround()
  squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
})
afterEach(endPrograms)
afterAll(async () => {
  squatter.close()
  await ground.remove()
})

const takenPort = (): string => String((squatter.address() as AddressInfo).port)

test('a port that is taken ends the start with one sentence, runs no job, and leaves the data to the next start', async () => {
  const taken = await runProgram({ ...ground.environment, PORT: takenPort(), SLOW_QUERY: '1h' })
  expect(taken).toEqual({
    code: 1,
    out: '',
    err: `HOST 127.0.0.1 and PORT ${takenPort()} cannot be used: another program is listening there; stop it, or choose another PORT.\n`,
  })
  const next = await startProgram(ground.environment)
  expect((await next.call('GET', '/health')).status).toBe(200)
  expect(await next.stop()).toBe(0)
}, 120_000)
