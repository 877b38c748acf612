import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOf, fields } from '../../../test/support/expressions.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './parse.ts'
import { describePattern, isMatch, readPattern } from './patterns.ts'

const SYNTAX = 'The pattern does not follow the syntax of RE2, which has no look-around and no back references: '

test.each([
  ['/^an/', 'anna', true],
  ['/^an/', 'Anna', false],
  ['/^an/i', 'Anna', true],
  ['/na/', 'anna', true],
  ['/^na/', 'anna', false],
  ['//', '', true],
  [String.raw`/a\/b/`, 'a/b', true],
  [String.raw`/a\\\/b/`, String.raw`a\/b`, true],
  [String.raw`/\p{Greek}+/`, 'αβγ', true],
  ['/^.$/', '😀', true],
])('%s in %s: %s', (source, text, isFound) => {
  expect(isMatch(readPattern(source, 0), text)).toBe(isFound)
})

test.each(['/a/', '/a/i', '//', String.raw`/a\/b/`, String.raw`/\\\/\d\//i`])(
  '%s is written as it was read',
  (source) => {
    expect(describePattern(readPattern(source, 0))).toBe(source)
  },
)

test('a pattern that comes as data is as good as one that was read', () => {
  const pattern = { source: '^an', ignoresCase: true }
  expect(isMatch(pattern, 'Anna')).toBe(true)
  expect(isMatch(JSON.parse(JSON.stringify(pattern)), 'Anna')).toBe(true)
})

test.each([
  ['/(?=a)/', 1, 3, 'invalid or unsupported Perl syntax'],
  ['/a(?<!b)c/', 2, 7, 'invalid named capture'],
  [String.raw`/(a)\1/`, 4, 2, 'invalid escape sequence'],
  ['/x[b-a]/', 3, 3, 'invalid character class range'],
  ['/ab**/', 3, 2, 'invalid nested repetition operator'],
  ['/a{2,1}/', 2, 5, 'invalid repeat count'],
  [String.raw`/a\/b\q/`, 5, 2, 'invalid escape sequence'],
  ['/(a/', 1, 2, 'missing closing )'],
  ['/[a/i', 1, 2, 'missing closing ]'],
])('what is wrong with %s is pointed at', (source, at, length, reason) => {
  const fault = faultOf(`gender matches ${source}`)
  expect(fault).toMatchObject({ at: 15 + at, length })
  expect(fault.message).toContain(SYNTAX + reason)
})

test('a part that stands in a pattern twice is not pointed at: the pattern is', () => {
  const source = '/(?=a)(?=b)/'
  expect(faultOf(`gender matches ${source}`)).toMatchObject({ at: 15, length: source.length })
})

test('what only looks like a repetition is none', () => {
  expect(isMatch(readPattern(String.raw`/a\{121}/`, 0), 'a{121}')).toBe(true)
})

test('only "i" may follow a pattern', () => {
  for (const flags of ['g', 'ii', 'I', 'im', '1']) {
    expect(faultOf(`gender matches /a/${flags}`)).toEqual({
      at: 18,
      length: flags.length,
      message: 'After a pattern only "i" may stand: upper and lower case are one.',
    })
  }
})

test('a pattern of 100 characters is read, and none of 101', () => {
  expect(isMatch(readPattern(`/${'a'.repeat(100)}/`, 0), 'a'.repeat(100))).toBe(true)
  expect(isMatch(readPattern(`/${'a'.repeat(100)}/`, 0), 'a'.repeat(99))).toBe(false)
  expect(faultOf(`gender matches /${'a'.repeat(101)}/`)).toEqual({
    at: 15,
    length: 103,
    message: 'The pattern has 101 characters; at most 100 are read.',
  })
})

test.each([
  'a{1000}',
  '(?:a{12}){12}',
  'a{1000}'.repeat(14),
  '(?:ab|cd){30}',
  'a{121}',
  'a{1001}',
  'a{1,121}',
  'a{121,}',
])('a short pattern that stands for a long one is refused: %s', (source) => {
  expect(faultOf(`gender matches /${source}/`)).toEqual({
    at: 15,
    length: source.length + 2,
    message: 'The pattern repeats too much: written out, it would be too long to be looked for.',
  })
})

test.each([
  ['(a+)+$', 'a'.repeat(50_000), true],
  ['(a+)+$', `${'a'.repeat(50_000)}b`, false],
  ['(a|a)*b', 'a'.repeat(50_000), false],
  ['(a*)*b', 'a'.repeat(50_000), false],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000), false],
  ['(?:a?){20}a{20}', 'a'.repeat(19), false],
])('what takes other engines years is answered: %s', (source, text, isFound) => {
  expect(isMatch(readPattern(`/${source}/`, 0), text)).toBe(isFound)
})

/** What patterns are made of. */
const pieces = fc.constantFrom(
  ...'a b . ^ $ | ( ) (?: (?i) (?<n> [ [^ ] [a- - * + ? *? {2} {3,} {1,40} \\d \\b \\p{L} \\pL \\Q \\E \\x \\x41 \\/ \\ß é 😀'.split(
    ' ',
  ),
)

test('any pattern can be looked for, or has a fault within it', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.string({ unit: 'binary' }), (parts, text) => {
      const expression = `about matches /${parts.join('')}/`
      const parsed = parseExpression(expression, fields)
      if ('expression' in parsed) {
        expect(evaluate(parsed.expression, { about: text })).toBeTypeOf('boolean')
        return
      }
      const { at, length } = parsed.fault
      expect(at).toBeGreaterThanOrEqual(14)
      expect(at + length).toBeLessThanOrEqual(expression.length)
    }),
    { numRuns: 2000 },
  )
})

test('patterns have a bound together, too', () => {
  const long = `gender matches /${'a'.repeat(100)}/`
  expect(parseExpression(`${long} or ${long}`, fields)).toHaveProperty('expression')
  expect(faultOf(`${long} or ${long} or ${long}`)).toMatchObject({
    message: expect.stringContaining('too much together') as string,
    at: 2 * (long.length + 4) + 'gender matches '.length,
  })
})
