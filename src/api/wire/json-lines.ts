/** Reads a body line by line: JSON lines (NDJSON) of any length, of which no more than one is held at a time. */
import type { Readable } from 'node:stream'
import { Problem } from '../../base/index.ts'
import type { Line } from '../../platform/http/index.ts'
import { readJson } from './json-body.ts'
import { findTextFaults } from './request-text.ts'

export const jsonLinesType = /^application\/(?:x-)?(?:ndjson|jsonl|json-lines)(?:\s*;|$)/iu
export const jsonLinesMediaType = 'application/x-ndjson'

/** In bytes, without the line break. */
export const lineBytesMax = 256 * 1024

const LF = 0x0a

/** The lines of a stream; `quietMs` is how long it may say nothing. Throws the problem `request.timeout`. */
export async function* jsonLines(stream: Readable | undefined, quietMs: number): AsyncGenerator<Line> {
  const cutter = lineCutter()
  if (stream) for await (const chunk of chunksOf(stream, quietMs)) yield* cutter.cut(chunk)
  yield* cutter.end()
}

async function* chunksOf(stream: Readable, quietMs: number): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (;;) {
    const { done, value } = await nextOf(chunks, quietMs)
    if (done) return
    yield value
  }
}

/** Only while we wait: a client that is held up by us is not silent. */
async function nextOf(chunks: AsyncIterator<Buffer>, quietMs: number): Promise<IteratorResult<Buffer, undefined>> {
  const silence = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => silence.reject(new Problem('request.timeout', 'The body did not go on in time.')),
    quietMs,
  )
  try {
    return await Promise.race([chunks.next(), silence.promise])
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('request.timeout', 'The connection ended before the body did.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

interface LineCutter {
  /** The lines that end in this piece. */
  cut(chunk: Buffer): Iterable<Line>
  /** What came behind the last line break. */
  end(): Iterable<Line>
}

/** Of a line that is too long the pieces are dropped as they come. */
function lineCutter(): LineCutter {
  let number = 0
  let pieces: Buffer[] = []
  let bytes = 0
  const add = (piece: Buffer): void => {
    bytes += piece.length
    if (bytes <= lineBytesMax) pieces.push(piece)
  }
  const take = function* (): Iterable<Line> {
    number += 1
    const line = lineOf(number, bytes > lineBytesMax ? null : Buffer.concat(pieces))
    pieces = []
    bytes = 0
    if (line) yield line
  }
  return {
    *cut(chunk) {
      let start = 0
      for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
        add(chunk.subarray(start, end))
        start = end + 1
        yield* take()
      }
      add(chunk.subarray(start))
    },
    *end() {
      if (bytes > 0) yield* take()
    },
  }
}

const BLANK = /^[\t\r ]*$/u

/** Null for a blank line; `bytes` is null for one that is too long. */
function lineOf(number: number, bytes: Buffer | null): Line | null {
  if (bytes && bytes.length < 100 && BLANK.test(bytes.toString('latin1'))) return null
  return { number, bytes: bytes?.length ?? 0, read: () => readLine(bytes) }
}

function readLine(bytes: Buffer | null): unknown {
  if (!bytes) throw new Problem('request.malformed', `The line is longer than ${lineBytesMax} bytes.`)
  const value = wordedForLines(() => readJson(bytes))
  const [fault] = findTextFaults(value)
  if (fault) throw new Problem('request.malformed', `${fault.path === '' ? 'The line' : fault.path} ${fault.message}.`)
  return value
}

function wordedForLines(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem(error.code, error.detail.replace('The body', 'The line'))
  }
}
