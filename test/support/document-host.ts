/** A server of documents that lives as long as its test file: what lies at which path is the test's affair. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Bytes to send, or what to do with the request. */
export type Document = Uint8Array | string | ((request: IncomingMessage, response: ServerResponse) => void)

export interface DocumentHost {
  /** `127.0.0.1:port`, for `RESUME_ALLOWED_HOSTS`. */
  readonly pair: string
  /** Puts a document there and gives its link. */
  put(name: string, document: Document): string
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export async function openDocumentHost(): Promise<DocumentHost> {
  const held = new Map<string, Document>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const document = held.get(path)
    if (typeof document === 'function') document(request, response)
    else response.writeHead(document === undefined ? 404 : 200).end(document)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const pair = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    pair,
    asked,
    put(name, document) {
      held.set(`/${name}`, document)
      return `http://${pair}/${name}`
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

export const redirectTo =
  (location: string) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    void response.writeHead(302, { location }).end()
