import { expect, test } from 'vitest'
import { fitSpectral, mostPopular, rowOf, spectralScorer, unlimitedEffort, weightsFor } from '../../engine/index.ts'
import type { Effort } from '../../engine/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { holdOut } from './hold-out.ts'
import { learnBlends } from './learn-blends.ts'
import type { BlendLearning, ScoreSource } from './learn-blends.ts'

const { matrix, times } = plantedLikes({ ...tiny, rows: 900, events: 14_000 })
const held = holdOut(matrix, times, 1)
const spectral = spectralScorer(fitSpectral(held.train, { rank: 24 }, unlimitedEffort(1)), held.train)
const popular = mostPopular(held.train)

const learned: ScoreSource = (row, _person, scores) => spectral.score(row, scores)
const favourites: ScoreSource = (row, _person, scores) => popular.score(row, scores)
const nothing: ScoreSource = (_row, _person, scores) => scores.fill(0)
/** Knows what is to be found. */
const oracle: ScoreSource = (_row, person, scores) => {
  scores.fill(0)
  for (const column of rowOf(held.test, person).indices) scores[column] = 1
}

const learning = (sources: BlendLearning['sources'], more: Partial<BlendLearning> = {}): BlendLearning => ({
  held,
  sources,
  isBefore: (one, other) => one - other,
  isForShort: true,
  secondsMax: Infinity,
  effort: unlimitedEffort(1),
  ...more,
})

test('whoever knows more has all there is to say, for short histories and for long ones', () => {
  const blend = learnBlends(learning({ favourites, oracle, nothing }))
  expect(blend.sources).toEqual(['favourites', 'oracle', 'nothing'])
  for (const history of [1, 2, 5, 30]) expect(weightsFor(blend, history)[1]).toBeGreaterThan(0.5)
})

test('one source alone has the weight of all', () => {
  const blend = learnBlends(learning({ learned }))
  expect(blend.buckets.map(({ weights }) => weights)).toEqual([[1], [1], [1]])
})

test('some are asked as if only one or two things were known of them, the first that they took', () => {
  const asked: number[] = []
  const firsts: boolean[] = []
  const seen: ScoreSource = (row, person, scores) => {
    scores.fill(0)
    const whole = rowOf(held.train, person).indices
    if (row.indices.length === whole.length) return
    asked.push(row.indices.length)
    firsts.push(row.indices.every((column) => [...whole.subarray(0, row.indices.length)].includes(column)))
  }
  learnBlends(learning({ seen }))
  expect(asked.length).toBeGreaterThan(100)
  expect(new Set(asked)).toEqual(new Set([1, 2]))
  expect(firsts.every(Boolean)).toBe(true)
})

test('what else is known of somebody who was cut down is neither recommended nor looked for', () => {
  /** Puts everything that is known on top: nothing of it may be found. */
  const known: ScoreSource = (_row, person, scores) => {
    scores.fill(0)
    for (const column of rowOf(held.train, person).indices) scores[column] = 2
    for (const column of rowOf(held.test, person).indices) scores[column] = 1
  }
  const blend = learnBlends(learning({ known }))
  expect(blend.buckets[0]?.ndcg).toBeCloseTo(1, 6)
})

test('where it is not for short histories nobody is cut down', () => {
  const lengths: boolean[] = []
  const seen: ScoreSource = (row, person, scores) => {
    scores.fill(0)
    lengths.push(row.indices.length === rowOf(held.train, person).indices.length)
  }
  learnBlends(learning({ seen }, { isForShort: false }))
  expect(lengths.every(Boolean)).toBe(true)
})

test('as many are asked as there is time for', () => {
  const people = new Set<number>()
  let left = 1000
  const effort: Effort = { ...unlimitedEffort(1), secondsLeft: () => left }
  const slow: ScoreSource = (_row, person, scores) => {
    left -= 0.01
    people.add(person)
    scores.fill(0)
  }
  learnBlends(learning({ slow }, { secondsMax: 3, effort }))
  expect(people.size).toBeGreaterThanOrEqual(200)
  expect(people.size).toBeLessThanOrEqual(310)
})
