import { expect, test } from 'vitest'
import { visibleText } from './visible-text.ts'

test.each([
  ['an override', 'I pay \u202E001\u202C euros', 'I pay 001 euros'],
  ['embeddings and isolates', '\u202Aa\u202Bb\u202Dc\u2066d\u2067e\u2068f\u2069', 'abcdef'],
  ['control characters', 'a\u0000b\u0007c\u009Bd\u007F', 'abcd'],
  ['operators, annotations and marks of byte order', '\uFEFFa\u2063b\u206Ac\uFFF9d', 'abcd'],
  ['a message in letters of flags', 'hi\u{E0001}\u{E0068}\u{E0069}\u{E007F}', 'hi'],
])('%s is taken out', (_what, said, seen) => {
  expect(visibleText(said)).toBe(seen)
})

test.each([
  ['line ends and tabs', 'a\tb\r\nc'],
  ['joiners of scripts', 'می\u200Cخواهم क्\u200Dष'],
  ['marks of direction', 'C\u200E \u200Fعربي\u061C'],
  ['joined emoji', '👩\u200D👩\u200D👧 ❤\uFE0F'],
  ['flags of regions', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ['word breaks of Thai', 'กา\u200Bแฟ'],
])('%s stay', (_what, said) => {
  expect(visibleText(said)).toBe(said)
})

test('a long text of nothing but hidden characters takes no long time', () => {
  const start = performance.now()
  expect(visibleText('\u{1F3F4}'.repeat(20_000) + '\u{E0061}'.repeat(200_000))).toHaveLength(40_000)
  expect(performance.now() - start).toBeLessThan(5_000)
})
