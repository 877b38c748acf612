import { expect, test } from 'vitest'
import { noPersona, nothingSaid } from './profile.ts'
import { embeddedTexts, goneTexts, wordsIn } from './searchable.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'

const said = {
  ...nothingSaid,
  ...noPersona,
  name: 'Rose',
  about: 'I climb. I paint at home.',
  interests: ['Climbing', 'Photography'],
  needs: ['A partner'],
  offers: ['Lessons'],
}

test('the words are the stems of all that is searched, each once, and no name is among them', () => {
  expect(wordsIn(said).toSorted()).toEqual(['climb', 'home', 'lesson', 'paint', 'partner', 'photographi'])
  expect(wordsIn({ ...nothingSaid, ...noPersona })).toEqual([])
})

test('what a persona adds is searched too, but for the name in it', () => {
  const persona = { ...silentPersona, name: 'Rose', archetype: 'A patient gardener' }
  const joined = { ...said, persona, personaNeeds: ['Violin repair'], personaOffers: ['Spanish'] }
  expect(wordsIn(joined)).toEqual(expect.arrayContaining(['garden', 'violin', 'spanish', 'climb']))
  expect(wordsIn(joined)).not.toContain('rose')
})

test('what somebody denies is no word of hers, unless she says it elsewhere', () => {
  const denied = { ...said, about: "I climb. I don't smoke.", needs: ['No pets please'], offers: ['Vegan meals'] }
  expect(wordsIn(denied).toSorted()).toEqual(['climb', 'meal', 'photographi', 'vegan'])
  expect(wordsIn({ ...denied, interests: ['Pets'] })).toContain('pet')
})

test('what no index takes is no word', () => {
  expect(wordsIn({ ...said, about: `${'x'.repeat(5000)} ${'語'.repeat(3000)} boat` })).toContain('boat')
  expect(wordsIn({ ...said, about: 'x'.repeat(5000) }).every((word) => word.length <= 64)).toBe(true)
})

test('each list is one text, and about is its sentences', () => {
  expect(embeddedTexts(said)).toEqual({
    interests: ['Climbing, Photography'],
    offers: ['Lessons'],
    needs: ['A partner'],
    about: ['I climb.', 'I paint at home.'],
  })
  const joined = { ...said, interests: [], personaNeeds: ['a cook'], personaOffers: ['songs'] }
  expect(embeddedTexts(joined)).toMatchObject({
    interests: [],
    offers: ['Lessons, songs'],
    needs: ['A partner, a cook'],
  })
  const nothing = { interests: [], offers: [], needs: [], about: [] }
  expect(embeddedTexts({ ...nothingSaid, ...noPersona, about: '!!!' })).toEqual(nothing)
})

test('a text that is too long for a model is embedded to its last page', () => {
  const interests = Array.from({ length: 100 }, (_, index) => `the art of number ${index} in all its many forms`)
  const pieces = embeddedTexts({ ...said, interests }).interests
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.join(' ')).toContain('number 99')
})

test('gone is what was embedded of one and is not of the other', () => {
  expect(goneTexts(null, said)).toEqual([])
  expect(goneTexts(said, said)).toEqual([])
  expect(goneTexts(said, { ...said, about: 'I climb.' })).toEqual(['I paint at home.'])
  expect(goneTexts(said, null)).toEqual([
    'Climbing, Photography',
    'Lessons',
    'A partner',
    'I climb.',
    'I paint at home.',
  ])
})

test('what was joined counts as what was said: moved from one to the other, nothing is gone', () => {
  const moved = { ...said, offers: [], personaOffers: ['Lessons'] }
  expect(goneTexts(said, moved)).toEqual([])
})
