/** What Fastify and Node throw, in our own words. */
import { Problem, problemFrom, problemList } from '../../base/index.ts'
import type { ProblemCode } from '../../base/index.ts'
import { isConnectionFault } from '../../platform/db/index.ts'

type Words = readonly [code: ProblemCode, detail: string]

/** By the `code` of the error; statuses below are for the ones that are not listed. */
const wordsByCode: Readonly<Record<string, Words>> = {
  FST_ERR_BAD_URL: [
    'request.malformed',
    'The address is not well encoded: a "%" must be followed by the UTF-8 of a character.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: ['request.malformed', 'A part of the address is too long.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['request.too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['request.malformed', 'The body is not as long as its Content-Length says.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['request.unsupported_media_type', 'Send the body as application/json in UTF-8.'],
  FST_ERR_CTP_INVALID_TYPE: ['request.unsupported_media_type', 'Send the body as application/json in UTF-8.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request.timeout', 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: ['request.headers_too_large', 'The headers of the request are too large.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['request.too_large', 'The chunk extensions of the body are too large.'],
}

const wordsByStatus: Readonly<Record<number, Words>> = {
  404: ['request.not_found', 'There is no such address.'],
  413: ['request.too_large', 'The request is too large.'],
  415: ['request.unsupported_media_type', 'Send the body as application/json in UTF-8.'],
}

/** For whatever the framework thinks of next: its own words may quote the request. */
const MALFORMED: Words = ['request.malformed', 'The request could not be read.']

/** A problem for whatever was thrown: only errors that the framework blames on the request become a 4xx. */
export function foreignFault(thrown: unknown): Problem {
  const { code, statusCode } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as ForeignError
  const isTheirs =
    !(thrown instanceof Problem) && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  if (!isTheirs) return isConnectionFault(thrown) ? lostDatabase(thrown) : problemFrom(thrown)
  return worded(wordsByCode[code ?? ''] ?? wordsByStatus[statusCode] ?? MALFORMED, thrown)
}

/** Too many at once, or the database is away: either way the same request may do better in a moment. */
function lostDatabase(cause: unknown): Problem {
  const detail = 'The database does not answer now. Ask again in a moment.'
  return new Problem('database.unavailable', detail, { cause, retryAfterSeconds: 2 })
}

/** For a connection that broke off before there was a request: these errors carry a code and no status. */
export function brokenRequest(error: { readonly code?: string }): Problem {
  return worded(wordsByCode[error.code ?? ''] ?? MALFORMED, error)
}

interface ForeignError {
  readonly code?: string
  readonly statusCode?: number
}

function worded([code, detail]: Words, cause: unknown): Problem {
  return new Problem(code, detail, { cause, facts: { status: problemList[code].status } })
}
