import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAges } from './ages.ts'
import { lineOf, pieceOf } from './line.ts'

const agesIn = (sentence: string): readonly unknown[] => {
  const line = lineOf(sentence)
  return readAges(line).flatMap(({ wanted, ...span }) =>
    wanted?.kind === 'age' ? [[pieceOf(line, span), wanted.min, wanted.max]] : [],
  )
}

describe('an age', () => {
  test.each([
    ['24 years old', [['24 years old', 21, 27]]],
    ['18 years old', [['18 years old', 18, 21]]],
    ['17 years old', [['17 years old', 14, 20]]],
    ['120 years old', [['120 years old', 117, 120]]],
    ['around 20 years old', [['around 20 years old', 18, 24]]],
    ['exactly 24', [['exactly 24', 24, 24]]],
    [
      'no older than 35, not under 21',
      [
        ['not under 21', 21, null],
        ['no older than 35', null, 35],
      ],
    ],
    ['18+', [['18+', 18, null]]],
    ['between 99 and 1', [['between 99 and 1', 1, 99]]],
  ])('in %j is %j', (sentence, ages) => {
    expect(agesIn(sentence)).toEqual(ages)
  })

  test('is none before another unit, nor in sums, dates and counts', () => {
    for (const unit of ['km', 'miles', 'minutes', 'hours', 'people', 'songs', 'euros', '%', 'kg', 'pm', 'times']) {
      expect(agesIn(`around 30 ${unit}`)).toEqual([])
      expect(agesIn(`between 20 and 30 ${unit}`)).toEqual([])
      expect(agesIn(`over 30 ${unit}`)).toEqual([])
      expect(agesIn(`20-30 ${unit}`)).toEqual([])
    }
    for (const other of ['$20-30', '2024-10-11', '50/50', '9-5', '24/7', 'room 25', 'top 40'])
      expect(agesIn(other)).toEqual([])
  })

  test('needs a person, a unit or a comparison: a number alone is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (number) => {
        expect(agesIn(`${number}`)).toEqual([])
        expect(agesIn(`chapter ${number} of my book`)).toEqual([])
      }),
    )
  })

  test('between any two numbers is in order, and within 0 and 120', () => {
    const years = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(years, years, (one, other) => {
        const read = readAges(lineOf(`somebody between ${one} and ${other} years old`)).flatMap(
          ({ wanted }) => wanted ?? [],
        )
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        expect(read).toEqual(high < 13 ? [] : [{ kind: 'age', min: low, max: high }])
      }),
    )
  })

  test('that is excluded leaves those at its edge', () => {
    expect(readAges(lineOf('over 40'))[0]?.whenExcluded).toEqual({ kind: 'age', min: 41, max: null })
  })

  test('is under 30 at 29, and over 50 at 50', () => {
    expect(agesIn('under 30')).toEqual([['under 30', null, 29]])
    expect(agesIn('at most 30')).toEqual([['at most 30', null, 30]])
    expect(agesIn('over 50')).toEqual([['over 50', 50, null]])
    expect(agesIn('age > 50')).toEqual([['age > 50', 51, null]])
  })

  test.each([
    ['150 years old', 'Nobody is that old.'],
    ['for my 30 year old sister', 'It is the age of somebody else.'],
    ['kids between 8 and 14', 'It is the age of somebody else.'],
    ['my age', 'Whoever is nearer to your own age comes first as it is.'],
    ['any age', 'Any age will do.'],
    ['older than me', 'Your own age is not in the sentence.'],
    ['born after 1990', 'Say it in years of age: a year of birth is not counted from.'],
    ['young people', 'It names no age.'],
    ['in my 20s', 'It is about whoever asks.'],
  ])('in %j decides nothing, and the answer says why', (sentence, because) => {
    expect(readAges(lineOf(sentence)).map((reading) => [reading.wanted, reading.because])).toEqual([[null, because]])
  })
})
