import { Tokenizer } from '@huggingface/tokenizers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import tokenizerConfig from '../../../models/all-MiniLM-L6-v2/tokenizer_config.json' with { type: 'json' }
import tokenizerFile from '../../../models/all-MiniLM-L6-v2/tokenizer.json' with { type: 'json' }
import { splitSentences } from './sentences.ts'
import { cleanWhitespace } from './whitespace.ts'

const textsOf = (source: string): string[] => splitSentences(source).map((sentence) => sentence.text)

const cases: readonly (readonly [title: string, source: string, pieces: readonly string[]])[] = [
  ['plain prose', 'I need a mentor. I can code! Can you?', ['I need a mentor.', 'I can code!', 'Can you?']],
  [
    'abbreviations',
    'I teach e.g. Spanish, i.e. grammar. Dr. Smith knows.',
    ['I teach e.g. Spanish, i.e. grammar.', 'Dr. Smith knows.'],
  ],
  [
    'decimals and versions',
    'It costs 3.50 per hour. We use v2.1 now.',
    ['It costs 3.50 per hour.', 'We use v2.1 now.'],
  ],
  ['clock times', 'Call at 3 p.m. on Monday. I wait.', ['Call at 3 p.m. on Monday.', 'I wait.']],
  ['addresses', 'See https://a.example/b.c?d=e. It is mine.', ['See https://a.example/b.c?d=e.', 'It is mine.']],
  ['e-mail addresses', 'Write to jo.doe@mail.example. Thanks', ['Write to jo.doe@mail.example.', 'Thanks']],
  ['initials', 'J. K. Rowling writes. T. S. Eliot wrote.', ['J. K. Rowling writes.', 'T. S. Eliot wrote.']],
  ['a letter that ends a sentence', 'I take vitamin C. I feel well.', ['I take vitamin C.', 'I feel well.']],
  [
    'acronyms',
    'The U.S. market is big. I left the U.K. I like it.',
    ['The U.S. market is big.', 'I left the U.K.', 'I like it.'],
  ],
  ['company forms', 'I led Acme Inc. as CTO. Now I rest.', ['I led Acme Inc. as CTO.', 'Now I rest.']],
  ['numbers of things', 'No. 5 is nice. I said no. Then I left.', ['No. 5 is nice.', 'I said no.', 'Then I left.']],
  ['years', 'Born in 1990. Raised in Oslo.', ['Born in 1990.', 'Raised in Oslo.']],
  ['etcetera', 'Bread, rolls etc. and cakes etc. I bake.', ['Bread, rolls etc. and cakes etc.', 'I bake.']],
  [
    'trailing dots',
    'I was thinking... maybe a mentor. Well... No.',
    ['I was thinking... maybe a mentor.', 'Well...', 'No.'],
  ],
  ['a forgotten blank', 'I need funding.I can code.', ['I need funding.', 'I can code.']],
  ['names with dots', 'I like Node.js and Vue.js. Asp.Net too.', ['I like Node.js and Vue.js.', 'Asp.Net too.']],
  ['quotes and brackets', 'He said "Stop." (Really.) Then left.', ['He said "Stop."', '(Really.)', 'Then left.']],
  ['semicolons', 'I can cook; I need a kitchen.', ['I can cook;', 'I need a kitchen.']],
  ['bullets', '- React\n* Node.js\n• Go\n1. Rust\n2) C', ['React', 'Node.js', 'Go', 'Rust', 'C']],
  ['nested bullets', '  - one\n\t– two', ['one', 'two']],
  ['a list in one line', '1. a lawyer 2. money 3. luck', ['a lawyer', 'money', 'luck']],
  ['bullets in one line', '• a lawyer • money', ['a lawyer', 'money']],
  [
    'casual lines',
    'looking for a cofounder\nneed help\ni teach guitar',
    ['looking for a cofounder', 'need help', 'i teach guitar'],
  ],
  [
    'résumé lines',
    'Jane Doe\nEngineer | Acme | 2019–2022\nSkills: Go, Rust',
    ['Jane Doe', 'Engineer | Acme | 2019–2022', 'Skills: Go, Rust'],
  ],
  ['windows line ends', 'one thing\r\ntwo things\r\n\r\nthree', ['one thing', 'two things', 'three']],
  [
    'wrapped lines',
    'I have worked for more than ten years in the area of learning and\nhave built many systems.',
    ['I have worked for more than ten years in the area of learning and have built many systems.'],
  ],
  ['a comma at a line end', 'I know sales,\nmarketing and\nfinance', ['I know sales, marketing and finance']],
  ['a blank line', 'I know sales and\n\nmarketing', ['I know sales and', 'marketing']],
  ['Chinese', '我需要一位导师。我可以教中文！谢谢', ['我需要一位导师。', '我可以教中文！', '谢谢']],
  ['Hindi', 'मुझे मदद चाहिए। मैं सिखाता हूँ।', ['मुझे मदद चाहिए।', 'मैं सिखाता हूँ।']],
  ['Arabic', 'هل تحتاج مساعدة؟ أنا أعلم العربية.', ['هل تحتاج مساعدة؟', 'أنا أعلم العربية.']],
  ['Armenian and Urdu stops', 'مجھے مدد چاہیے۔ شکریہ', ['مجھے مدد چاہیے۔', 'شکریہ']],
  ['control characters', 'a\u0000b\u0007 end. More', ['a b end.', 'More']],
  ['signs alone', '--- *** ... !!!', []],
  ['a pictograph', 'Thanks. 👍', ['Thanks.', '👍']],
  ['nothing', '', []],
  ['blanks', ' \n\t\r\n ', []],
]

