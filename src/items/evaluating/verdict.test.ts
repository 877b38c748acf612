import { expect, test } from 'vitest'
import { measure, seededRandom, sparseMatrix } from '../../engine/index.ts'
import type { ScoreRow } from '../../engine/index.ts'
import { verdictOn } from './verdict.ts'

const people = 200
const shape = { rows: people, columns: 20 }
const random = seededRandom(1)
const nothing = sparseMatrix(shape, { rows: new Uint32Array(), columns: new Uint32Array() })
const wanted = sparseMatrix(shape, {
  rows: Uint32Array.from({ length: people }, (_, row) => row),
  columns: Uint32Array.from({ length: people }, () => random() * 20),
})

const shownBy = (score: ScoreRow) => measure({ train: nothing, test: wanted, k: 5 }, score)
const popular = shownBy((_, scores) => scores.forEach((__, column) => (scores[column] = -column)))
const knowing = shownBy((row, scores) => {
  scores.fill(0)
  scores[wanted.indices[row] as number] = 1
})
const guessing = shownBy((_, scores) => scores.forEach((__, column) => (scores[column] = random())))

test('an engine that knows more is said to find more, with its interval', () => {
  const { isAnythingBetter, sentences } = verdictOn({ ours: knowing, popular }, 1)
  expect(isAnythingBetter).toBe(true)
  expect(sentences).toEqual([
    expect.stringMatching(/^Our engine finds more than .* \(\+0\.\d{4} NDCG, 95 % interval \+.* to \+.*\)\.$/u),
  ])
})

test('where nobody knows anything it is said that nothing beats most-popular', () => {
  const { isAnythingBetter, sentences } = verdictOn({ ours: guessing, 'item-knn': guessing, popular }, 1)
  expect(isAnythingBetter).toBe(false)
  expect(sentences.join(' ')).toContain('Nothing beats most-popular')
})

test('where another engine is better and ours is not, that is not hidden', () => {
  const { isAnythingBetter, sentences } = verdictOn({ ours: popular, 'item-knn': knowing, popular }, 1)
  expect(isAnythingBetter).toBe(true)
  expect(sentences.join(' ')).toContain('Our engine finds no more')
})
