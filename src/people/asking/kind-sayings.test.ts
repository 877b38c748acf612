import { expect, test } from 'vitest'
import { affirmedStems } from './denials.ts'
import { boundPairs, kindSayings } from './kind-sayings.ts'
import { meetingStems } from './related-words.ts'
import { purposes, relationships } from './wish.ts'
import { stemOf } from '../../engine/index.ts'

test('every kind has its sayings, and no word is empty', () => {
  expect(Object.keys(kindSayings)).toEqual([...relationships, ...purposes])
  for (const sayings of Object.values(kindSayings)) {
    expect(sayings.length).toBeGreaterThan(0)
    for (const word of sayings.flat(2)) expect(word, sayings.join()).toMatch(/^[a-z]+$/u)
  }
})

test('neighbours that are bound are among the stems of a text, and only where they stand together', () => {
  expect(boundPairs).toContain('somethingserious')
  const bound = stemOf('somethingserious')
  expect(meetingStems('Looking for something serious.')).toContain(bound)
  expect(meetingStems('A serious climber wants something.')).not.toContain(bound)
})

test('no strings is what somebody says, and not what she denies', () => {
  expect(affirmedStems('No strings attached.')).toContain(stemOf('nostrings'))
  expect(affirmedStems('I want no hookups.')).not.toContain('hookup')
})
