/** Cuts a text into the words, values and signs of an expression, one at a time. */
import type { Pattern, Span } from './expression.ts'
import { excerpt, refuse } from './faults.ts'
import { readMoment } from './instants.ts'
import type { Moment } from './instants.ts'
import { readPattern } from './patterns.ts'
import { readQuoted } from './quoted-text.ts'

export type Token =
  | Piece<'word' | 'sign' | 'end', string>
  | Piece<'text', string>
  | Piece<'number', number>
  | Piece<'instant', Moment>
  | Piece<'pattern', Pattern>

/** `source` as it stands in the text. The value of a word is in lower case: those of the grammar have no case. */
interface Piece<Kind extends string, Value> extends Span {
  readonly kind: Kind
  readonly source: string
  readonly value: Value
}

const SPACE = /\s*/uy
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*/uy
/** Also takes what only looks like a date, so that the fault names all of it. */
const INSTANT = /\d{4}-\d\d-\d\d(?:T\d[\d:]*(?:\.\d+)?(?:Z|[+-][\d:]+)?)?/iuy
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/iuy
const TEXT = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/uy
const PATTERN = /\/(?:[^/\\]|\\[^])*\/[\p{L}\p{N}_]*/uy
/** Signs of other languages too: `==` is one mistake, not two. */
const SIGN = /\.\.|[=!<>~&|]+|[(),]/uy

/** The first token at or after `at`; behind the last one stands the end. */
export function readToken(text: string, at: number): Token {
  const start = at + (find(SPACE, text, at) ?? '').length
  if (start === text.length) return { kind: 'end', source: '', value: '', at: start, length: 0 }
  return (
    readWord(text, start) ?? readQuotedValue(text, start) ?? readPlainValue(text, start) ?? refuseStart(text, start)
  )
}

function readWord(text: string, at: number): Token | null {
  const word = find(WORD, text, at)
  if (word !== null) return { kind: 'word', ...placed(word, at), value: word.toLowerCase() }
  const sign = find(SIGN, text, at)
  return sign === null ? null : { kind: 'sign', ...placed(sign, at), value: sign }
}

function readQuotedValue(text: string, at: number): Token | null {
  const quoted = find(TEXT, text, at)
  if (quoted !== null) return { kind: 'text', ...placed(quoted, at), value: readQuoted(quoted, at) }
  const pattern = find(PATTERN, text, at)
  return pattern === null ? null : { kind: 'pattern', ...placed(pattern, at), value: readPattern(pattern, at) }
}

function readPlainValue(text: string, at: number): Token | null {
  const instant = find(INSTANT, text, at)
  if (instant !== null) return { kind: 'instant', ...placed(instant, at), value: readExistingMoment(instant, at) }
  const number = find(NUMBER, text, at)
  return number === null ? null : { kind: 'number', ...placed(number, at), value: readFinite(number, at) }
}

function readExistingMoment(source: string, at: number): Moment {
  const moment = readMoment(source)
  const span = { at, length: source.length }
  return moment ?? refuse(span, `"${excerpt(source)}" is no date or time: write 2026-01-31 or 2026-01-31T18:30Z.`)
}

/** Zero has no sign here: written back, it would lose it. */
function readFinite(source: string, at: number): number {
  const number = Number(source) + 0
  if (Number.isFinite(number)) return number
  return refuse({ at, length: source.length }, `The number "${excerpt(source)}" is too large.`)
}

function refuseStart(text: string, at: number): never {
  const [character = ''] = text.slice(at, at + 2)
  const span = { at, length: character.length }
  if (/["']/u.test(character)) return refuse(span, `The text that begins with ${character} has no end.`)
  if (character === '/') return refuse(span, 'The pattern that begins with / has no end.')
  return refuse(span, `The character "${character}" means nothing here.`)
}

const placed = (source: string, at: number) => ({ source, at, length: source.length })

function find(form: RegExp, text: string, at: number): string | null {
  form.lastIndex = at
  return form.exec(text)?.[0] ?? null
}
