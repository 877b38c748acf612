import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expressionOf, someExpression, someRecord } from '../../../test/support/expressions.ts'
import { evaluate } from './evaluate.ts'
import type { ExpressionRecord } from './evaluate.ts'
import type { Comparison, Expression } from './expression.ts'

const anna = {
  age: 31,
  gender: 'Female',
  about: 'I climb, and I smoke. ΟΔΟΣ',
  interests: ['Climbing', 'rock music'],
  languages: [],
  visible: false,
  last_active: new Date('2026-01-31T23:59:59.999Z'),
  'home.city': null,
} as const

test.each([
  ['age in 25..35 and interests contains "climbing"', true],
  ['age in 31..31', true],
  ['age in 32..', false],
  ['age in ..30', false],
  ['age > 31', false],
  ['age < 31', false],
  ['age >= 31 and age <= 31 and age = 31 and age > 30.9', true],
  ['age in (30, 31)', true],
  ['age != 31', false],
  ['gender = "FEMALE"', true],
  ['gender = "fem"', false],
  ['gender in ("male", "female")', true],
  ['gender not in ("male", "female")', false],
  ['about contains "SMOK"', true],
  ['about contains any ("sail", "climb")', true],
  ['about contains all ("sail", "climb")', false],
  ['about contains all ("smoke", "climb")', true],
  ['about matches /^i/', false],
  ['about matches /^i/i', true],
  ['about matches /climb, and I/', true],
  ['interests contains "climb"', false],
  ['interests contains any ("sailing", "CLIMBING")', true],
  ['interests contains all ("sailing", "climbing")', false],
  ['interests contains all ("rock music", "climbing")', true],
  ['interests matches /^rock/', true],
  ['interests matches /^climbing/', false],
  ['languages contains "en"', false],
  ['languages not contains "en"', true],
  ['languages is known', true],
  ['visible = false', true],
  ['visible = true', false],
  ['last_active = 2026-01-31', true],
  ['last_active > 2026-01-31', false],
  ['last_active >= 2026-01-31', true],
  ['last_active < 2026-02-01', true],
  ['last_active <= 2026-01-30', false],
  ['last_active in 2026-01-01..2026-01-31', true],
  ['last_active in 2026-01-01..2026-01-31T23:59:59.998Z', false],
  ['home.city = "Zürich"', null],
  ['not home.city = "Zürich"', null],
  ['home.city is known', false],
  ['home.city is unknown', true],
])('%s: %s', (text, answer) => {
  expect(evaluate(expressionOf(text), anna)).toBe(answer)
})

const truths = { yes: 'age = 31', no: 'age = 1', unknown: 'home.city = "x"' }

test.each([
  ['yes', 'yes', true, true],
  ['yes', 'no', false, true],
  ['yes', 'unknown', null, true],
  ['no', 'no', false, false],
  ['no', 'unknown', false, null],
  ['unknown', 'unknown', null, null],
] as const)('of %s and %s the logic of Kleene makes %s and %s', (one, other, both, either) => {
  for (const [left, right] of [
    [truths[one], truths[other]],
    [truths[other], truths[one]],
  ]) {
    expect(evaluate(expressionOf(`${left} and ${right}`), anna)).toBe(both)
    expect(evaluate(expressionOf(`${left} or ${right}`), anna)).toBe(either)
  }
})

test.each([
  ['age = 31', { age: '31' }],
  ['age < 31', { age: Number.NaN }],
  ['age < 31', { age: undefined }],
  ['age < 31', {}],
  ['gender = "31"', { gender: 31 }],
  ['interests contains "a"', { interests: 'a' }],
  ['visible = true', { visible: 'true' }],
  ['last_active > 2026-01-01', { last_active: '2026-02-01' }],
  ['last_active > 2026-01-01', { last_active: 1e15 }],
  ['last_active > 2026-01-01', { last_active: new Date(Number.NaN) }],
  ['last_active > 2026-01-01', { last_active: [] }],
])('a fact that is missing or of another type is not known: %s of %j', (text, record) => {
  const [field] = text.split(' ')
  expect(evaluate(expressionOf(text), record as ExpressionRecord)).toBeNull()
  expect(evaluate(expressionOf(`${field} is unknown`), record as ExpressionRecord)).toBe(true)
})

test('what a record inherits is no fact', () => {
  const heir = Object.create({ gender: 'female' }) as ExpressionRecord
  expect(evaluate(expressionOf('gender = "female"'), heir)).toBeNull()
  expect(evaluate(expressionOf('gender is known'), heir)).toBe(false)
})

test('an expression that comes as data is as good as one that was read', () => {
  const expression = expressionOf('about matches /^i/i and last_active in 2026-01-01..2026-01-31 and age in (30, 31)')
  expect(evaluate(JSON.parse(JSON.stringify(expression)) as Expression, anna)).toBe(true)
})

