/** Reads the values of a comparison. */
import type { Pattern, Range } from './expression.ts'
import { foldText } from './fold-text.ts'
import { refuse } from './faults.ts'
import type { Moment } from './instants.ts'
import { programsMax, programSize } from './patterns.ts'
import { isNext, peek, refuseNext, spanFrom, take, takeIf } from './reader.ts'
import type { Reader } from './reader.ts'
import type { Token } from './tokens.ts'

const LIST_MAX = 1000

export function readText(reader: Reader): string {
  const token = peek(reader)
  if (token.kind !== 'text') return refuseNext(reader, 'a text in quotes')
  take(reader)
  return foldText(token.value)
}

export function readNumber(reader: Reader): number {
  const token = peek(reader)
  if (token.kind !== 'number') return refuseNext(reader, 'a number')
  take(reader)
  return token.value
}

export function readInstant(reader: Reader): Moment {
  const token = peek(reader)
  if (token.kind !== 'instant') return refuseNext(reader, 'a date like 2026-01-31, without quotes')
  take(reader)
  return token.value
}

export function readBoolean(reader: Reader): boolean {
  if (takeIf(reader, 'true')) return true
  if (takeIf(reader, 'false')) return false
  return refuseNext(reader, 'true or false')
}

export function readPattern(reader: Reader): Pattern {
  const token = peek(reader)
  if (token.kind !== 'pattern') return refuseNext(reader, 'a pattern like /^a.*b$/i')
  take(reader)
  reader.programs += programSize(token.value)
  if (reader.programs > programsMax) refuse(token, TOO_MANY)
  return token.value
}

const TOO_MANY =
  'The patterns of this expression are too much together: each takes its time for each text that it is held against.'

/** One value or more, in parentheses. */
export function readList<Value>(reader: Reader, read: (reader: Reader) => Value): readonly Value[] {
  if (!takeIf(reader, '(')) return refuseNext(reader, 'values in parentheses')
  const values: Value[] = []
  do {
    if (values.length === LIST_MAX) refuse(peek(reader), `A list may have ${LIST_MAX} values; this is one more.`)
    values.push(read(reader))
  } while (takeIf(reader, ','))
  if (!takeIf(reader, ')')) return refuseNext(reader, '"," or ")"')
  return values
}

/** Both ends belong to it, and one may be missing: `25..35`, `25..`, `..35`. */
export function readRange(reader: Reader, read: (reader: Reader) => Moment): Range {
  const { at } = peek(reader)
  const from = isNext(reader, '..') ? null : read(reader).first
  if (!takeIf(reader, '..')) return refuseNext(reader, '".." and the other end of the range')
  const isOpen = from !== null && !valueKinds.has(peek(reader).kind)
  const to = isOpen ? null : read(reader).last
  if (from !== null && to !== null && from > to) refuse(spanFrom(reader, at), 'This range ends before it begins.')
  return [from, to]
}

const valueKinds: ReadonlySet<Token['kind']> = new Set(['text', 'number', 'instant', 'pattern'])
