/** Reads a JSON body: UTF-8 or nothing. */
import { isUtf8 } from 'node:buffer'
import { Problem } from '../../base/index.ts'

/** The media types that are read as JSON: `application/json` and every `application/…+json`. */
export const jsonBodyType = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/iu

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/iu

/**
 * The value of a body; undefined for an empty one, because clients send `Content-Type` with a DELETE that has none.
 * Throws `request.malformed`, or `request.unsupported_media_type` for another encoding than UTF-8.
 */
export function readJson(bytes: Buffer, contentType = ''): unknown {
  if (!isUnicode(contentType)) {
    throw new Problem('request.unsupported_media_type', 'Send the body as application/json in UTF-8.')
  }
  if (bytes.length === 0) return undefined
  // A decoder would put a replacement character where the fault was, and the person would be stored misspelt.
  if (!isUtf8(bytes)) throw new Problem('request.malformed', 'The body is not valid UTF-8.')
  return parse(bytes.toString('utf8'))
}

const isUnicode = (contentType: string): boolean =>
  /^(?:utf-?8|us-ascii)$/iu.test(CHARSET.exec(contentType)?.[1] ?? 'utf-8')

/** The words of the engine's error quote the body, so they go nowhere, not even to the log. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\u{FEFF}') ? text.slice(1) : text)
  } catch {
    throw new Problem('request.malformed', 'The body is not valid JSON.')
  }
}
