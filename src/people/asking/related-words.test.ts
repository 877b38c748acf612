import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentStems, stemOf } from '../../engine/index.ts'
import { relatedTable } from './related-table.ts'
import { compoundParts, isRelatedStem, meetingStems, relatedTerms } from './related-words.ts'

/** Words of one stem are one word. */
function nearnessOf(one: string, other: string): number {
  return stemOf(one) === stemOf(other) ? 1 : (relatedTerms(stemOf(one)).get(stemOf(other)) ?? 0)
}
const stems = [...new Set((relatedTable.match(/[a-z]{2,}/gu) ?? []).map(stemOf))]

describe('related words', () => {
  test.each([
    ['trekking', 'hiking'],
    ['climber', 'climbing'],
    ['programming', 'coding'],
    ['developer', 'code'],
    ['tutor', 'teaching'],
    ['workout', 'gym'],
    ['bodybuilding', 'gym'],
    ['photos', 'photography'],
    ['painter', 'art'],
    ['vegan', 'vegetarian'],
    ['puppy', 'dogs'],
    ['smoker', 'smoking'],
    ['entrepreneur', 'startup'],
    ['movies', 'cinema'],
  ])('%s and %s find each other', (one, other) => {
    expect(nearnessOf(one, other)).toBeGreaterThanOrEqual(0.6)
    expect(nearnessOf(other, one)).toBe(nearnessOf(one, other))
  })

  test.each([
    ['coding', 'developer software code development engineer tech programming'],
    ['teaching', 'teacher mentor education tutor instructor guide coach'],
    ['learning', 'study education student knowledge training'],
    ['gym', 'workout exercise training athletic bodybuilding'],
    ['fitness', 'workout exercise training athletic health wellness'],
    ['health', 'wellness fitness healthy wellbeing medical'],
    ['emotional', 'emotion feelings empathy understanding caring'],
    ['support', 'help assist guidance counseling listening'],
    ['listening', 'listener understanding empathy caring'],
    ['casual', 'hookup fun fling relaxed'],
    ['serious', 'committed relationship partner dating'],
    ['friendship', 'friend buddy pal companion'],
    ['career', 'professional job work business employment'],
    ['mentor', 'guide advisor coach counselor'],
    ['advice', 'guidance help suggestion recommendation tips'],
    ['music', 'musical musician singing songs melody tune performer'],
    ['art', 'artistic artist creative painting drawing design'],
    ['photography', 'photo photographer pictures camera videography'],
    ['design', 'designer creative graphic ui ux artistic'],
    ['travel', 'traveling trip vacation adventure explore wanderlust'],
    ['hiking', 'trekking mountain outdoor nature trail adventure'],
  ])('%s finds each of: %s', (word, relatives) => {
    for (const relative of relatives.split(' '))
      expect([relative, nearnessOf(word, relative) > 0]).toEqual([relative, true])
  })

  test('what is near is so in both directions, less than the word itself, and never to itself', () => {
    expect(stems.length).toBeGreaterThan(700)
    for (const stem of stems) {
      for (const [other, strength] of relatedTerms(stem)) {
        expect(relatedTerms(other).get(stem)).toBe(strength)
        expect(strength).toBeGreaterThan(0)
        expect(strength).toBeLessThan(1)
        expect(other).not.toBe(stem)
      }
    }
  })

  test('every line of the table is a strength and two words or more', () => {
    for (const line of relatedTable.trim().split('\n')) {
      const [strength, ...words] = line.split(' ')
      expect(Number(strength)).toBeGreaterThanOrEqual(0.4)
      expect(words.length).toBeGreaterThan(1)
      expect(words.join('')).toMatch(/^[a-z\d]+$/u)
    }
  })

  test('the same said otherwise is nearer than a neighbour', () => {
    expect(nearnessOf('hiking', 'trekking')).toBeGreaterThan(nearnessOf('hiking', 'camping'))
  })

  test('a word that is not in the table is related to nothing', () => {
    expect(relatedTerms('zebra').size).toBe(0)
    expect(isRelatedStem('zebra')).toBe(false)
    expect(relatedTerms('constructor').size).toBe(0)
  })
})

describe('compounds', () => {
  test.each([
    ['rockclimbing', ['rock', 'climbing']],
    ['dogwalking', ['dog', 'walking']],
    ['bookclub', ['book', 'club']],
    ['climbing', []],
    ['badminton', []],
    ['', []],
    ['x'.repeat(1000), []],
  ])('%s is said as %j', (word, parts) => {
    expect(compoundParts(word)).toEqual(parts)
  })

  test.each(['rock climbing', 'rock-climbing', 'rockclimbing', 'Rock Climbing!'])(
    '%s meets the other spellings',
    (text) => {
      const met = meetingStems(text)
      for (const spelling of ['rock climbing', 'rock-climbing', 'rockclimbing']) {
        expect(contentStems(spelling).some((stem) => met.includes(stem))).toBe(true)
      }
      expect(met).toContain('climb')
      expect(new Set(met).size).toBe(met.length)
    },
  )

  test('neighbours are joined only to a word that is known', () => {
    expect(meetingStems('table tennis')).toContain('tabletenni')
    expect(meetingStems('big guitar')).toEqual(['big', 'guitar'])
  })

  test('whatever a text holds, its own stems come first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const own = [...new Set(contentStems(text))]
        expect(meetingStems(text).slice(0, own.length)).toEqual(own)
      }),
    )
  })
})
