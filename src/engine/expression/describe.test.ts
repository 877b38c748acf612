import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expressionOf, someExpression, withoutSpans } from '../../../test/support/expressions.ts'
import { describeExpression } from './describe.ts'

test.each([
  ['age IN 25..35   and (interests contains "Climbing")', 'age in 25..35 and interests contains "climbing"'],
  ['age in 25.. or age in ..35', 'age >= 25 or age <= 35'],
  ['age=1 or age>2 or age<3.50', 'age = 1 or age > 2 or age < 3.5'],
  ['(age = 1 or age = 2) and age = 3', '(age = 1 or age = 2) and age = 3'],
  ['(age = 1 and age = 2) or age = 3', 'age = 1 and age = 2 or age = 3'],
  ['(age = 1 or age = 2) or age = 3', '(age = 1 or age = 2) or age = 3'],
  ['not (about contains "smok")', 'not about contains "smok"'],
  ['not (age = 1 and age = 2)', 'not (age = 1 and age = 2)'],
  ['gender != "male"', 'not gender = "male"'],
  ['gender not in ("a", "b")', 'not gender in ("a", "b")'],
  ['gender in ("a")', 'gender = "a"'],
  [`gender = 'it\\'s "x"'`, String.raw`gender = "it's \"x\""`],
  ['languages contains any ("EN")', 'languages contains "en"'],
  ['languages contains any ("en", "fr")', 'languages contains any ("en", "fr")'],
  ['languages contains all ("en", "fr")', 'languages contains all ("en", "fr")'],
  [String.raw`about matches /A\/b/i`, String.raw`about matches /A\/b/i`],
  ['visible != true', 'not visible = true'],
  ['age is known and gender is unknown', 'age is known and gender is unknown'],
  ['last_active > 2026-01-31 and last_active < 2026-02-02', 'last_active > 2026-01-31 and last_active < 2026-02-02'],
  ['last_active = 2026-01-31', 'last_active in 2026-01-31..2026-01-31'],
  ['last_active <= 2026-01-31T19:30+01:00', 'last_active <= 2026-01-31T18:30:00.000Z'],
  ['last_active > 2026-01-31T00:00Z', 'last_active > 2026-01-31T00:00:00.000Z'],
])('%s is written %s', (text, canonical) => {
  expect(describeExpression(expressionOf(text))).toBe(canonical)
  expect(describeExpression(expressionOf(canonical))).toBe(canonical)
})

test('whatever an expression says, what is written of it says the same', () => {
  fc.assert(
    fc.property(someExpression, (expression) => {
      const text = describeExpression(expression)
      fc.pre(text.length <= 4000)
      expect(withoutSpans(expressionOf(text))).toEqual(expression)
    }),
    { numRuns: 1000 },
  )
})