describe('splitting', () => {
  for (const [title, source, pieces] of cases) {
    test(`${title}: every sentence by itself and none torn`, () => {
      expect(textsOf(source)).toEqual(pieces)
    })
  }
})

test('a piece says where in the source it begins', () => {
  const source = 'Hello there.\n  - I cook.  I bake.'
  expect(splitSentences(source).map(({ text, start }) => source.slice(start, start + text.length))).toEqual([
    'Hello there.',
    'I cook.',
    'I bake.',
  ])
})

test('a very long sentence is cut at a comma into pieces of at most 60 words', () => {
  const source = Array.from({ length: 200 }, (_, index) => (index % 13 === 12 ? `word${index},` : `word${index}`)).join(
    ' ',
  )
  const pieces = textsOf(source)
  expect(pieces.join(' ')).toBe(source)
  expect(pieces.every((piece) => piece.split(' ').length <= 60)).toBe(true)
  expect(pieces.slice(0, -1).every((piece) => piece.endsWith(','))).toBe(true)
  expect(pieces.length).toBeLessThanOrEqual(6)
})

test('a sentence of 61 words is not cut into 60 and 1', () => {
  const lengths = textsOf(Array.from({ length: 61 }, () => 'word').join(' ')).map((piece) => piece.split(' ').length)
  expect(lengths).toEqual([31, 30])
})

test('a word without end is cut, and no character is cut in two', () => {
  const pieces = textsOf('😀'.repeat(500))
  expect(pieces.join('').replaceAll(' ', '')).toBe('😀'.repeat(500))
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
})

const words: Readonly<Record<string, string>> = {
  English: 'I would love to find somebody who understands distributed databases and organisational psychology',
  German: 'Ich suche eine Rechtsschutzversicherungsgesellschaft für Donaudampfschifffahrtskapitäne in Überlingen',
  Russian: 'Мне нужна помощь с продвижением интернет магазина и переводом документации',
  Korean: '저는 마케팅 전문가를 찾고 있습니다 도움이 필요합니다',
  Chinese: '我正在寻找一位懂得市场营销的合作伙伴来帮助我的小店',
  Thai: 'ฉันกำลังมองหาที่ปรึกษาด้านธุรกิจสำหรับร้านกาแฟของฉัน',
  Hindi: 'मुझे अपने छोटे व्यवसाय के लिए एक सलाहकार चाहिए',
  Vietnamese: 'Tôi đang tìm một người cố vấn kinh doanh cho quán cà phê của mình',
  Signs: 'a/b-c_d (x+y)*z = {"k": [1,2,3]} && !w || #5 @home 100% 12:30',
}

test('no piece is longer than a 256-token model reads, in any script', () => {
  const tokenizer = new Tokenizer(tokenizerFile, tokenizerConfig)
  for (const [language, phrase] of Object.entries(words)) {
    const source = Array.from({ length: 40 }, () => phrase).join(
      language === 'Chinese' || language === 'Thai' ? '' : ' ',
    )
    const sizes = textsOf(source).map((piece) => tokenizer.encode(piece).ids.length)
    expect(Math.max(...sizes), language).toBeLessThanOrEqual(256)
    expect(sizes.length, language).toBeGreaterThan(1)
  }
})

const prose = fc
  .array(
    fc.constantFrom(
      'I need',
      ' help',
      '. ',
      '\n',
      '- ',
      'e.g. ',
      '; ',
      '我可以。',
      '3.5',
      ' "x" ',
      '\u0000',
      '…',
      'ok!',
      ')',
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''))

test('every piece is verbatim, apart from whitespace, and pieces come in order without overlap', () => {
  fc.assert(
    fc.property(fc.oneof(prose, fc.string({ unit: 'binary', maxLength: 300 })), (source) => {
      const whole = cleanWhitespace(source)
      const ends = [0]
      for (const { text } of splitSentences(source)) {
        const at = whole.indexOf(text, ends.at(-1))
        ends.push(at < 0 ? Number.NaN : at + text.length)
      }
      expect(ends).not.toContain(Number.NaN)
    }),
  )
})

test('no letter and no digit is lost but those of list numbers', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('I need', 'help.', 'And', 'more;', 'Really?', '我可以。'), { maxLength: 80 }),
      (parts) => {
        const source = parts.join(' ')
        expect(textsOf(source).join('').replace(/\s/gu, '')).toBe(source.replace(/\s/gu, ''))
      },
    ),
  )
})

test('the hundred thousandth character takes no longer than the first', () => {
  const hostile = ['. ', '- ', '\n ', '1. ', '((((', 'a.', '"', ' ', '; ', 'a.B ', '我', '• ', '...', ".'"]
  const startedAt = performance.now()
  for (const part of hostile) splitSentences(part.repeat(Math.floor(100_000 / part.length)))
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})

test('a German ordinal ends no sentence, and a number that was counted does', () => {
  expect(textsOf('Sie ist in der 8. Klasse. Ich helfe.')).toEqual(['Sie ist in der 8. Klasse.', 'Ich helfe.'])
  expect(textsOf('I am 45. My dog is 8. He sleeps.')).toEqual(['I am 45.', 'My dog is 8.', 'He sleeps.'])
})
