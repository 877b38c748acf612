import { expect, test } from 'vitest'
import { readSentence } from './read-sentence.ts'
import { sayUnderstood } from '../../../test/support/say-understood.ts'

const said = (sentence: string): string => sayUnderstood(readSentence(sentence))

test.each([
  ['ideally a woman under 40', 'prefer female, age -39'],
  ['ideally a woman, under 40', 'must age -39; prefer female'],
  ['a woman, ideally', 'prefer female'],
  ['a woman under 40, if possible', 'prefer female, age -39'],
  ['Ideally, a woman. Under 40', 'must age -39; prefer female'],
  ['ideally a woman but must be under 40', 'must age -39; prefer female'],
  ['ideally a woman and no smokers', 'prefer female; not "smokers"'],
  ['ideally no smokers', 'prefer -"smokers"'],
  ['must be tidy, quiet and friendly', 'must "tidy", "quiet", "friendly"'],
  ['must be tidy or quiet', 'prefer "tidy", "quiet"'],
  ['ideally a woman but under 40', 'must age -39; prefer female'],
  ['woman preferred but not required', 'prefer female'],
  ['speaks Spanish, but it is not a must', 'prefer es'],
  ["doesn't need to speak English", 'prefer en'],
  ['25-35 (flexible)', 'prefer age 25-35'],
  ['tidy and quiet is a must', 'must "tidy", "quiet"'],
  ['ideally vegan, no smokers or drinkers', 'not "smokers", "drinkers"; topic vegan'],
])('"ideally" and "must" reach to the end of the thought: %s', (sentence, understood) => {
  expect(said(sentence)).toBe(understood)
})

test.each([
  ['no smokers near me', 'must near; not "smokers"'],
  ['no smokers or drinkers', 'not "smokers", "drinkers"'],
  ['no smokers, drinkers, or drugs', 'not "smokers", "drinkers", "drugs"'],
  ['no smokers, likes hiking', 'not "smokers"; topic hiking'],
  ['not a smoker but likes wine', 'not "smoker"; topic wine'],
  ['not not a smoker', 'not "smoker"'],
  ['no-code developer', 'topic code developer'],
  ['no gym selfies', 'not "gym selfies"'],
  ['no therapists', 'not health'],
  ['no men over 50', 'not male age 51-'],
  ['no older than 50', 'must age -50'],
  ['without strings attached', 'prefer casual'],
  ['smokers need not apply', 'not "smokers"'],
  ["I don't smoke", "ignored don't smoke"],
  ["I don't want smokers", 'not "smokers"'],
  ['no', 'ignored no'],
  ['no no no', 'ignored no no no'],
])('a "no" is about the next thing: %s', (sentence, understood) => {
  expect(said(sentence)).toBe(understood)
})

test.each([
  ['only vegans', 'must "vegans"'],
  ['vegans only', 'must "vegans"'],
  ['only friendship', 'must friendship'],
  ['only women near me', 'must female, near'],
  ['I only have weekends', 'topic weekends'],
  ['not only vegans', 'topic vegans'],
])('"only" demands what stands beside it: %s', (sentence, understood) => {
  expect(said(sentence)).toBe(understood)
})