test('not both is one that is not, and not either is neither', () => {
  const nowhere = { at: 0, length: 0 }
  const not = (part: Expression): Expression => ({ kind: 'not', part, span: nowhere })
  fc.assert(
    fc.property(
      fc.constantFrom(['and', 'or'] as const, ['or', 'and'] as const),
      fc.array(someExpression, { minLength: 2, maxLength: 3 }),
      someRecord,
      ([kind, dual], parts, record) => {
        const inner = evaluate(not({ kind, parts, span: nowhere }), record)
        const outer = evaluate({ kind: dual, parts: parts.map(not), span: nowhere }, record)
        expect(inner).toBe(outer)
      },
    ),
  )
})

type Known = string | number | boolean | Date | readonly string[]

const spelt = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC')

/** The same again, as plainly as it can be said: 0 is false, ½ unknown, 1 true. */
function truthOf(expression: Expression, record: Readonly<Record<string, Known | null>>): number {
  if (expression.kind === 'not') return 1 - truthOf(expression.part, record)
  if (expression.kind === 'and') return Math.min(...expression.parts.map((part) => truthOf(part, record)))
  if (expression.kind === 'or') return Math.max(...expression.parts.map((part) => truthOf(part, record)))
  const fact = record[expression.field] ?? null
  if (expression.operator === 'is known') return fact === null ? 0 : 1
  if (expression.operator === 'is unknown') return fact === null ? 1 : 0
  if (fact === null) return 0.5
  return isTrue(expression, fact instanceof Date ? fact.getTime() : fact) ? 1 : 0
}

function isTrue({ operator, values }: Comparison, fact: Exclude<Known, Date>): boolean {
  const texts = typeof fact === 'object' ? fact : [String(fact)]
  const has = (value: unknown): boolean =>
    typeof fact === 'object'
      ? fact.map(spelt).indexOf(String(value)) >= 0
      : spelt(String(fact)).indexOf(String(value)) >= 0
  const [first, second] = values
  if (operator === '<') return Number(fact) - Number(first) < 0
  if (operator === '>') return Number(fact) - Number(first) > 0
  if (operator === 'range')
    return !(first !== null && Number(fact) < Number(first)) && !(second !== null && Number(fact) > Number(second))
  if (operator === 'contains any') return values.filter(has).length > 0
  if (operator === 'contains all') return values.filter(has).length === values.length
  if (operator === 'in') return values.map(String).indexOf(typeof fact === 'string' ? spelt(fact) : String(fact)) >= 0
  const { source, ignoresCase } = first as { source: string; ignoresCase: boolean }
  return texts.filter((text) => new RegExp(source, ignoresCase ? 'iu' : 'u').exec(text)).length > 0
}

test('whatever is asked of whatever record, the answer is that of the plainest reading', () => {
  fc.assert(
    fc.property(someExpression, someRecord, (expression, record) => {
      const truth = truthOf(expression, record)
      expect(evaluate(expression, record)).toBe(truth === 0.5 ? null : truth === 1)
    }),
    { numRuns: 2000 },
  )
})

test('a pattern that takes other engines years is asked of a long text', () => {
  const about = 'a'.repeat(50_000)
  expect(evaluate(expressionOf('about matches /(a+)+$/'), { about })).toBe(true)
  expect(evaluate(expressionOf('about matches /^(a+)+$/'), { about: `b${about}` })).toBe(false)
})

test('a pattern looks at the first 4,000 characters of a text', () => {
  expect(evaluate(expressionOf('about matches /b/'), { about: `${'a'.repeat(3999)}b` })).toBe(true)
  expect(evaluate(expressionOf('about matches /b/'), { about: `${'a'.repeat(4000)}b` })).toBe(false)
})

test('one text is asked for many pieces, and then another', () => {
  const contains = (about: string): unknown => evaluate(expressionOf('about contains all ("KLIMT", "é")'), { about })
  expect([contains('Klimt, cafe\u0301'), contains('Klimt'), contains('Klimt, cafe\u0301')]).toEqual([true, false, true])
})

test('of the entries of a list only the first four thousand characters are held against a pattern, all together', () => {
  const filling = Array.from({ length: 40 }, () => 'a'.repeat(100))
  expect(evaluate(expressionOf('interests matches /b/'), { interests: ['b', ...filling] })).toBe(true)
  expect(evaluate(expressionOf('interests matches /b/'), { interests: [...filling, 'b'] })).toBe(false)
})

test('a list is not taken for another that was asked before', () => {
  const both = expressionOf('interests contains "x" or interests contains "y"')
  expect(evaluate(both, { interests: ['X'] })).toBe(true)
  expect(evaluate(both, { interests: ['z'] })).toBe(false)
  expect(evaluate(both, { interests: ['Y'] })).toBe(true)
})
