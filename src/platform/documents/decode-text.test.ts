import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText, isMarkdown } from './decode-text.ts'

const SAMPLE = 'Zoë Müller – 10 years of Rust, “quoted”, 5 €'

test('UTF-8 with and without a byte order mark', () => {
  expect(decodeText(Buffer.from(SAMPLE))).toBe(SAMPLE)
  expect(decodeText(Buffer.from(`\uFEFF${SAMPLE}`))).toBe(SAMPLE)
})

test('UTF-16 of both byte orders, with and without a byte order mark', () => {
  const little = Buffer.from(SAMPLE, 'utf16le')
  const big = Buffer.from(little).swap16()
  expect(decodeText(little)).toBe(SAMPLE)
  expect(decodeText(big)).toBe(SAMPLE)
  expect(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toBe(SAMPLE)
  expect(decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toBe(SAMPLE)
})

test('Windows-1252 with its dashes, quotes and euro sign', () => {
  const bytes = Buffer.from('Zo\u00eb M\u00fcller \u0096 10 years of Rust, \u0093quoted\u0094, 5 \u0080', 'latin1')
  expect(decodeText(bytes)).toBe(SAMPLE)
})

test('UTF-8 with one bad byte is still UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from('Опыт работы: десять лет. '), Buffer.from([0xd0])])
  expect(decodeText(bytes)).toBe('Опыт работы: десять лет. \ufffd')
})

test('Cyrillic in an old encoding is not taken for Western gibberish', () => {
  const cyrillic = Buffer.from(
    '\u00ce\u00ef\u00fb\u00f2 \u00f0\u00e0\u00e1\u00ee\u00f2\u00fb \u00e4\u00e5\u00f1\u00ff\u00f2\u00fc \u00eb\u00e5\u00f2',
    'latin1',
  )
  expect(decodeText(cyrillic)).toBe(null)
})

test('a control character or two are forgiven, many are not', () => {
  expect(decodeText(Buffer.from('Rust\u0000 developer\u0007'))).toBe('Rust\u0000 developer\u0007')
  expect(decodeText(Buffer.from(`Rust${'\u0001\u0002'.repeat(50)}`))).toBe(null)
})

test('an empty file is empty text', () => expect(decodeText(new Uint8Array())).toBe(''))

test('pictures and random bytes are no text', () => {
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452000001000000010008060000005c72a866', 'hex'),
    randomBytes(500),
  ])
  expect(decodeText(png)).toBe(null)
  expect(decodeText(randomBytes(2000))).toBe(null)
})

test('property: every text in UTF-8 comes back as it was', () => {
  const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.startsWith('\uFEFF') && !/\p{Cc}/u.test(text))
  fc.assert(
    fc.property(line, (text) => {
      expect(decodeText(Buffer.from(text))).toBe(text)
    }),
  )
})

test('property: any bytes have an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(typeof (decodeText(bytes) ?? '')).toBe('string')
    }),
  )
})

test.each([
  ['headings', '# Ada Lovelace\n\nText.\n\n## Experience\n'],
  ['a heading and a link', '# Ada Lovelace\nsee [my site](https://example.org)\n'],
  ['strong words', '**Skills**: Rust\n**Languages**: English\n'],
  ['a fence and a heading', '# Code\n```\nx\n```\n'],
  ['a table and a heading', '## Jobs\n| when | where |\n| --- | --- |\n'],
])('text with %s is Markdown', (_what, text) => expect(isMarkdown(text, 'resume')).toBe(true))

test.each([
  ['bullets', 'Ada\n- Rust\n- C\n* Python\n'],
  ['one hash', 'Languages:\n# 1 in the team\n'],
  ['C#', 'C# developer\nF# too\n#hashtag\n'],
  ['brackets', 'Ada [she] (London)\n'],
])('text with %s is plain', (_what, text) => expect(isMarkdown(text, 'resume.txt')).toBe(false))

test.each(['resume.md', 'RESUME.MD', 'a.markdown'])('a file named %s is Markdown whatever is in it', (name) => {
  expect(isMarkdown('Ada', name)).toBe(true)
})

test('telling Markdown takes no longer on hostile text', () => {
  const started = performance.now()
  for (const piece of ['[', '](', '|---', '**', '# ', '| ---: ', '`']) isMarkdown(piece.repeat(100_000), '')
  expect(performance.now() - started).toBeLessThan(30_000)
})
