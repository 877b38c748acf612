import { expect, test } from 'vitest'
import { readPurposes, readRelationships } from './kinds.ts'
import { lineOf } from './line.ts'

const valuesIn = (sentence: string): readonly string[] =>
  [...readRelationships(lineOf(sentence)), ...readPurposes(lineOf(sentence))].flatMap(({ wanted }) =>
    wanted?.kind === 'relationship' || wanted?.kind === 'purpose' ? wanted.values : [],
  )

test.each([
  ['hookup', 'casual'],
  ['friends with benefits', 'casual'],
  ['no strings attached', 'casual'],
  ['something serious', 'serious'],
  ['long-term', 'serious'],
  ['a girlfriend', 'serious'],
  ["a boyfriend who's kind", 'serious'],
  ['a buddy', 'friendship'],
  ['hang out', 'friendship'],
  ['a mentor', 'professional'],
  ['networking', 'professional'],
  ['someone to listen to me', 'emotional_support'],
  ['empathy', 'emotional_support'],
  ['teach', 'education'],
  ['a tutor', 'education'],
  ['a job', 'career'],
  ['work out', 'health'],
  ['mental health', 'health'],
])('%s says %s', (sentence, value) => {
  expect(valuesIn(sentence)).toEqual([value])
})

test.each([
  'funding for my startup',
  'romantic comedies',
  'translate',
  'artful',
  'fundamental',
  'funky',
  'workaholic',
  'homeworker',
  'serious climber',
  'casual gamer',
  'committed climber',
  'friendly',
  'befriend',
  'my friend',
  'a friend of mine',
  'paypal',
  'up to date',
  'listens to jazz',
  'understands physics',
  'comfort food',
  'tech support',
  'Steve Jobs',
  'boyfriend jeans',
  'partner',
  'a case study',
  'learned',
  'healthcliff',
  'classmates',
])('%s says nothing of the kind', (sentence) => {
  expect(valuesIn(sentence)).toEqual([])
})

test('the words of a purpose stay free for the topic, those of a relationship do not', () => {
  expect(readPurposes(lineOf('a tutor'))[0]?.isShared).toBe(true)
  expect(readPurposes(lineOf('a mentor'))[0]?.isShared).toBe(true)
  expect(readRelationships(lineOf('a buddy'))[0]?.isShared).toBeUndefined()
})
