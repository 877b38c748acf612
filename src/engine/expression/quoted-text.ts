/** Texts in quotes, with the escapes of JSON and `\'`. */
import { refuse } from './faults.ts'

const ESCAPE = /\\(?:u[\da-f]{4}|[^])/giu
const CODE = /^\\u[\da-f]{4}$/iu

const meanings: ReadonlyMap<string, string> = new Map([
  ['\\"', '"'],
  ["\\'", "'"],
  ['\\\\', '\\'],
  ['\\/', '/'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
])

/** A NUL or half a surrogate pair. PostgreSQL stores neither, so nothing that is looked for has one. */
export const UNREADABLE = /[\0\p{Surrogate}]/u

/** `source` with its quotes, found at `at`. An escape that is none, or that makes what no text holds, is a fault. */
export function readQuoted(source: string, at: number): string {
  const text = source.slice(1, -1).replace(ESCAPE, (escape, before: number) => {
    const span = { at: at + 1 + before, length: escape.length }
    return meaningOf(escape) ?? refuse(span, `${escape} means nothing: to write a backslash, double it.`)
  })
  if (UNREADABLE.test(text)) refuse({ at, length: source.length }, 'The escapes in this text make no character.')
  return text
}

function meaningOf(escape: string): string | undefined {
  return CODE.test(escape) ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : meanings.get(escape)
}

/** The escapes of JSON are among ours, so what JSON writes can be read. */
export const quoteText = (text: string): string => JSON.stringify(text)
