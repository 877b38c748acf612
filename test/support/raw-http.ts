/** Bytes on a socket, as they stand: what a well-behaved client would tidy up before it sends. */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export interface RawRequest {
  readonly method?: string
  /** Sent as it is: dots, percents and all. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** `chunked` sends no length. Default: the length is told. */
  readonly isChunked?: boolean
}

const TIMEOUT_MS = 20_000

/** One request on a connection of its own. Throws when the connection ends without an answer. */
export async function sendRaw(address: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(address)
  const head = [
    `${request.method ?? 'GET'} ${request.path} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
    ...Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...lengthOf(request),
    '',
    '',
  ].join('\r\n')
  return exchange({ hostname, port: Number(port) }, [Buffer.from(head, 'latin1'), ...bodyOf(request)])
}

function lengthOf({ body, isChunked = false }: RawRequest): readonly string[] {
  if (isChunked) return ['transfer-encoding: chunked']
  return body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`]
}

function bodyOf({ body, isChunked = false }: RawRequest): readonly Buffer[] {
  if (body === undefined) return []
  const bytes = Buffer.from(body)
  if (!isChunked) return [bytes]
  return [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]
}

/** A server may answer before it has read everything and then hang up: what it said counts, not how it ended. */
function exchange(place: { hostname: string; port: number }, parts: readonly Buffer[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket = connect({ host: place.hostname, port: place.port })
    const settle = (): void => {
      const answer = parseAnswer(Buffer.concat(received))
      if (answer) resolve(answer)
      else reject(new Error(`No answer: ${Buffer.concat(received).toString('latin1').slice(0, 200)}`))
    }
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy())
    socket
      .on('data', (chunk) => received.push(chunk))
      .on('error', () => {})
      .on('close', settle)
    for (const part of parts) socket.write(part)
  })
}

function parseAnswer(bytes: Buffer): RawAnswer | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(lines.map(nameAndValue))
  const rest = bytes.subarray(end + 4)
  if (rest.length < Number(headers['content-length'] ?? 0)) return null
  return { status: Number(first.split(' ')[1]), headers, text: rest.toString('utf8') }
}

function nameAndValue(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
