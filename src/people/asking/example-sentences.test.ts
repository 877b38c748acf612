import { expect, test } from 'vitest'
import { exampleSentences } from './example-sentences.ts'
import { readSentence } from './read-sentence.ts'

test('the examples are sixty, each another, and of each something is read', () => {
  expect(new Set(exampleSentences).size).toBe(60)
  for (const sentence of exampleSentences) {
    const { filters, preferences, excluded, topic } = readSentence(sentence)
    expect([sentence, filters.length + preferences.length + excluded.length > 0 || topic !== null]).toEqual([
      sentence,
      true,
    ])
  }
})
