import { describe, expect, test } from 'vitest'
import { readLabel, splitLabels } from './labels.ts'
import type { Prompt } from './types.ts'

const asking = (side: Prompt['side']): Prompt => ({ side, topics: new Set() })

describe('a label', () => {
  const cases: readonly (readonly [sentence: string, side: string | null, text: string])[] = [
    ['Looking for: a van', 'need', 'a van'],
    ['I am looking for: a van', 'need', 'a van'],
    ['Suche: Wohnung', 'need', 'Wohnung'],
    ['Offer: soup: hot', 'offer', 'soup: hot'],
    ['Skills: Go', 'offer', 'Go'],
    ['Hobbies: chess', null, 'chess'],
  ]
  for (const [sentence, side, text] of cases) {
    test(`"${sentence}" is ${side ?? 'of no side'}`, () => {
      const labelled = readLabel(sentence, asking(null))
      expect([labelled?.prompt.side, labelled?.text]).toEqual([side, text])
    })
  }
})

test('what is no label is left alone', () => {
  for (const sentence of ['A van', 'https://x.example', 'One thing: a van', 'Looking for:', ': a van', '']) {
    expect(readLabel(sentence, asking(null)), sentence).toBeNull()
  }
})

test('the question that asks for one side gives way to a named side alone', () => {
  expect(readLabel('Skills: Go', asking('need'))).toBeNull()
  expect(readLabel('Offer: Go', asking('need'))?.prompt.side).toBe('offer')
})

test('labels on one line each speak for what stands up to the next', () => {
  for (const [sentence, ...parts] of [
    ['need: a roofer / offer: bread', 'need: a roofer', 'offer: bread'],
    ['🎸 looking for: a drummer, 🍞 offering: bread, cakes', 'looking for: a drummer', 'offering: bread, cakes'],
    ['I can offer:', 'I can offer:'],
    ['A roofer who can offer: patience', 'A roofer who can offer: patience'],
    ['A van, 3: 4', 'A van, 3: 4'],
  ]) {
    expect(splitLabels(sentence ?? '')).toEqual(parts)
  }
})
