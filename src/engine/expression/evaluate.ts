/** Asks an expression of one record. */
import type { Comparison, Expression, FieldType, Junction, Range } from './expression.ts'
import { foldText } from './fold-text.ts'
import { isMatch } from './patterns.ts'

/** What is known: a moment of time is anything that tells its milliseconds, and null is not known. */
export type ExpressionRecord = Readonly<Record<string, Fact | Moment | null>>

type Fact = string | number | boolean | readonly string[]

interface Moment {
  getTime(): number
}

/**
 * Whether the record fits; null where that hangs on a fact that is not known (Kleene's logic: unknown and false is false).
 * A fact of another type than its field is not known either. An empty list or text is known.
 */
export function evaluate(expression: Expression, record: ExpressionRecord): boolean | null {
  if (expression.kind === 'comparison') return evaluateComparison(expression, record)
  if (expression.kind !== 'not') return evaluateJunction(expression, record)
  const part = evaluate(expression.part, record)
  return part === null ? null : !part
}

/** One false part settles an `and`, one true part an `or`. */
function evaluateJunction({ kind, parts }: Junction, record: ExpressionRecord): boolean | null {
  const settling = kind === 'or'
  let isUnknown = false
  for (const part of parts) {
    const value = evaluate(part, record)
    if (value === settling) return settling
    isUnknown ||= value === null
  }
  return isUnknown ? null : !settling
}

function evaluateComparison(comparison: Comparison, record: ExpressionRecord): boolean | null {
  const { field, type, operator } = comparison
  const fact = factOf(type, Object.hasOwn(record, field) ? record[field] : null)
  if (operator === 'is known') return fact !== null
  if (operator === 'is unknown') return fact === null
  return fact === null ? null : holds(comparison, fact)
}

function factOf(type: FieldType, value: ExpressionRecord[string] | undefined): Fact | null {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'number':
      return numberOf(value)
    case 'instant':
      return isMoment(value) ? numberOf(value.getTime()) : null
    case 'list':
      return isList(value) ? value : null
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && !Number.isNaN(value) ? value : null)

const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

const isMoment = (value: unknown): value is Moment => typeof value === 'object' && value !== null && 'getTime' in value

/** `fact` is of the type that the comparison is about. */
function holds(comparison: Comparison, fact: Fact): boolean {
  switch (comparison.operator) {
    case 'in':
      return isAmong(comparison.values, typeof fact === 'string' ? foldText(fact) : fact)
    case '<':
      return Number(fact) < comparison.values[0]
    case '>':
      return Number(fact) > comparison.values[0]
    case 'range':
      return isWithin(comparison.values, Number(fact))
    case 'contains any':
      return comparison.values.some(finderIn(fact))
    case 'contains all':
      return comparison.values.every(finderIn(fact))
    case 'matches':
      return beginnings(textsOf(fact)).some((text) => isMatch(comparison.values[0], text))
    default:
      return comparison.operator === 'is known'
  }
}

/** A pattern takes a twentieth of a millisecond a character at worst, and nobody waits for a novel. */
const MATCHED_CHARACTERS = 4000

/** Of all texts together no more than that. */
function beginnings(texts: readonly string[]): readonly string[] {
  let left = MATCHED_CHARACTERS
  return texts.flatMap((text) => {
    const begun = text.slice(0, left)
    const isCut = left === 0 && text !== ''
    left -= begun.length
    return isCut ? [] : [begun]
  })
}

const isAmong = (values: readonly Fact[], fact: Fact): boolean => values.includes(fact)

const isWithin = ([from, to]: Range, number: number): boolean =>
  number >= (from ?? Number.NEGATIVE_INFINITY) && number <= (to ?? Number.POSITIVE_INFINITY)

/** Finds a piece of a text, or a whole entry of a list. */
function finderIn(fact: Fact): (value: string) => boolean {
  const place = typeof fact === 'string' ? foldAgain(fact) : foldListAgain(textsOf(fact))
  return (value) => place.includes(value)
}

/** One long text is asked for many pieces in a row. */
let lastFolded = { text: '', folded: '' }
function foldAgain(text: string): string {
  if (text !== lastFolded.text) lastFolded = { text, folded: foldText(text) }
  return lastFolded.folded
}

let lastFoldedList: { readonly texts: readonly string[]; readonly folded: readonly string[] } = {
  texts: [],
  folded: [],
}
function foldListAgain(texts: readonly string[]): readonly string[] {
  if (texts !== lastFoldedList.texts) lastFoldedList = { texts, folded: texts.map(foldText) }
  return lastFoldedList.folded
}

function textsOf(fact: Fact): readonly string[] {
  if (typeof fact === 'string') return [fact]
  return isList(fact) ? fact : []
}
