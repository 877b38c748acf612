import { expect, test } from 'vitest'
import { readSentence } from './read-sentence.ts'
import { foreignTermsOf, TERMS_MAX, termsOf } from './terms.ts'

test.each([
  ["I'm looking for someone who can teach me climbing", 'climbing'],
  ['Hi, please find me somebody to play tennis with', 'play tennis'],
  ['a woman who climbs and paints, within 5 km', 'climbs and paints'],
  ['R&B singer for our band', 'R&B singer for our band'],
  ['who has been through divorce and knows how to listen', 'through divorce and knows how to listen'],
  ['  guitar \n\t teacher ', 'guitar, teacher'],
  ["I can't swim and need someone to teach me", 'swim, teach'],
  ['a guitarist who plays jazz', 'guitarist, plays jazz'],
  ['I need someone to teach', 'teach'],
])('of %j is left: %s', (sentence, text) => {
  expect(readSentence(sentence).topic?.text).toBe(text)
})

test.each([
  ['who can teach me chess', 'offers'],
  ['I need a plumber', 'offers'],
  ['someone who wants to learn guitar', 'needs'],
  ['I can teach guitar', 'needs'],
  ['chess', null],
])('%j is looked for first among %s', (sentence, side) => {
  expect(readSentence(sentence).topic?.side).toBe(side)
})

test('terms are content words in order, each stem once, without numbers and endless words', () => {
  expect(termsOf('Climbing, climbs and 25 Rock climbers at 6pm; someone nice')).toEqual([
    'climbing',
    'rock',
    'climbers',
  ])
  expect(termsOf('x'.repeat(65))).toEqual([])
  expect(termsOf(Array.from({ length: 200 }, (_, index) => `w${index}x`).join(' '))).toHaveLength(TERMS_MAX)
})

test('terms of another language come without what its sentences are built of', () => {
  expect(foreignTermsOf('Ich suche einen Partner zum Klettern, 25')).toEqual(['suche', 'partner', 'zum', 'klettern'])
})
