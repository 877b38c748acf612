/** SIGTERM: what is in hand is finished, what is new is refused, and the process is gone in time. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { serviceKey } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { chatReply } from '../support/openai-server.ts'
import { endPrograms, startProgram } from '../support/process.ts'
import type { Program } from '../support/process.ts'
import { openWorld, personaFrom, registrationFor } from '../support/process-world.ts'
import type { World } from '../support/process-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterEach(endPrograms)
afterAll(() => world.close())

interface Wire {
  send(text: string): void
  /** Status and body of the one answer. */
  answer(): Promise<{ readonly status: number; readonly body: string }>
}

/** A client that says its request in pieces. */
async function dial({ address }: Program): Promise<Wire> {
  const { hostname, port } = new URL(address)
  const socket: Socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const said = text(socket)
  return {
    send: (piece) => void socket.write(piece),
    async answer() {
      const all = await said
      return { status: Number(/^HTTP\/1\.1 (\d+)/u.exec(all)?.[1]), body: all.slice(all.indexOf('\r\n\r\n') + 4) }
    },
  }
}

const headOf = (body: string): string =>
  [
    'POST /api/v1/user/register HTTP/1.1',
    'Host: localhost',
    `X-API-Key: ${serviceKey}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n')

/** What the text model makes of somebody's registration. */
function personaOf(personId: string): string {
  const { questions } = registrationFor(personId) as { questions: { prompt: string; answer: string }[] }
  const content = questions.map(({ prompt, answer }, index) => `${index + 1}. (${prompt}) ${answer}`).join('\n')
  return personaFrom({ model: 'any', messages: [{ role: 'user', content }] })
}

test('a request and a job that are in hand are finished, a new request gets 503, and the exit code is 0', async () => {
  const program = await startProgram({ ...world.environment, SHUTDOWN_SECONDS: '15' })
  world.model.next({ ...chatReply(personaOf('slow')), delayMs: 3000 })
  await program.call('POST', '/api/v1/user/register', registrationFor('slow'), { 'x-request-id': 'slow' })
  await eventually(() => world.modelCalls('slow') === 1)

  const body = JSON.stringify(registrationFor('half'))
  const half = await dial(program)
  half.send(headOf(body) + body.slice(0, 20))
  const late = await dial(program)
  late.send('GET /api/v1/user/slow HTTP/1.1\r\nHost: localhost\r\n')
  await sleep(100)

  program.signal('SIGTERM')
  await program.line(({ msg }) => msg === 'Stopping.')
  late.send(`X-API-Key: ${serviceKey}\r\n\r\n`)
  const refused = await late.answer()
  expect([refused.status, JSON.parse(refused.body)]).toEqual([
    503,
    expect.objectContaining({ code: 'server.stopping' }),
  ])
  half.send(body.slice(20))
  const finished = await half.answer()
  expect([finished.status, JSON.parse(finished.body)]).toEqual([
    202,
    expect.objectContaining({ user_id: 'half', status: 'queued' }),
  ])
  expect(await program.ended).toBe(0)
  const ran = program
    .log()
    .filter(({ msg, requestId }) => msg === 'A job ran.' && requestId === 'slow')
    .map(({ job }) => job)
  expect(ran).toEqual(['people.persona'])
  expect(program.log().at(-1)?.msg).toBe('Stopped.')

  const again = await startProgram(world.environment)
  for (const id of ['slow', 'half']) {
    await eventually(
      async () => (await again.call('GET', `/api/v1/user/${id}`)).body['stage'] === 'awaiting_approval',
      60_000,
    )
  }
  expect([world.modelCalls('slow'), world.modelCalls('half')]).toEqual([1, 1])
  expect(await again.stop()).toBe(0)
}, 120_000)

test('a stop that comes while the demo moves in is one like any other', async () => {
  const program = await startProgram({ ...world.environment, LOG_FORMAT: 'json' }, { flags: ['--demo'] })
  await program.line(({ msg, route }) => msg === 'request' && route === '/api/v1/user/register')
  expect(await program.stop()).toBe(0)
  expect(program.log().at(-1)?.msg).toBe('Stopped.')
  expect(program.output()).not.toContain('moved in')
}, 120_000)

test('what does not end in time is left behind, and taken up at the next start', async () => {
  const program = await startProgram({ ...world.environment, SHUTDOWN_SECONDS: '2' })
  world.holds.add('model stuck')
  await program.call('POST', '/api/v1/user/register', registrationFor('stuck'))
  await eventually(() => world.isHeld('model stuck'))
  const never = await dial(program)
  never.send(headOf('x'.repeat(100)))
  // A stop that takes too long ends with another code.
  expect(await program.stop()).toBe(0)
  world.holds.clear()

  const again = await startProgram(world.environment)
  await eventually(
    async () => (await again.call('GET', '/api/v1/user/stuck')).body['stage'] === 'awaiting_approval',
    60_000,
  )
  expect(world.modelCalls('stuck')).toBe(2)
  expect(await again.stop()).toBe(0)
}, 120_000)

test('a second signal while it stops changes nothing, and Ctrl-C is a stop like any other', async () => {
  const program = await startProgram(world.environment)
  program.signal('SIGINT')
  program.signal('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(program.log().filter(({ msg }) => msg === 'Stopping.').length).toBe(1)
}, 60_000)
