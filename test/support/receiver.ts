/** The host product's receiver of callbacks: a real server that checks signatures as the standard's package does. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'

export interface Received {
  readonly path: string
  readonly id: string
  readonly headers: IncomingHttpHeaders
  /** The bytes of the body, as text. */
  readonly text: string
  /** True when the signature of one of the receiver's secrets fits. */
  readonly isVerified: boolean
}

export interface Receiver {
  /** Ends in `/api`. */
  readonly baseUrl: string
  readonly received: Received[]
  close(): Promise<void>
}

/** What the host does; `count` is 1 for the first call. A status by itself is an empty answer. */
export type Host = (call: { count: number; received: Received; response: ServerResponse }) => number | void

export interface ReceiverOptions {
  readonly secret?: string
  readonly host?: Host
  /** Default: any free port. */
  readonly port?: number
}

export async function openReceiver({ secret, host = () => 200, port = 0 }: ReceiverOptions = {}): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const call = await read(request, secret)
    received.push(call)
    const status = host({ count: received.length, received: call, response })
    if (typeof status === 'number') response.writeHead(status).end()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    received,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function read(request: IncomingMessage, secret: string | undefined): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const { headers, url = '' } = request
  return { path: url, id: String(headers['webhook-id']), headers, text, isVerified: verifies(secret, text, headers) }
}

function verifies(secret: string | undefined, text: string, headers: IncomingHttpHeaders): boolean {
  if (secret === undefined) return false
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}
