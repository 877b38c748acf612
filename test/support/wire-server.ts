/** A local server that plays a third party: real HTTP, scripted answers, and a record of what it was asked. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed JSON; null when there was none. */
  readonly body: unknown
  readonly at: number
}

export interface WireReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is when it is a string. */
  readonly body?: unknown
  /** `hang`: no answer. `drop`: the connection is cut. */
  readonly fault?: 'hang' | 'drop'
  readonly delayMs?: number
}

export interface WireServer {
  readonly url: string
  readonly requests: readonly WireRequest[]
  /** The next requests get these, one each; after them the server answers as it does. */
  next(...replies: readonly WireReply[]): void
  close(): Promise<void>
}

export async function openWireServer(answer: (request: WireRequest) => WireReply): Promise<WireServer> {
  const requests: WireRequest[] = []
  const scripted: WireReply[] = []
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming)
    requests.push(request)
    await send(response, scripted.shift() ?? answer(request))
  }
  const server = createServer((incoming, response) => {
    void serve(incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next: (...replies) => void scripted.push(...replies),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const body = await json(incoming).catch(() => null)
  const headers = incoming.headers as Record<string, string | undefined>
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body, at: Date.now() }
}

async function send(response: ServerResponse, reply: WireReply): Promise<void> {
  if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs))
  if (reply.fault === 'hang') return
  if (reply.fault === 'drop') return void response.socket?.destroy()
  const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {})
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
  response.end(body)
}
