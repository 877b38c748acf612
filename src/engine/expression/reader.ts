/** A text being read: what comes next, and how much has been read so far. */
import type { Fields, Span } from './expression.ts'
import { excerpt, refuse } from './faults.ts'
import { readToken } from './tokens.ts'
import type { Token } from './tokens.ts'

const DEPTH_MAX = 50
const NODES_MAX = 200

export interface Reader {
  readonly text: string
  readonly fields: Fields
  /** Where what was taken ends. */
  end: number
  /** Read only when it is asked for, so that of two faults the one further left is told. */
  next: Token | null
  depth: number
  nodes: number
  /** Instructions of the patterns so far. */
  programs: number
}

export const openReader = (text: string, fields: Fields): Reader => ({
  text,
  fields,
  end: 0,
  next: null,
  depth: 0,
  nodes: 0,
  programs: 0,
})

export function peek(reader: Reader): Token {
  reader.next ??= readToken(reader.text, reader.end)
  return reader.next
}

export function take(reader: Reader): Token {
  const token = peek(reader)
  reader.next = null
  reader.end = token.at + token.length
  return token
}

/** A word of the grammar, in any case, or a sign. */
export const isNext = (reader: Reader, symbol: string): boolean => isSymbol(peek(reader), symbol)

export const isSymbol = ({ kind, value }: Token, symbol: string): boolean =>
  (kind === 'word' || kind === 'sign') && value === symbol

export function takeIf(reader: Reader, symbol: string): boolean {
  if (!isNext(reader, symbol)) return false
  take(reader)
  return true
}

export const spanFrom = (reader: Reader, at: number): Span => ({ at, length: reader.end - at })

/** Says what should have stood where the next token stands. */
export function refuseNext(reader: Reader, expected: string): never {
  const token = peek(reader)
  return refuse(token, `Expected ${expected}, but ${describeFound(token)}.`)
}

function describeFound({ kind, source }: Token): string {
  if (kind === 'end') return 'the text ends here'
  const shown = excerpt(source)
  return kind === 'word' || kind === 'sign' ? `found "${shown}"` : `found the ${kind} ${shown}`
}

/** Counts a comparison, an `and`, an `or` or a `not`. */
export function countNode(reader: Reader, span: Span): void {
  reader.nodes += 1
  if (reader.nodes <= NODES_MAX) return
  refuse(span, `This is one more than the ${NODES_MAX} comparisons, "and", "or" and "not" that are read.`)
}

/** Reads what stands inside a parenthesis or behind a `not`; the depth of the stack is bounded by these. */
export function readDeeper<Part>(reader: Reader, span: Span, read: (reader: Reader) => Part): Part {
  reader.depth += 1
  if (reader.depth > DEPTH_MAX) refuse(span, `At most ${DEPTH_MAX} parentheses and "not" may stand inside each other.`)
  const part = read(reader)
  reader.depth -= 1
  return part
}
