/** Writes an expression as a text that reads as the same expression. */
import type { Comparison, Condition, Expression, FieldType, Range } from './expression.ts'
import { describeInstant } from './instants.ts'
import { describePattern } from './patterns.ts'
import { quoteText } from './quoted-text.ts'

/**
 * The one way to write it: no parentheses but those that are needed, `>=` for a range with an open end, texts folded. It
 * may be longer than what was read, so keep that if it is to be read again.
 */
export function describeExpression(expression: Expression): string {
  if (expression.kind === 'comparison') return describeComparison(expression)
  if (expression.kind === 'not') return `not ${describePart(expression.part, ['and', 'or'])}`
  const enclosed: readonly Expression['kind'][] = expression.kind === 'and' ? ['and', 'or'] : ['or']
  return expression.parts.map((part) => describePart(part, enclosed)).join(` ${expression.kind} `)
}

function describePart(part: Expression, enclosed: readonly Expression['kind'][]): string {
  const text = describeExpression(part)
  return enclosed.includes(part.kind) ? `(${text})` : text
}

const describeComparison = (comparison: Comparison): string => `${comparison.field} ${describeCondition(comparison)}`

function describeCondition(condition: Condition): string {
  switch (condition.operator) {
    case 'in':
      return condition.values.length > 1 ? `in ${describeList(condition.values)}` : `= ${describeAll(condition.values)}`
    case '<':
      return `< ${describeBound(condition.type, condition.values[0], 'first')}`
    case '>':
      return `> ${describeBound(condition.type, condition.values[0], 'last')}`
    case 'range':
      return describeRange(condition.type, condition.values)
    case 'contains any':
      return `contains ${condition.values.length > 1 ? `any ${describeList(condition.values)}` : describeAll(condition.values)}`
    case 'contains all':
      return `contains all ${describeList(condition.values)}`
    case 'matches':
      return `matches ${describePattern(condition.values[0])}`
    default:
      return condition.operator
  }
}

type Value = string | number | boolean

const describeAll = (values: readonly Value[]): string =>
  values.map((value) => (typeof value === 'string' ? quoteText(value) : String(value))).join(', ')

const describeList = (values: readonly Value[]): string => `(${describeAll(values)})`

function describeRange(type: FieldType, [from, to]: Range): string {
  const first = from === null ? '' : describeBound(type, from, 'first')
  const last = to === null ? '' : describeBound(type, to, 'last')
  if (first === '') return `<= ${last}`
  return last === '' ? `>= ${first}` : `in ${first}..${last}`
}

const describeBound = (type: FieldType, value: number, edge: 'first' | 'last'): string =>
  type === 'instant' ? describeInstant(value, edge) : String(value)
