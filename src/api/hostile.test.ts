/** Whatever comes in, the edge answers with something of its own making and goes on. */
import { Agent, request } from 'node:http'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { externalIdFault, problemList } from '../base/index.ts'
import type { ProblemCode } from '../base/index.ts'
import { route } from '../platform/http/index.ts'
import { edgeDefaults } from './edge-settings.ts'
import { unlimited } from './limits/index.ts'

const id = z.string().refine((text) => externalIdFault(text) === null, { error: 'is no id' })

const keep = route({
  method: 'POST',
  path: '/api/v1/keep/:id',
  access: { scope: 'people:write', members: true },
  tag: 'a',
  summary: 'Gives back what it was given.',
  params: z.object({ id }),
  query: z.looseObject({}),
  body: z.json(),
  output: z.object({ id: z.string(), body: z.json() }),
  handle: async ({ params, body }) => ({ id: params.id, body }),
})

let edge: Edge
let port: number
const agent = new Agent({ keepAlive: true })
beforeAll(async () => {
  const limits = { ...edgeDefaults.limits, open: unlimited, failedAuth: unlimited }
  edge = await testEdge({ routes: [keep], settings: { limits, bodyBytesMax: 10_000 } })
  port = Number(new URL(await edge.server.listen()).port)
})
afterAll(async () => {
  agent.destroy()
  await edge.close()
})

/** Over a socket, with the path as it is: what makes addresses tidy would hide what is tested here. */
function send(path: string, payload: string | Buffer = '{}', headers: Record<string, string> = {}): Promise<Answered> {
  const all = {
    ...asService,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(payload)),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, method: 'POST', headers: all, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => void (text += part))
      response.on('end', () => resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject).end(payload)
  })
}

const read = <Body>({ body }: Answered): Body => JSON.parse(body) as Body

interface Answered {
  readonly statusCode: number
  readonly body: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Of every answer: it is a success, or a problem of the list under its own status; never a failure of ours. */
function expectDecent(answer: Answered): void {
  expect(answer.statusCode).toBeLessThan(500)
  expect(answer.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/u)
  if (answer.statusCode < 400) return
  const { code, status } = JSON.parse(answer.body) as { code: ProblemCode; status: number }
  expect(status).toBe(answer.statusCode)
  expect(problemList[code].status).toBe(status)
}

test('whatever JSON is sent comes back as it was, or its fault is named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (body) => {
      const text = JSON.stringify(body)
      const answer = await send('/api/v1/keep/a', text)
      expectDecent(answer)
      if (answer.statusCode === 200) expect(read<{ body: unknown }>(answer).body).toEqual(JSON.parse(text))
      else expect(read<{ errors: unknown[] }>(answer).errors.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

test('whatever id is put in a path is taken as it is, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
      if (!text.isWellFormed()) return
      const answer = await send(`/api/v1/keep/${encodeURIComponent(text)}`)
      expectDecent(answer)
      if (answer.statusCode === 200) expect(read<{ id: string }>(answer).id).toBe(text)
      expect(answer.statusCode === 200).toBe(externalIdFault(text) === null)
    }),
    { numRuns: 300 },
  )
})

test('whatever address is asked for, something decent is answered', async () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      '..',
      '%2e%2e',
      '%00',
      '%',
      '%zz',
      '%ff',
      '//',
      '?',
      '#',
      ';',
      'api',
      'v1',
      'keep',
      '\\',
      '%2F',
      ':id',
      '*',
      '__proto__',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const path = `/${pieces.join('/')}`.replaceAll(/[^\u{21}-\u{7E}]/gu, '')
      expectDecent(await send(path))
    }),
    { numRuns: 300 },
  )
})

test('whatever query is asked with, something decent is answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 100 }), async (query) => {
      expectDecent(await send(`/api/v1/keep/a?${query.replaceAll(/[^\u{21}-\u{7E}]|#/gu, '')}`))
    }),
    { numRuns: 200 },
  )
})

test('whatever bytes are sent as a body, something decent is answered', async () => {
  const type = fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/plain',
    'x',
    '',
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), type, async (bytes, contentType) => {
      expectDecent(await send('/api/v1/keep/a', Buffer.from(bytes), { 'content-type': contentType }))
    }),
    { numRuns: 200 },
  )
})

test('whatever headers are sent, something decent is answered', async () => {
  const names =
    'x-api-key authorization x-request-id idempotency-key accept accept-version origin x-forwarded-for cookie host te ' +
    'x-http-method-override range if-none-match content-type'
  const name = fc.constantFrom(...names.split(' '))
  const value = fc.string({ maxLength: 200 }).map((text) => text.replaceAll(/[^\u{20}-\u{7E}]/gu, ''))
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 6 }), async (headers) => {
      expectDecent(await send('/api/v1/keep/a', '{}', headers))
    }),
    { numRuns: 300 },
  )
})

test('whatever key or token is sent, nobody gets in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 120 }), async (text) => {
      const plain = text.replaceAll(/[^\u{21}-\u{7E}]/gu, '')
      for (const headers of [{ 'x-api-key': `${plain}!` }, { 'x-api-key': '', authorization: `Bearer ${plain}` }]) {
        const answer = await send('/api/v1/keep/a', '{}', headers)
        expect(answer.statusCode).toBe(401)
      }
    }),
    { numRuns: 200 },
  )
})

test('a value that a host would send in earnest comes back letter by letter', async () => {
  const body = {
    name: 'Žofie 😀',
    text: 'line\nline\t"quoted" \\ </script>',
    nested: { list: [1, -0.5, null, true, ''] },
  }
  const answer = await send('/api/v1/keep/%C5%BDofie', JSON.stringify(body))
  expect(read(answer)).toEqual({ id: 'Žofie', body })
})

test.each([
  ['an id of 129 letters', 'x'.repeat(129)],
  ['an id with a slash', 'a%2Fb'],
  ['an id that is two dots', '%2e%2e'],
  ['an id with NUL', 'a%00'],
  ['an id with a line break', 'a%0Ab'],
])('%s is refused by its field', async (_what, text) => {
  const answer = await send(`/api/v1/keep/${text}`)
  expect(answer.statusCode).toBe(422)
  expect(read(answer)).toMatchObject({ code: 'request.invalid', errors: [{ path: 'id' }] })
})

test('after all of this the edge has logged no failure and still answers', async () => {
  expect(edge.lines.filter(({ level }) => level === 'error')).toEqual([])
  expect((await edge.server.inject({ url: '/health/live' })).statusCode).toBe(200)
})
