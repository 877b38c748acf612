import { expect, test } from 'vitest'
import { faultOf, fields } from '../../../test/support/expressions.ts'
import { excerpt, listChoices } from './faults.ts'
import { parseExpression } from './parse.ts'

const NUMBER = 'Expected =, !=, <, <=, >, >=, in or is after "age", which is a number, but found '
const known = 'A field is age, gender, about, interests, languages, visible, last_active or home.city.'

/** The piece at fault is set between ›‹. */
test.each([
  ['›‹', 'Expected a field, but the text ends here.'],
  ['  ›‹', 'Expected a field, but the text ends here.'],
  ['›agee‹ = 5', 'There is no field "agee". Did you mean "age"?'],
  ['›Age‹ = 5', 'There is no field "Age". Did you mean "age"?'],
  ['›height‹ = 5', `There is no field "height". ${known}`],
  ['›constructor‹ = 5', `There is no field "constructor". ${known}`],
  ['›__proto__‹ = 5', `There is no field "__proto__". ${known}`],
  ['›age.x.y‹ = 5', `There is no field "age.x.y". ${known}`],
  ['›5‹ = age', 'Expected a field, but found the number 5.'],
  ['›and‹ age = 5', 'Expected a field, but found "and".'],
  ['age = 5 and ›or‹ age = 5', 'Expected a field, but found "or".'],
  ['age = 5 and›‹', 'Expected a field, but the text ends here.'],
  ['not›‹', 'Expected a field, but the text ends here.'],
  ['(›)‹', 'Expected a field, but found ")".'],
  ['age›‹', `Expected =, !=, <, <=, >, >=, in or is after "age", which is a number, but the text ends here.`],
  ['age ›contains‹ "x"', `${NUMBER}"contains".`],
  ['age ›==‹ 5', `${NUMBER}"==".`],
  ['age ›=>‹ 5', `${NUMBER}"=>".`],
  ['age ›5‹', `${NUMBER}the number 5.`],
  ['age not ›=‹ 5', 'Expected in after "age", which is a number, but found "=".'],
  ['about not ›is‹ known', 'Expected in, contains or matches after "about", which is a text, but found "is".'],
  ['gender ›<‹ "a"', 'Expected =, !=, in, contains, matches or is after "gender", which is a text, but found "<".'],
  ['languages ›=‹ "en"', 'Expected contains, matches or is after "languages", which is a list, but found "=".'],
  ['languages ›in‹ ("en")', 'Expected contains, matches or is after "languages", which is a list, but found "in".'],
  ['visible ›>‹ true', 'Expected =, != or is after "visible", which is true or false, but found ">".'],
  ['visible ›not‹ = true', 'Expected =, != or is after "visible", which is true or false, but found "not".'],
  ['last_active ›matches‹ /a/', /^Expected =, .* or is after "last_active", which is a date, but found "matches"\.$/u],
  ['age = ›"5"‹', 'Expected a number, but found the text "5".'],
  ['age < ›2026-01-31‹', 'Expected a number, but found the instant 2026-01-31.'],
  ['age in (5, ›"6"‹)', 'Expected a number, but found the text "6".'],
  ['gender = ›female‹', 'Expected a text in quotes, but found "female".'],
  ['gender in ›"a"‹', 'Expected values in parentheses, but found the text "a".'],
  ['gender in (›)‹', 'Expected a text in quotes, but found ")".'],
  ['gender in ("a" ›"b"‹)', 'Expected "," or ")", but found the text "b".'],
  ['gender in ("a", ›)‹', 'Expected a text in quotes, but found ")".'],
  ['gender in ("a"›‹', 'Expected "," or ")", but the text ends here.'],
  ['languages contains ›(‹"en")', 'Expected a text in quotes, any or all, but found "(".'],
  ['languages contains any ›"en"‹', 'Expected values in parentheses, but found the text "en".'],
  ['about matches ›"a"‹', 'Expected a pattern like /^a.*b$/i, but found the text "a".'],
  ['visible = ›yes‹', 'Expected true or false, but found "yes".'],
  ['age is ›old‹', 'Expected known or unknown, but found "old".'],
  ['age in 25›‹', 'Expected ".." and the other end of the range, but the text ends here.'],
  ['age in 25 ›to‹ 35', 'Expected ".." and the other end of the range, but found "to".'],
  ['age in ..›‹', 'Expected a number, but the text ends here.'],
  ['age in 25..›"x"‹', 'Expected a number, but found the text "x".'],
  ['age in ›35..25‹', 'This range ends before it begins.'],
  ['last_active in ›2026-02-01..2026-01-01‹', 'This range ends before it begins.'],
  ['last_active in ›(‹2026-01-01)', 'Expected a date like 2026-01-31, without quotes, but found "(".'],
  ['last_active > ›"2026-01-31"‹', 'Expected a date like 2026-01-31, without quotes, but found the text "2026-01-31".'],
  ['last_active > ›2026-02-30‹', '"2026-02-30" is no date or time: write 2026-01-31 or 2026-01-31T18:30Z.'],
  ['last_active > ›2026-01-31T18:30‹', '"2026-01-31T18:30" is no date or time: write 2026-01-31 or 2026-01-31T18:30Z.'],
  ['age = ›1e999‹', 'The number "1e999" is too large.'],
  ['age = 5 ›gender‹ = "a"', 'Expected "and", "or" or the end, but found "gender".'],
  ['age = 5 ›&&‹ age = 6', 'Expected "and", "or" or the end, but found "&&".'],
  ['age = 5›)‹', 'Expected "and", "or" or the end, but found ")".'],
  ['(age = 5›‹', 'Expected "and", "or" or ")", but the text ends here.'],
  ['(age = 5 ›;‹', 'The character ";" means nothing here.'],
  ['age ›%‹ 2', 'The character "%" means nothing here.'],
  ['age = ›😀‹', 'The character "😀" means nothing here.'],
  ['gender = "😀" ›x‹', 'Expected "and", "or" or the end, but found "x".'],
  ['gender = ›"‹a', 'The text that begins with " has no end.'],
  [`gender = ›'‹a"`, `The text that begins with ' has no end.`],
  ['about matches ›/‹a', 'The pattern that begins with / has no end.'],
  ['›agee‹ = "a', 'There is no field "agee". Did you mean "age"?'],
  ['age ›foo‹ "a', `${NUMBER}"foo".`],
  ['age = 5›\0‹', 'Here stands a NUL or half of a surrogate pair, which no text holds.'],
  ['gender = "a›\uD83D‹b"', 'Here stands a NUL or half of a surrogate pair, which no text holds.'],
  ['›\uDE00‹\uD83D', 'Here stands a NUL or half of a surrogate pair, which no text holds.'],
])('%j', (marked, message) => {
  const text = marked.replace(/[›‹]/gu, '')
  const [at, end] = [marked.indexOf('›'), marked.indexOf('‹') - 1]
  const expected = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(faultOf(text)).toEqual({ at, length: end - at, message: expected })
})

