import { expect, test } from 'vitest'
import type { Relate } from './overlap.ts'
import type { Said } from './said.ts'
import { fieldStrengths, topicHits, topicShare } from './topic-words.ts'
import type { TopicWords } from './topic-words.ts'

const relate: Relate = (one, other) => {
  if (one === other) return 1
  return [one, other].toSorted().join(' ') === 'climb mountain' ? 0.5 : 0
}
const topic = (side: 'offers' | 'needs' | null, ...stems: string[]): TopicWords => ({
  terms: stems.map((stem) => ({ stem, weight: 2 })),
  stems: new Set(stems),
  strengths: fieldStrengths(side),
  relate,
})
const saying = (field: Said['field'], text: string, ...stems: string[]): Said => ({
  field,
  text,
  mentioned: stems,
  stems,
})
const offer = saying('offers', 'Climbing lessons', 'climb', 'lesson')
const need = saying('needs', 'Somebody to climb with', 'climb')
const about = saying('about', 'I live for mountains.', 'live', 'mountain')

const shareOf = (said: readonly Said[], words: TopicWords): number => topicShare(topicHits(said, words), words.terms)

test('whoever says every word where it counts has all of it', () => {
  expect(shareOf([offer], topic('offers', 'climb', 'lesson'))).toBe(1)
})

test('a teacher is looked for among offers rather than among needs', () => {
  expect(shareOf([offer], topic('offers', 'climb'))).toBeGreaterThan(shareOf([need], topic('offers', 'climb')))
  expect(shareOf([need], topic('needs', 'climb'))).toBeGreaterThan(shareOf([offer], topic('needs', 'climb')))
})

test('a related word counts as far as it is related', () => {
  expect(shareOf([about], topic(null, 'climb'))).toBeCloseTo(0.5 * 0.8, 9)
})

test('each word is found in its best place', () => {
  const hits = topicHits([about, need, offer], topic('offers', 'climb', 'mountain'))
  expect(hits.map(({ said }) => said.text)).toEqual(['Climbing lessons', 'I live for mountains.'])
})

test('a word that is only mentioned is met nowhere, and one that is said elsewhere is met there', () => {
  const denied: Said = { ...offer, stems: ['lesson'] }
  expect(topicHits([denied], topic('offers', 'climb'))).toEqual([])
  expect(topicHits([denied, need], topic('offers', 'climb')).map(({ said }) => said)).toEqual([need])
})

test('a word that tells little weighs little', () => {
  const words = {
    ...topic(null),
    terms: [
      { stem: 'climb', weight: 9 },
      { stem: 'new', weight: 1 },
    ],
  }
  expect(shareOf([need], words)).toBeCloseTo(0.9 * 0.8, 9)
})

test('a profile that says nothing of it has nothing, and a topic without words asks nothing', () => {
  expect(shareOf([], topic(null, 'climb'))).toBe(0)
  expect(shareOf([offer], topic(null))).toBe(0)
})
