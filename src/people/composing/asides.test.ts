import { describe, expect, test } from 'vitest'
import { answersAfterAll, isAside, turnsDown } from './asides.ts'

describe('said without saying anything', () => {
  test.each([
    'idk',
    'not sure yet tbh',
    'nothing really, just looking around',
    'Nothing much, I just read along.',
    'It’s all in my résumé.',
    'Read my first answer.',
    'As above.',
    'Hm, good question!',
    'Where do I begin?',
    'Well, quite a few things.',
    'Oh, this will be long, sorry',
    'My brother needs a new car, but that’s another story.',
    'My cousin sings better than I do.',
    'I need a second phone like I need a cold.',
    'A lodger is the last thing I want.',
    'I have everything I need.',
  ])('%j', (text) => expect(isAside(text)).toBe(true))
})

describe('said in earnest', () => {
  test.each([
    'My brother needs a new car.',
    'A good question for every interview',
    'Reading with my first class',
    'I like people who need a walk',
    'Someone who knows where to begin with taxes',
  ])('%j', (text) => expect(isAside(text)).toBe(false))
})

test('a question is turned down by "nothing", and answered after all by who goes on with "well"', () => {
  expect(['Nothing.', 'No', 'nothing really'].map(turnsDown)).toEqual([true, true, true])
  expect(['No-code tools', 'Nothing less than a piano', 'Tea'].map(turnsDown)).toEqual([false, false, false])
  expect(['Well, I cook.', 'But I can sew'].map(answersAfterAll)).toEqual([true, true])
  expect(answersAfterAll('My son made me write this')).toBe(false)
})
