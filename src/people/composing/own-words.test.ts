import { describe, expect, test } from 'vitest'
import { readCue } from './cues.ts'
import { cueUnder, isOfThePast, isRefusal, isStatement, isTerms, statesTrouble } from './own-words.ts'
import type { Prompt } from './types.ts'

const asking = (side: Prompt['side']): Prompt => ({ side, topics: new Set() })
const counted = (side: Prompt['side'], text: string): string | null =>
  cueUnder(asking(side), text, readCue(text))?.kind ?? null

describe('a cue under a question after one side', () => {
  const cases: readonly (readonly [side: 'need' | 'offer', text: string, counted: string | null])[] = [
    ['need', 'I can cook', 'offer'],
    ['need', 'Sometimes I can cook', 'offer'],
    ['need', 'A flat, and happy to help', 'offer'],
    ['need', 'Pottery is my craft', 'offer'],
    ['need', 'A lawyer with experience in patents', null],
    ['need', 'A tutor who is good at maths', null],
    ['need', 'A bookkeeper for my company', null],
    ['need', 'intros to publishers', null],
    ['need', 'Maybe intros to publishers', null],
    ['need', 'Knowledge of tax law', null],
    ['need', 'Intros to publishers are what I can give', 'offer'],
    ['offer', 'intros to publishers', 'offer'],
    ['need', 'Sorry, I am a plumber', 'self'],
    ['need', 'A pet for those who do not want a dog', null],
    ['need', 'Money, I do not need', 'not need'],
    ['offer', 'Help for people who need a flat', null],
    ['offer', 'Soup, but not available on Sundays', null],
    ['offer', 'I no longer teach', 'not offer'],
  ]
  for (const [side, text, kind] of cases) {
    test(`"${text}" under ${side} counts as ${kind ?? 'nothing'}`, () => expect(counted(side, text)).toBe(kind))
  }
  test('elsewhere every cue counts', () => {
    for (const side of ['mixed', null] as const) expect(counted(side, 'A tutor who is good at maths')).toBe('offer')
  })
})

test('names of things are no statements, however long they are', () => {
  for (const text of ['A flat near the university for my daughter', 'The bike that was stolen', 'My old bike']) {
    expect(isStatement(text), text).toBe(false)
  }
  for (const text of ['We have goats', 'At school I sat there', 'My parents kept a shop', 'The sun was out']) {
    expect(isStatement(text), text).toBe(true)
  }
})

test('what somebody has done is not over', () => {
  expect(isOfThePast('I planned two gardens')).toBe(true)
  expect(isOfThePast('I have planned two gardens')).toBe(false)
  expect(isOfThePast('A planned garden')).toBe(false)
})

test('a refusal asks for none of something', () => {
  for (const text of ['No agencies please.', 'Please no agents', 'Keine Makler, bitte', 'Sin agencias, por favor']) {
    expect(isRefusal(text), text).toBe(true)
  }
  for (const text of ['No-code tools, please', 'A bed, please', 'Nothing less than a miracle']) {
    expect(isRefusal(text), text).toBe(false)
  }
})

test('terms say when, where and how, and nothing else', () => {
  for (const text of ['Evenings only', 'remote', 'on weekends', 'Part-time, from home', 'nur abends', 'No agencies']) {
    expect(isTerms(text), text).toBe(true)
  }
  for (const text of ['Online yoga', 'Help at weekends', 'A home', 'someone on Mondays', 'coffee', '']) {
    expect(isTerms(text), text).toBe(false)
  }
})

test('a trouble is stated without a wish, and what would help names none', () => {
  for (const text of ['Computers confuse me', 'Our paperwork drives us mad', 'The roof is leaking']) {
    expect(statesTrouble(text), text).toBe(true)
  }
  for (const text of ['Someone to teach me', 'Lessons for me', 'A dog that likes me', 'It would be good to swim']) {
    expect(statesTrouble(text), text).toBe(false)
  }
})
