/** Bodies that are streams: read as they come, however long that takes. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { eventually } from '../../test/support/jobs.ts'
import { route } from '../platform/http/index.ts'

const QUIET_MS = 500
let edge: Edge
let address: string
const read: unknown[] = []
let ended: unknown = null

beforeAll(async () => {
  const counting = route({
    method: 'POST',
    path: '/lines',
    access: { scope: 'people:write' },
    tag: 'test',
    summary: 'Counts lines.',
    lines: z.number(),
    output: z.object({ sum: z.number() }),
    async handle({ lines }) {
      let sum = 0
      try {
        for await (const line of lines) {
          const value = line.read()
          if (value === 'stop') break
          read.push(value)
          sum += Number(value)
        }
      } catch (error) {
        ended = error
        throw error
      }
      return { sum }
    },
  })
  edge = await testEdge({ routes: [counting], settings: { requestTimeoutMs: QUIET_MS } })
  address = await edge.server.listen()
})
afterAll(() => edge.close())

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const lines = { ...asService, 'content-type': 'application/x-ndjson' }
const send = (body: string | ReadableStream, headers: Record<string, string> = lines): Promise<Response> =>
  fetch(`${address}/lines`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)

function slowly(pieces: readonly string[], everyMs: number): ReadableStream {
  return new ReadableStream({
    async start(controller) {
      for (const piece of pieces) {
        await sleep(everyMs)
        controller.enqueue(new TextEncoder().encode(piece))
      }
      controller.close()
    },
  })
}

test('a body may take longer than a request as long as it goes on', async () => {
  const pieces = Array.from({ length: 12 }, () => '1\n')
  const response = await send(slowly(pieces, 200))
  expect([response.status, await response.json()]).toEqual([200, { sum: 12 }])
}, 20_000)

test('one that falls silent is answered and hung up', async () => {
  const response = await send(slowly(['1\n', '2\n'], 3 * QUIET_MS))
  expect([response.status, response.headers.get('connection')]).toEqual([408, 'close'])
})

test('the gate stands before it, and other kinds of bodies are refused', async () => {
  const json = { ...asService, 'content-type': 'application/json' }
  const refusals = [send('1', { 'content-type': 'application/x-ndjson' }), send('1', json), send('1', asService)]
  const answers = await Promise.all(refusals)
  expect(answers.map(({ status }) => status)).toEqual([401, 415, 415])
  for (const refused of answers.slice(1))
    expect(await refused.text()).toContain('Send the body as application/x-ndjson')
})

test('a handler that has read enough answers, and nothing at all is an empty body', async () => {
  const rest = '1\n'.repeat(300_000)
  expect(await (await send(`5\n"stop"\n${rest}`)).json()).toEqual({ sum: 5 })
  expect(await (await fetch(`${address}/lines`, { method: 'POST', headers: asService })).json()).toEqual({ sum: 0 })
})

test('a client that hangs up ends the lines, and nobody takes that for a fault of ours', async () => {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port) })
  const head = ['POST /lines HTTP/1.1', `host: ${hostname}`, 'transfer-encoding: chunked']
  const headers = Object.entries(lines).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[...head, ...headers].join('\r\n')}\r\n\r\n4\r\n777\n\r\n`)
  await eventually(() => read.includes(777))
  ended = null
  socket.destroy()
  await eventually(() => ended !== null)
  expect(ended).toMatchObject({ code: 'request.timeout' })
  expect(edge.lines.filter(({ level }) => level === 'error')).toEqual([])
})
