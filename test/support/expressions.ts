/** Expressions to be tried, as texts and as random data. */
import fc from 'fast-check'
import { foldText, parseExpression } from '../../src/engine/index.ts'
import type { Comparison, Condition, Expression, ExpressionFault, Fields, Pattern } from '../../src/engine/index.ts'

export const fields = {
  age: 'number',
  gender: 'text',
  about: 'text',
  interests: 'list',
  languages: 'list',
  visible: 'boolean',
  last_active: 'instant',
  'home.city': 'text',
} as const satisfies Fields

/** What a text says; fails on a text that says nothing. */
export function expressionOf(text: string): Expression {
  const parsed = parseExpression(text, fields)
  if ('fault' in parsed) throw new Error(`${parsed.fault.message} (at ${parsed.fault.at} of ${text})`)
  return parsed.expression
}

/** What is wrong with a text; fails on one that can be read. */
export function faultOf(text: string): ExpressionFault {
  const parsed = parseExpression(text, fields)
  if ('fault' in parsed) return parsed.fault
  throw new Error(`This was read: ${text}`)
}

const nowhere = { at: 0, length: 0 }

/** Two texts may say the same at different places. */
export function withoutSpans(expression: Expression): Expression {
  if (expression.kind === 'comparison') return { ...expression, span: nowhere }
  if (expression.kind === 'not') return { ...expression, part: withoutSpans(expression.part), span: nowhere }
  return { ...expression, parts: expression.parts.map(withoutSpans), span: nowhere }
}

/** All of its nodes, itself first. */
export function nodesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'comparison') return [expression]
  if (expression.kind === 'not') return [expression, ...nodesOf(expression.part)]
  return [expression, ...expression.parts.flatMap(nodesOf)]
}

/** Few letters, so that values meet records; and any character but NUL, which no text holds. */
export const someText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'ß', 'É', '"', '\\', '/', "'"), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 5 }).map((text) => text.replaceAll('\0', '')),
)

const someNumber = fc
  .oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((number) => number + 0)

/** 0000-01-01 to 9999-12-31, often the edge of a day. */
export const someInstant = fc.oneof(
  fc.integer({ min: -719_528, max: 2_932_896 }).map((day) => day * 86_400_000),
  fc.integer({ min: -719_528, max: 2_932_896 }).map((day) => day * 86_400_000 + 86_399_999),
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
)

/** Those that mean the same to RE2 and to JavaScript. */
const somePattern: fc.Arbitrary<Pattern> = fc.record({
  source: fc.constantFrom('^a.*b$', '(a+)+$', '[ab]{2}', 'a/b', String.raw`\\/`, String.raw`\x61`, '', 'a|É', '^$'),
  ignoresCase: fc.boolean(),
})

const folded = someText.map(foldText)
const somePair = fc.constantFrom('contains any' as const, 'contains all' as const)

const rangeOf = (bound: fc.Arbitrary<number>) =>
  fc.oneof(
    bound.map((from) => [from, null] as const),
    bound.map((to) => [null, to] as const),
    fc.tuple(bound, bound).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const),
  )

const orderOf = (type: 'number' | 'instant', bound: fc.Arbitrary<number>): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.tuple(fc.constantFrom('<' as const, '>' as const), bound).map(([operator, value]) => ({
      type,
      operator,
      values: [value] as const,
    })),
    rangeOf(bound).map((values) => ({ type, operator: 'range' as const, values })),
  )

const searchOf = (type: 'text' | 'list'): fc.Arbitrary<Condition> =>
  fc.oneof(
    folded.map((value) => ({ type, operator: 'contains any' as const, values: [value] })),
    fc.tuple(somePair, fc.array(folded, { minLength: 2, maxLength: 3 })).map(([operator, values]) => ({
      type,
      operator,
      values,
    })),
    somePattern.map((pattern) => ({ type, operator: 'matches' as const, values: [pattern] as const })),
  )

const amongOf = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 })

const conditions = {
  text: fc.oneof(
    searchOf('text'),
    amongOf(folded).map((values) => ({ type: 'text' as const, operator: 'in' as const, values })),
  ),
  number: fc.oneof(
    orderOf('number', someNumber),
    amongOf(someNumber).map((values) => ({ type: 'number' as const, operator: 'in' as const, values })),
  ),
  list: searchOf('list'),
  boolean: fc.boolean().map((value) => ({ type: 'boolean' as const, operator: 'in' as const, values: [value] })),
  instant: orderOf('instant', someInstant),
}

const someComparison: fc.Arbitrary<Comparison> = fc
  .constantFrom(...(Object.keys(fields) as (keyof typeof fields)[]))
  .chain((field) => {
    const type = fields[field]
    const knowledge = fc.constantFrom('is known' as const, 'is unknown' as const)
    const conditionOf: fc.Arbitrary<Condition> = fc.oneof(
      { weight: 5, arbitrary: conditions[type] },
      { weight: 1, arbitrary: knowledge.map((operator) => ({ type, operator, values: [] as const })) },
    )
    return conditionOf.map((condition) => ({ kind: 'comparison' as const, field, ...condition, span: nowhere }))
  })

/** As the parser would make them, but from nowhere. */
export const someExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    someComparison,
    tie('expression').map((part) => ({ kind: 'not' as const, part, span: nowhere })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, parts]) => ({ kind, parts, span: nowhere })),
  ),
})).expression

const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })

/** A record of the fields, of which any may be unknown. */
export const someRecord = fc.record({
  age: orNull(someNumber),
  gender: orNull(someText),
  about: orNull(someText),
  interests: orNull(fc.array(someText, { maxLength: 3 })),
  languages: orNull(fc.array(someText, { maxLength: 3 })),
  visible: orNull(fc.boolean()),
  last_active: orNull(someInstant.map((instant) => new Date(instant))),
  'home.city': orNull(someText),
})
