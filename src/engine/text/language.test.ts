import { describe, expect, test } from 'vitest'
import { isForeignFunctionWord, looksEnglish } from './language.ts'

const english = [
  'great!',
  'Not helpful at all',
  'We met and it was great',
  'Thanks for the introduction to Jürgen Müller from São Paulo',
  'I went to the café',
  'She never replied to my message.',
  'ok with me',
  '10/10',
  ':)',
  '',
  'My résumé is attached.',
  'I live in La Paz and work for El País',
]
const foreign = [
  'Muy mala experiencia',
  'La experiencia fue terrible',
  'No me gustó nada',
  'Das war gut',
  'die Leute waren nett',
  'Très bien',
  'C’est super, merci',
  'Non mi è piaciuto',
  'Foi muito bom, obrigado',
  'Het was een ramp',
  'Det var mycket bra',
  'Bardzo dobrze',
  'Çok iyi',
  'Отлично',
  '非常好',
  'とても良かった',
  'ممتاز',
  '좋아요',
]
const feelings = new Set(['great', 'helpful', 'terrible', 'super', 'ok'])

describe('English or not', () => {
  for (const text of english) {
    test(`"${text}" counts as English`, () => {
      expect(looksEnglish(text, (word) => feelings.has(word))).toBe(true)
    })
  }
  for (const text of foreign) {
    test(`"${text}" does not`, () => {
      expect(looksEnglish(text, (word) => feelings.has(word))).toBe(false)
    })
  }
})

test('a long text is judged by its function words, not by one quotation', () => {
  expect(
    looksEnglish(
      `${'We talked about the plan and what to do with it. '.repeat(5)} Muchas gracias por todo.`,
      () => false,
    ),
  ).toBe(true)
  expect(
    looksEnglish(
      `${'Hablamos de los planes y de lo que vamos a hacer con ellos. '.repeat(5)} It was great.`,
      () => false,
    ),
  ).toBe(false)
})

test('the words that other languages build their sentences of are known, and English ones are not among them', () => {
  expect(['que', 'und', 'avec', 'il', 'niet', 'też'].map(isForeignFunctionWord)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ])
  expect(['the', 'climbing', 'who', ''].some(isForeignFunctionWord)).toBe(false)
})
