import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partRunOn, splitClauses } from './clauses.ts'

const cases: readonly (readonly [sentence: string, parts: readonly (readonly [string, string | undefined])[]])[] = [
  [
    'I teach Spanish and I need a drum kit.',
    [
      ['I teach Spanish', 'offer'],
      ['I need a drum kit.', 'need'],
    ],
  ],
  [
    'I need a drum kit, but I can teach Spanish.',
    [
      ['I need a drum kit', 'need'],
      ['I can teach Spanish.', 'offer'],
    ],
  ],
  [
    'Happy to mentor, and looking for a mentor.',
    [
      ['Happy to mentor', 'offer'],
      ['looking for a mentor.', 'need'],
    ],
  ],
  [
    "I don't need money, I need customers.",
    [
      ["I don't need money", 'not need'],
      ['I need customers.', 'need'],
    ],
  ],
  [
    'I am not looking for money but for a mentor.',
    [
      ['I am not looking for money', 'not need'],
      ['for a mentor.', 'need'],
    ],
  ],
  [
    'I can cook in exchange for French lessons.',
    [
      ['I can cook', 'offer'],
      ['French lessons.', 'need'],
    ],
  ],
  [
    'I need a logo in return for bread.',
    [
      ['I need a logo', 'need'],
      ['bread.', 'offer'],
    ],
  ],
  ['I’m no good at chess but I want to learn it.', [['I’m no good at chess but I want to learn it.', 'need']]],
  [
    'I’m no good at chess but I want to learn bridge.',
    [
      ['I’m no good at chess', 'not either'],
      ['I want to learn bridge.', 'need'],
    ],
  ],
  [
    'What I cannot work out is my oven: I want somebody to explain it to me.',
    [
      ['What I cannot work out is my oven', 'not offer'],
      ['I want somebody to explain it to me.', 'need'],
    ],
  ],
  ['I have one problem: I need a van.', [['I have one problem: I need a van.', 'need']]],
  ['I can cook and bake.', [['I can cook and bake.', 'offer']]],
  ['I need a van and I need a driver.', [['I need a van and I need a driver.', 'need']]],
  ['I wrote a novel and need an agent.', [['I wrote a novel and need an agent.', 'need']]],
  ['I am a nurse and I live in Leeds.', [['I am a nurse and I live in Leeds.', 'self']]],
  ['Salt and pepper.', [['Salt and pepper.', undefined]]],
  ['', [['', undefined]]],
]

describe('a sentence', () => {
  for (const [sentence, parts] of cases) {
    test(`"${sentence}" has ${parts.length === 1 ? 'one side' : `${parts.length} sides`}`, () => {
      expect(splitClauses(sentence).map(({ text, cue }) => [text, cue?.kind])).toEqual(parts)
    })
  }
})

test('parts are verbatim, in order, and leave out joining words alone', () => {
  const words = fc.constantFrom(
    'I need',
    'I can cook',
    'and',
    'but',
    'in exchange for',
    'tea',
    ',',
    'not',
    'we',
    'looking for',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 15 }), (list) => {
      const sentence = list.join(' ')
      let from = 0
      for (const { text } of splitClauses(sentence)) {
        const at = sentence.indexOf(text, from)
        expect(at).toBeGreaterThanOrEqual(from)
        expect(sentence.slice(from, at)).toMatch(/^(?:[,\s]|and|but|so|in exchange for|i)*$/iu)
        from = at + text.length
      }
    }),
  )
})

test('a swap offers what is given and needs what is taken', () => {
  for (const [sentence, given, taken] of [
    ['I’d swap piano lessons for help with my garden.', 'I’d swap piano lessons', 'help with my garden.'],
    ['I can trade you haircuts for Polish lessons', 'I can trade you haircuts', 'Polish lessons'],
  ] as const) {
    expect(splitClauses(sentence).map(({ text, cue }) => [text, cue?.kind])).toEqual([
      [given, 'offer'],
      [taken, 'need'],
    ])
  }
})

test('a need that is only joined by a comma is one of its own', () => {
  expect(splitClauses('I offer sewing, need a bike.').map(({ cue }) => cue?.kind)).toEqual(['offer', 'need'])
})

test('a long sentence without any pause is parted where its speaker begins anew', () => {
  const said =
    'hello im joe i used to drive a van now i work in a bakery i dont drive any more im looking for a bike that i can afford'
  expect(partRunOn(said)).toEqual([
    'hello',
    'im joe',
    'i used to drive a van now',
    'i work in a bakery',
    'i dont drive any more',
    'im looking for a bike that i can afford',
  ])
})

test('a short sentence, and one with a pause, stay whole', () => {
  for (const said of ['i sing i dance', `I sing because I like it, and ${'very '.repeat(12)}often I dance at home`]) {
    expect(partRunOn(said)).toEqual([said])
  }
})
