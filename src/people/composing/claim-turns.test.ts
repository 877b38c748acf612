import { expect, test } from 'vitest'
import { turnsOf } from './claim-turns.ts'

test.each([
  ['I teach Spanish.', []],
  ['I am not a surgeon.', ['denied']],
  ["I don't teach.", ['denied']],
  ['Ich bin kein Arzt.', ['denied']],
  ['I want to teach.', ['wished']],
  ["I'd teach if I could.", ['wished']],
  ['I was a nurse.', ['past']],
  ['I worked in Rome.', ['past']],
  ['She is a nurse.', ['others']],
  ['My brother’s wife sings.', ['others']],
  ['People who sing.', ['others']],
  ['I have not been there.', ['denied', 'past']],
])('"%s" is turned by %j', (text, turns) => {
  expect([...turnsOf(text)]).toEqual(turns)
})
