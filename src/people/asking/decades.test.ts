import { expect, test } from 'vitest'
import { decadeReadings } from './decades.ts'
import { lineOf } from './line.ts'

const wantedIn = (sentence: string): readonly unknown[] => decadeReadings(lineOf(sentence)).map(({ wanted }) => wanted)
const age = (min: number, max: number | null): object => ({ kind: 'age', min, max })

test.each([
  ['early thirties', age(30, 33)],
  ['mid-thirties', age(33, 37)],
  ['late 30s', age(37, 39)],
  ['in their forties', age(40, 49)],
  ['in 50s', age(50, 59)],
  ['a woman, 60s', age(60, 69)],
  ['20s or 30s', age(20, 39)],
  ['late twenties to early thirties', age(27, 33)],
  ['early to mid 40s', age(40, 47)],
  ['thirty-something', age(30, 39)],
  ['teenagers', age(13, 19)],
  ['middle-aged', age(40, 59)],
  ['pensioners', age(60, null)],
])('%s', (sentence, wanted) => {
  expect(wantedIn(sentence)[0]).toEqual(wanted)
})

test.each([
  '80s music',
  'early 90s hip hop',
  'the sixties',
  'music of the 60s',
  'adult education',
  'a tutor for teenagers',
])('%s is no age', (sentence) => {
  expect(wantedIn(sentence)).toEqual([])
})

test('whose decade it is, is weak evidence of a gender', () => {
  const [, gender] = decadeReadings(lineOf('someone in her late 20s'))
  expect(gender).toMatchObject({ wanted: { kind: 'gender', values: ['female'] }, isWeak: true })
  expect(wantedIn('in his 30s')[1]).toEqual({ kind: 'gender', values: ['male'] })
  expect(wantedIn('in their 30s')).toHaveLength(1)
})
