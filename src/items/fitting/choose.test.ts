import { expect, test } from 'vitest'
import { easeScorer, fitSpectral, meanOf, measure, rowOf, seededRandom, unlimitedEffort } from '../../engine/index.ts'
import type { Effort } from '../../engine/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { chooseEase } from './choose-ease.ts'
import { chooseSpectral } from './choose-spectral.ts'
import type { Judges } from './choose-spectral.ts'
import { fitCandidates } from './fit-candidates.ts'
import { openReport } from './fit-report.ts'
import { holdOut } from './hold-out.ts'
import type { HeldOut } from './hold-out.ts'
import { askedAt } from './judge.ts'
import { openMember } from './members.ts'

const likes = plantedLikes()
const held = holdOut(likes.matrix, null, 1)
const effort = unlimitedEffort(1)

const judgesOf = (of: HeldOut, secondsMax = Infinity): Judges => ({
  train: of.train,
  people: Array.from(of.rows, (row) => askedAt(of, row)),
  secondsMax,
  effort,
})

test('the settings that are chosen are the best that were tried, or the usual ones', () => {
  const model = fitSpectral(held.train, { rank: 64 }, effort)
  const { choice, tried } = chooseSpectral(model, judgesOf(held))
  const best = Math.max(...tried.map(({ ndcg }) => ndcg))
  const chosen = tried.find(({ settings }) => settings === choice)
  expect(tried.length).toBeGreaterThan(30)
  expect(chosen?.ndcg).toBeGreaterThan(best - 2 * (chosen?.error ?? 0))
  expect([best, tried[0]?.ndcg]).toContain(chosen?.ndcg)
})

test('where nothing is better beyond chance the usual settings stay', () => {
  const { matrix } = plantedLikes({ ...tiny, rows: 60, events: 900 }, { isShuffled: true })
  const few = holdOut(matrix, null, 1)
  const random = seededRandom(5)
  const wanted = { ...few, test: { ...few.test, indices: few.test.indices.map(() => random() * tiny.columns) } }
  const { choice } = chooseSpectral(fitSpectral(few.train, { rank: 16 }, effort), judgesOf(wanted))
  expect([choice.gamma, choice.beta]).toEqual([0.7, 1])
})

test('the exact model is tried with more and with less, and the best of them is kept', () => {
  const { choice, model, tried } = chooseEase(judgesOf(held), tiny.columns)
  expect(tried.length).toBeGreaterThan(3)
  const best = tried.toSorted((one, other) => other.ndcg - one.ndcg)[0]
  expect(choice).toEqual(best?.settings)
  const scorer = easeScorer(model)
  const figures = measure({ train: held.train, test: held.test, k: 20 }, (row, scores) =>
    scorer.score(rowOf(held.train, row), scores),
  )
  expect(meanOf(figures.ndcg)).toBeCloseTo(best?.ndcg ?? 0, 6)
})

test('without time for a second try there is one', () => {
  let left = 100
  const slow: Effort = { ...effort, secondsLeft: () => (left -= 1) }
  expect(chooseEase({ ...judgesOf(held, 1), effort: slow }, tiny.columns).tried).toHaveLength(1)
})

const candidatesIn = (seconds: number) => {
  const book = openReport(() => seconds)
  const found = fitCandidates({ held, effort: { ...effort, secondsLeft: () => seconds }, book })
  return { ...found, chosen: book.report({ data: {} as never, heldOut: {} as never }).chosen }
}

test('with time there are an exact model and a spectral one', () => {
  expect(candidatesIn(60).members.map(({ settings }) => settings.kind)).toEqual(['spectral', 'ease'])
})

test('with next to no time there are the neighbours of items, and it is said why', () => {
  const { members, chosen } = candidatesIn(0.0001)
  expect(members.map(({ settings }) => settings.kind)).toEqual(['neighbours'])
  expect(chosen.join(' ')).toContain('no time for more')
  const scores = new Float32Array(tiny.columns)
  const [only] = members
  if (only) openMember(only, held.train).score(rowOf(held.train, 0), scores)
  expect(scores.some((score) => score > 0)).toBe(true)
})
