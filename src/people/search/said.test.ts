import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidateOf } from '../../../test/support/candidates.ts'
import { affirmedStems } from '../asking/index.ts'
import { saidBy } from './said.ts'

const spoken = candidateOf({
  about: "I climb. I don't smoke.",
  interests: ['Chess'],
  needs: ['No pets please'],
  offers: ['Lessons'],
})

test('lists come first, then the text about somebody, sentence by sentence', () => {
  expect(saidBy(spoken).map(({ field, text }) => [field, text])).toEqual([
    ['interests', 'Chess'],
    ['offers', 'Lessons'],
    ['needs', 'No pets please'],
    ['about', 'I climb.'],
    ['about', "I don't smoke."],
  ])
})

test('what is denied can be quoted for nothing', () => {
  expect(saidBy(spoken).flatMap(({ stems }) => stems)).toEqual(['chess', 'lesson', 'climb'])
})

/** The words by which somebody is found are those by which a score quotes her. */
test('nothing is quoted by which nobody is found, however a text denies', () => {
  const words = [
    'I',
    "don't",
    'never',
    'smoke',
    'love',
    'dogs',
    'no',
    'pets',
    'without',
    'or',
    ',',
    '.',
    'but',
    'if',
    'you',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (some) => {
      const about = some.join(' ')
      const found = affirmedStems(about)
      const quoted = saidBy(candidateOf({ about })).flatMap(({ stems }) => stems)
      expect(quoted.filter((stem) => !found.includes(stem))).toEqual([])
    }),
  )
})
