/** Texts in quotes, with the escapes of JSON and `\'`. */
import { refuse } from './faults.ts'

const ESCAPE = /\\(?:u([\da-f]{4})|([^]))/giu

const meanings: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** What a NUL or half a surrogate pair is in: PostgreSQL stores neither, so nothing that is looked for has one. */
export const UNREADABLE = /[\0\p{Surrogate}]/u

/** `source` with its quotes, found at `at`. An escape that is none, or that makes what no text holds, is a fault. */
export function readQuoted(source: string, at: number): string {
  const text = source
    .slice(1, -1)
    .replace(ESCAPE, (escape, code: string | undefined, letter: string, offset: number) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
      const meaning = Object.hasOwn(meanings, letter) ? meanings[letter] : undefined
      if (meaning !== undefined) return meaning
      return refuse(
        { at: at + 1 + offset, length: escape.length },
        `${escape} means nothing: to write a backslash, double it.`,
      )
    })
  if (UNREADABLE.test(text)) refuse({ at, length: source.length }, 'The escapes in this text make no character.')
  return text
}

export const quoteText = (text: string): string => JSON.stringify(text)
