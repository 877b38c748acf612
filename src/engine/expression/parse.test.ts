import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPage, sectionOf, tableRowsOf } from '../../../test/support/pages.ts'
import {
  expressionOf,
  faultOf,
  fields,
  nodesOf,
  someExpression,
  withoutSpans,
} from '../../../test/support/expressions.ts'
import { describeExpression } from './describe.ts'
import type { Condition, Expression } from './expression.ts'
import { parseExpression } from './parse.ts'

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`)
const endOf = (text: string): number => day(text) + 86_399_999

const comparisons: readonly (readonly [text: string, field: string, condition: Condition])[] = [
  ['gender = "female"', 'gender', { type: 'text', operator: 'in', values: ['female'] }],
  ['gender="FEMALE"', 'gender', { type: 'text', operator: 'in', values: ['female'] }],
  [`gender in ('a', "B")`, 'gender', { type: 'text', operator: 'in', values: ['a', 'b'] }],
  ['gender in ("a")', 'gender', { type: 'text', operator: 'in', values: ['a'] }],
  ['about contains "Smok"', 'about', { type: 'text', operator: 'contains any', values: ['smok'] }],
  ['about contains any ("a", "b")', 'about', { type: 'text', operator: 'contains any', values: ['a', 'b'] }],
  ['about contains all ("a", "b")', 'about', { type: 'text', operator: 'contains all', values: ['a', 'b'] }],
  ['about contains all ("a")', 'about', { type: 'text', operator: 'contains any', values: ['a'] }],
  ['home.city = "Ｚürich"', 'home.city', { type: 'text', operator: 'in', values: ['zürich'] }],
  [
    String.raw`about matches /^A.*\/b$/`,
    'about',
    { type: 'text', operator: 'matches', values: [{ source: '^A.*/b$', ignoresCase: false }] },
  ],
  [
    'interests matches /x/i',
    'interests',
    { type: 'list', operator: 'matches', values: [{ source: 'x', ignoresCase: true }] },
  ],
  ['interests contains "Climbing"', 'interests', { type: 'list', operator: 'contains any', values: ['climbing'] }],
  [
    'languages contains any ("en", "fr")',
    'languages',
    { type: 'list', operator: 'contains any', values: ['en', 'fr'] },
  ],
  [
    'languages contains all ("en", "fr")',
    'languages',
    { type: 'list', operator: 'contains all', values: ['en', 'fr'] },
  ],
  ['age = 30', 'age', { type: 'number', operator: 'in', values: [30] }],
  ['age = -0', 'age', { type: 'number', operator: 'in', values: [0] }],
  ['age in (20,30.5,-4e1)', 'age', { type: 'number', operator: 'in', values: [20, 30.5, -40] }],
  ['age < 25', 'age', { type: 'number', operator: '<', values: [25] }],
  ['age > 25', 'age', { type: 'number', operator: '>', values: [25] }],
  ['age <= 25', 'age', { type: 'number', operator: 'range', values: [null, 25] }],
  ['age >= 25', 'age', { type: 'number', operator: 'range', values: [25, null] }],
  ['age in 25..35', 'age', { type: 'number', operator: 'range', values: [25, 35] }],
  ['age in 1.5..2.5', 'age', { type: 'number', operator: 'range', values: [1.5, 2.5] }],
  ['age in -5 .. -5', 'age', { type: 'number', operator: 'range', values: [-5, -5] }],
  ['age in 25..', 'age', { type: 'number', operator: 'range', values: [25, null] }],
  ['age in ..35', 'age', { type: 'number', operator: 'range', values: [null, 35] }],
  ['visible = true', 'visible', { type: 'boolean', operator: 'in', values: [true] }],
  ['visible = FALSE', 'visible', { type: 'boolean', operator: 'in', values: [false] }],
  ['last_active < 2026-01-31', 'last_active', { type: 'instant', operator: '<', values: [day('2026-01-31')] }],
  ['last_active > 2026-01-31', 'last_active', { type: 'instant', operator: '>', values: [endOf('2026-01-31')] }],
  [
    'last_active <= 2026-01-31',
    'last_active',
    { type: 'instant', operator: 'range', values: [null, endOf('2026-01-31')] },
  ],
  [
    'last_active >= 2026-01-31',
    'last_active',
    { type: 'instant', operator: 'range', values: [day('2026-01-31'), null] },
  ],
  [
    'last_active = 2026-01-31',
    'last_active',
    { type: 'instant', operator: 'range', values: [day('2026-01-31'), endOf('2026-01-31')] },
  ],
  [
    'last_active in 2026-01-01..2026-01-31',
    'last_active',
    { type: 'instant', operator: 'range', values: [day('2026-01-01'), endOf('2026-01-31')] },
  ],
  [
    'last_active > 2026-01-31T01:00+01:00',
    'last_active',
    { type: 'instant', operator: '>', values: [day('2026-01-31')] },
  ],
  ['age is known', 'age', { type: 'number', operator: 'is known', values: [] }],
  ['interests IS Unknown', 'interests', { type: 'list', operator: 'is unknown', values: [] }],
]

test.each(comparisons)('%s', (text, field, condition) => {
  const span = { at: 0, length: text.length }
  expect(expressionOf(text)).toEqual({ kind: 'comparison', field, ...condition, span })
})

/** The shape alone: letters for comparisons. */
function shapeOf(expression: Expression): string {
  if (expression.kind === 'comparison') return String(expression.values[0])
  if (expression.kind === 'not') return `not(${shapeOf(expression.part)})`
  return `${expression.kind}(${expression.parts.map(shapeOf).join()})`
}

test.each([
  ['age = 1 and age = 2', 'and(1,2)'],
  ['age = 1 AND age = 2 And age = 3', 'and(1,2,3)'],
  ['age = 1 or age = 2 and age = 3', 'or(1,and(2,3))'],
  ['age = 1 and age = 2 or age = 3', 'or(and(1,2),3)'],
  ['age = 1 and (age = 2 or age = 3)', 'and(1,or(2,3))'],
  ['(age = 1 and age = 2) and age = 3', 'and(and(1,2),3)'],
  ['not age = 1 and age = 2', 'and(not(1),2)'],
  ['not (age = 1 and age = 2)', 'not(and(1,2))'],
  ['not not age = 1', 'not(not(1))'],
  ['((age = 1))', '1'],
  ['age != 1', 'not(1)'],
  ['age not in (1)', 'not(1)'],
  ['not age not in (1)', 'not(not(1))'],
  ['about not contains "a"', 'not(a)'],
  ['visible != true or age=1', 'or(not(true),1)'],
  ['age=1and age=2', 'and(1,2)'],
  ['\n\tage\u00A0= 1\r\n', '1'],
])('%s is %s', (text, shape) => {
  expect(shapeOf(expressionOf(text))).toBe(shape)
})

test('each part says where it stands, with its parentheses', () => {
  const text = ' not (age = 1 or visible != true)  and gender = "a" '
  const pieces = nodesOf(expressionOf(text)).map(({ span }) => text.slice(span.at, span.at + span.length))
  expect(pieces).toEqual([
    'not (age = 1 or visible != true)  and gender = "a"',
    'not (age = 1 or visible != true)',
    '(age = 1 or visible != true)',
    'age = 1',
    'visible != true',
    'visible != true',
    'gender = "a"',
  ])
})

test('the piece that a part names says by itself what the part says', () => {
  fc.assert(
    fc.property(someExpression, (expression) => {
      const text = describeExpression(expression)
      fc.pre(text.length <= 4000)
      for (const node of nodesOf(expressionOf(text))) {
        const piece = text.slice(node.span.at, node.span.at + node.span.length)
        expect(withoutSpans(expressionOf(piece))).toEqual(withoutSpans(node))
      }
    }),
  )
})

test('the words of the grammar may be fields, but for and, or and not', () => {
  const odd = { in: 'number', is: 'text', contains: 'list', true: 'boolean', größe_2: 'number', _a: 'number' } as const
  const text = 'in in 1..2 and is is known and contains contains "a" and true = true and größe_2 > 1 and _a = 1'
  expect(parseExpression(text, odd)).toHaveProperty('expression.parts.length', 6)
  expect(parseExpression('and = 1', { and: 'number' })).toHaveProperty('fault.at', 0)
})

test('every example of the README can be read', async () => {
  const rows = tableRowsOf(sectionOf(await readPage('src/engine/expression/README.md'), 'How it is written'))
  const named = { ...fields, name: 'text' } as const
  const examples = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, text = '']) => text))
  expect(examples.length).toBeGreaterThan(20)
  expect(examples.filter((text) => 'fault' in parseExpression(text, named))).toEqual([])
})

/** What an expression is made of, so that random ones get past the first word. */
const pieces = fc.constantFrom(
  ...Object.keys(fields),
  ...'and or not in contains any all matches is known unknown true false'.split(' '),
  ...'( ( ) ) , .. = != < <= > >= == "a" \'b\' "\\q" 25 -1 2026-01-31 2026-02-30 /a/ /(/ / " % agee'.split(' '),
)

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }),
  fc.array(pieces, { maxLength: 12 }).map((words) => words.join(' ')),
  fc.array(pieces, { maxLength: 12 }).map((words) => words.join('')),
)

test('any text is an expression or has a fault within it, told in a sentence', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseExpression(text, fields)
      if ('expression' in parsed) return
      const { at, length, message } = parsed.fault
      expect(at).toBeGreaterThanOrEqual(0)
      expect(length).toBeGreaterThanOrEqual(at < text.length ? 1 : 0)
      expect(at + length).toBeLessThanOrEqual(text.length)
      expect(message).toMatch(/^[A-Z"\\][^]*[.?]$/u)
    }),
    { numRuns: 2000 },
  )
})

test('a text that is cut off has its fault where it was cut, or is an expression', () => {
  const whole = 'not (age in 25..35 or gender in ("a", "b")) and about matches /x/i and visible != true'
  for (let end = 0; end < whole.length; end += 1) {
    const parsed = parseExpression(whole.slice(0, end), fields)
    if ('fault' in parsed) expect(parsed.fault.at + parsed.fault.length, whole.slice(0, end)).toBeLessThanOrEqual(end)
  }
  expect(faultOf(whole.slice(0, 48)).at).toBe(48)
})
