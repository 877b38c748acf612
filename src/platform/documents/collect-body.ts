/** Takes a body in, counting its bytes, so that one without an end is left at the limit. */
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { documentProblem } from './faults.ts'

export interface Body {
  readonly stream: Readable
  /** The header, if any. Identity is asked for, but stores send what was put in. */
  readonly contentEncoding: string | undefined
  readonly contentLength: number | undefined
}

/** The bytes of the body, at most `sizeBytesMax` of them before and after its content encoding is undone. */
export async function collectBody(body: Body, sizeBytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const decoder = decoderFor(body.contentEncoding)
    const tooMany = documentProblem('bytes_too_many', { amount: sizeBytesMax })
    if ((body.contentLength ?? 0) > sizeBytesMax) throw tooMany
    const chunks: Uint8Array[] = []
    let size = 0
    const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of source) {
        size += chunk.byteLength
        if (size > sizeBytesMax) throw tooMany
        chunks.push(chunk)
      }
    }
    if (decoder === null) await pipeline(body.stream, collect, { signal })
    else await pipeline(body.stream, decoder, collect, { signal })
    return concatenate(chunks, size)
  } catch (error) {
    // Whatever stopped us, the connection must not go on filling a buffer that nobody reads.
    body.stream.on('error', () => {}).destroy()
    throw isBadEncoding(error) ? documentProblem('damaged', { cause: error }) : error
  }
}

/** The length that a header claims; undefined when it is absent or no number. */
export function claimedLength(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/u.test(header) ? Number(header) : undefined
}

function decoderFor(contentEncoding: string | undefined): Transform | null {
  const name = (contentEncoding ?? '').trim().toLowerCase()
  if (name === '' || name === 'identity' || name === 'aws-chunked') return null
  if (name === 'gzip' || name === 'x-gzip') return createGunzip()
  if (name === 'deflate') return createInflate()
  if (name === 'br') return createBrotliDecompress()
  throw documentProblem('encoding_unknown')
}

/** Into memory of its own, so that it can be moved to another thread. */
function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function isBadEncoding(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_(?:_ERROR_|BROTLI)|ERR__)/u.test(String(error.code))
}
