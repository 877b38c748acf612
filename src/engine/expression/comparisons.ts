/** Reads one comparison: a field, what is asked of it, and the values. */
import type { Comparison, Condition, Expression, FieldType, Negation, Span } from './expression.ts'
import { excerpt, listChoices, refuse } from './faults.ts'
import { suggestField } from './nearest-field.ts'
import { countNode, isNext, isSymbol, peek, readDeeper, refuseNext, spanFrom, take, takeIf } from './reader.ts'
import type { Reader } from './reader.ts'
import { readBoolean, readInstant, readList, readNumber, readPattern, readRange, readText } from './values.ts'

/** What may be asked of which field, in the order in which a fault lists it. */
const operators: Readonly<Record<FieldType, readonly string[]>> = {
  text: ['=', '!=', 'in', 'contains', 'matches', 'is'],
  number: ['=', '!=', '<', '<=', '>', '>=', 'in', 'is'],
  list: ['contains', 'matches', 'is'],
  boolean: ['=', '!=', 'is'],
  instant: ['=', '!=', '<', '<=', '>', '>=', 'in', 'is'],
}

/** Those that may stand behind a `not` in the middle of a comparison. */
const afterNot: ReadonlySet<string> = new Set(['in', 'contains', 'matches'])

const named: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  number: 'a number',
  list: 'a list',
  boolean: 'true or false',
  instant: 'a date',
}

interface Subject {
  readonly field: string
  readonly type: FieldType
  readonly at: number
}

/** `!=` and `not in` become a negation of the whole, so that whoever compiles an expression meets one kind of "not". */
export function readComparison(reader: Reader): Comparison | Negation {
  const subject = readSubject(reader)
  countNode(reader, spanFrom(reader, subject.at))
  const sign = peek(reader)
  const choices = operators[subject.type]
  const negatable = choices.filter((choice) => afterNot.has(choice))
  const isNot = negatable.length > 0 && takeIf(reader, 'not')
  if (isNot) return negate(reader, sign, () => compare(reader, subject, negatable))
  if (isSymbol(sign, '!=')) return negate(reader, sign, () => compare(reader, subject, choices))
  return compare(reader, subject, choices)
}

/** `sign` is what says "not": it may stand before the part or inside it. */
export function negate(reader: Reader, sign: Span, read: (reader: Reader) => Expression): Negation {
  countNode(reader, sign)
  const part = readDeeper(reader, sign, read)
  return { kind: 'not', part, span: spanFrom(reader, Math.min(sign.at, part.span.at)) }
}

function readSubject(reader: Reader): Subject {
  const { kind, source: field, value, at, length } = peek(reader)
  if (kind !== 'word' || value === 'and' || value === 'or') return refuseNext(reader, 'a field')
  const type = Object.hasOwn(reader.fields, field) ? reader.fields[field] : undefined
  if (type === undefined) {
    const suggestion = suggestField(field, Object.keys(reader.fields))
    return refuse({ at, length }, `There is no field "${excerpt(field)}". ${suggestion}`)
  }
  take(reader)
  return { field, type, at }
}

function compare(reader: Reader, { field, type, at }: Subject, choices: readonly string[]): Comparison {
  const operator = choices.find((choice) => isNext(reader, choice))
  if (operator === undefined) {
    return refuseNext(reader, `${listChoices(choices)} after "${excerpt(field)}", which is ${named[type]}`)
  }
  take(reader)
  const condition = readCondition(reader, type, operator)
  return { kind: 'comparison', field, ...condition, span: spanFrom(reader, at) }
}

function readCondition(reader: Reader, type: FieldType, operator: string): Condition {
  if (operator === 'is') return readKnowledge(reader, type)
  if (type === 'boolean') return { type, operator: 'in', values: [readBoolean(reader)] }
  if (type === 'number' || type === 'instant') return readOrder(reader, type, operator)
  return readSearch(reader, type, operator)
}

function readKnowledge(reader: Reader, type: FieldType): Condition {
  if (takeIf(reader, 'known')) return { type, operator: 'is known', values: [] }
  if (takeIf(reader, 'unknown')) return { type, operator: 'is unknown', values: [] }
  return refuseNext(reader, 'known or unknown')
}

/** A day is all of its instants: what is later than a day is later than its last. */
function readOrder(reader: Reader, type: 'number' | 'instant', operator: string): Condition {
  if (type === 'number' && operator === 'in' && isNext(reader, '(')) {
    return { type, operator: 'in', values: readList(reader, readNumber) }
  }
  const readBound = type === 'number' ? readNumberAsMoment : readInstant
  if (operator === 'in') return { type, operator: 'range', values: readRange(reader, readBound) }
  const { first, last } = readBound(reader)
  if (operator === '<') return { type, operator, values: [first] }
  if (operator === '>') return { type, operator, values: [last] }
  if (operator === '<=') return { type, operator: 'range', values: [null, last] }
  if (operator === '>=') return { type, operator: 'range', values: [first, null] }
  if (type === 'number') return { type, operator: 'in', values: [first] }
  return { type, operator: 'range', values: [first, last] }
}

const readNumberAsMoment = (reader: Reader) => {
  const number = readNumber(reader)
  return { first: number, last: number }
}

function readSearch(reader: Reader, type: 'text' | 'list', operator: string): Condition {
  if (operator === 'matches') return { type, operator, values: [readPattern(reader)] }
  if (operator === 'contains') return readContents(reader, type)
  const values = operator === 'in' ? readList(reader, readText) : [readText(reader)]
  return { type: 'text', operator: 'in', values }
}

/** All of one is any of one, and is kept as such. */
function readContents(reader: Reader, type: 'text' | 'list'): Condition {
  if (peek(reader).kind === 'text') return { type, operator: 'contains any', values: [readText(reader)] }
  const isAll = isNext(reader, 'all')
  if (!isAll && !isNext(reader, 'any')) return refuseNext(reader, 'a text in quotes, any or all')
  take(reader)
  const values = readList(reader, readText)
  return { type, operator: isAll && values.length > 1 ? 'contains all' : 'contains any', values }
}
