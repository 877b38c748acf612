import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boundedFetch } from './bounded-fetch.ts'

let server: Server
let address: string
let sentBytes = 0
/** Goes on for as long as somebody reads. */
const talk = (response: ServerResponse): void => {
  const chunk = Buffer.alloc(64 * 1024, 'a')
  const more = (): void => {
    while (!response.destroyed) {
      sentBytes += chunk.length
      if (!response.write(chunk)) return void response.once('drain', more)
    }
  }
  more()
}
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/endless') return talk(response)
    if (request.url === '/nothing') return response.writeHead(204).end()
    return response.writeHead(418, { 'x-kind': 'teapot' }).end('short and stout')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('an answer without end is left when it has become too long', async () => {
  const response = await boundedFetch(1024 * 1024)(`${address}/endless`)
  await expect(response.text()).rejects.toThrow(/longer than 1048576 bytes/u)
  const sent = sentBytes
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(sentBytes).toBe(sent)
})

test('any other answer comes through as it is', async () => {
  const response = await boundedFetch()(address)
  expect([response.status, response.headers.get('x-kind'), await response.text()]).toEqual([
    418,
    'teapot',
    'short and stout',
  ])
  expect((await boundedFetch()(`${address}/nothing`)).status).toBe(204)
})