test('a text of 4,000 characters is read, and of the next it is said at once that there are too many', () => {
  expect(parseExpression('age = 5'.padEnd(4000), fields)).toHaveProperty('expression')
  expect(faultOf('age = 5'.padEnd(4001))).toEqual({
    at: 4000,
    length: 1,
    message: 'The expression has 4001 characters; at most 4000 are read.',
  })
  expect(faultOf('('.repeat(10_000_000))).toMatchObject({ at: 4000, length: 9_996_000 })
})

test('50 levels are read, and the one too many is pointed at', () => {
  const nested = (depth: number, open: string, close: string) => open.repeat(depth) + 'age = 5' + close.repeat(depth)
  const message = 'At most 50 parentheses and "not" may stand inside each other.'
  expect(parseExpression(nested(50, '(', ')'), fields)).toHaveProperty('expression')
  expect(faultOf(nested(51, '(', ')'))).toEqual({ at: 50, length: 1, message })
  expect(faultOf(nested(1900, '(', ')'))).toEqual({ at: 50, length: 1, message })
  expect(parseExpression(nested(50, 'not ', ''), fields)).toHaveProperty('expression')
  expect(faultOf(nested(51, 'not ', ''))).toEqual({ at: 200, length: 3, message })
  expect(faultOf(nested(25, 'not (', ')').replace('=', '!='))).toEqual({ at: 129, length: 2, message })
  expect(faultOf('('.repeat(10_000))).toMatchObject({ at: 4000 })
})

test('levels one after the other are no depth', () => {
  expect(parseExpression(Array.from({ length: 90 }, () => '(age = 5)').join(' or '), fields)).toHaveProperty(
    'expression',
  )
})

test('200 parts are read, and the one too many is pointed at', () => {
  const joined = (count: number) => Array.from({ length: count }, () => 'age=5').join(' or ')
  const message = 'This is one more than the 200 comparisons, "and", "or" and "not" that are read.'
  expect(parseExpression(joined(199), fields)).toHaveProperty('expression.parts.length', 199)
  expect(faultOf(joined(200))).toEqual({ at: 9 * 199, length: 3, message })
  expect(faultOf(`${joined(199)} or not age=5`)).toEqual({ at: 9 * 199, length: 3, message })
  expect(faultOf(`not ${joined(199)}`)).toEqual({ at: 9 * 198 + 4, length: 3, message })
})

test('1,000 values are read in a list, and the one too many is pointed at', () => {
  const list = (count: number) => `age in (${Array.from({ length: count }, () => '1').join(',')})`
  expect(parseExpression(list(1000), fields)).toHaveProperty('expression.values.length', 1000)
  expect(faultOf(list(1001))).toEqual({
    at: 2008,
    length: 1,
    message: 'A list may have 1000 values; this is one more.',
  })
})

test('what is quoted in a message is short, and no pair of surrogates is torn', () => {
  expect(faultOf(`gender = ${'x'.repeat(3000)}`)).toEqual({
    at: 9,
    length: 3000,
    message: `Expected a text in quotes, but found "${'x'.repeat(40)}…".`,
  })
  expect(excerpt('😀'.repeat(41))).toBe(`${'😀'.repeat(40)}…`)
  expect(excerpt('😀'.repeat(40))).toBe('😀'.repeat(40))
})

test('choices are listed as one says them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listChoices)).toEqual(['', 'a', 'a or b', 'a, b or c'])
})
