import { expect, test } from 'vitest'
import { contentStems, isStopWord, stemOf, topicStems, wordsOf } from './words.ts'

test('words are lower case, without punctuation, in one spelling', () => {
  expect(wordsOf('Hello, WORLD—it’s 2024!')).toEqual(['hello', 'world', 'it', '2024'])
  expect(wordsOf('ﬁne Ｆｕｌｌ')).toEqual(['fine', 'full'])
})

test('an apostrophe does not tear a word, and a possessive is its owner', () => {
  expect(wordsOf("don't can’t Anna's l'eau")).toEqual(['dont', 'cant', 'anna', 'leau'])
})

test('C, C++ and C# are three things', () => {
  expect(wordsOf('C, C++ and C#; F#')).toEqual(['c', 'c++', 'and', 'c#', 'f#'])
})

test('letters of every script make words, with their marks', () => {
  expect(wordsOf('Übung naïve привет')).toEqual(['übung', 'naïve', 'привет'])
  expect(wordsOf('मुझे मदद')).toEqual(['मुझे', 'मदद'])
})

test('a text without spaces is told apart by dictionary', () => {
  const words = wordsOf('我需要市场营销')
  expect(words.length).toBeGreaterThan(1)
  expect(words.join('')).toBe('我需要市场营销')
})

test('a text without words has none', () => {
  expect(wordsOf('')).toEqual([])
  expect(wordsOf('!!! --- 👍')).toEqual([])
})

test('English endings are cut, other words are left alone', () => {
  expect(['marketing', 'markets', 'teaching', 'c++', 'übungen', 'as'].map(stemOf)).toEqual([
    'market',
    'market',
    'teach',
    'c++',
    'übungen',
    'as',
  ])
})

test('what a sentence is about remains without the words that only build it or only ask', () => {
  expect(contentStems('I am looking for somebody who can help me with marketing')).toEqual(['market'])
  expect(contentStems('I can offer you marketing, and marketing again')).toEqual(['market', 'market'])
})

test('numbers and times say nothing of what a sentence is about', () => {
  expect(topicStems('Something useful to do two days a week, from 9 on Monday mornings.')).toEqual(['us'])
  expect(topicStems("I've been through two programmes in 2019.")).toEqual(['programm'])
})

test('stop words are words as they are written, apostrophes gone', () => {
  expect(['the', 'dont', 'somebody', 'looking'].every(isStopWord)).toBe(true)
  expect(['market', 'teach', 'The', ''].some(isStopWord)).toBe(false)
})
