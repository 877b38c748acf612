import { expect, test } from 'vitest'
import { readSentence, NOT_ENGLISH } from './read-sentence.ts'

const isRead = (sentence: string): boolean =>
  readSentence(sentence).ignored.every(({ because }) => because !== NOT_ENGLISH)

test.each([
  'climbing',
  'zebra',
  'Pilates Lisbon',
  'non-smoker',
  '24 y/o female',
  'late 20s or early 30s',
  'nearby café lovers',
  'Someone who speaks Español fluently and likes the beach',
  '25-35',
  '',
  '🎸',
  'yoga',
  'resume review',
])('%j is read', (sentence) => {
  expect(isRead(sentence)).toBe(true)
})

test.each([
  'Alguien que hable español',
  'Suche jemanden zum Klettern in Berlin',
  'quelqu’un pour apprendre la guitare',
  'iemand om mee te wandelen',
  'qualcuno con cui giocare a tennis',
  'ищу кого-нибудь поиграть в шахматы',
  'ギターを教えてくれる人',
  'شخص يعلمني الغيتار',
])('%j is not', (sentence) => {
  expect(isRead(sentence)).toBe(false)
  expect(readSentence(sentence).topic?.terms.length).toBeGreaterThan(1)
})
