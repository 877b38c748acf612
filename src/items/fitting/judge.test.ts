import { expect, test } from 'vitest'
import { sparseMatrix, unlimitedEffort } from '../../engine/index.ts'
import type { Effort } from '../../engine/index.ts'
import { askedAt, bestOf, gainOf, judge } from './judge.ts'
import type { Asked } from './judge.ts'

const shape = { rows: 200, columns: 30 }
const all = Uint32Array.from({ length: 200 }, (_, row) => row)
const train = sparseMatrix(shape, { rows: all, columns: all.map(() => 29) })
const wanted = sparseMatrix(shape, { rows: all, columns: all.map((row) => row % 25) })
const people = Array.from(all, (row) => askedAt({ train, test: wanted }, row))

/** `right`: the wanted one on top; `wrong`: nowhere. */
function* scoresOf({ wanted: columns }: Asked): Generator<Float32Array> {
  const right = new Float32Array(30)
  right[columns[0] as number] = 1
  yield right
  yield right.map((score) => -score)
}

const judging = { choices: ['right', 'wrong'], scoresOf, secondsMax: Infinity, effort: unlimitedEffort(1) }

test('choices are judged by what each finds for the same people', () => {
  const { tried, values } = judge(people, judging)
  expect(tried[0]).toEqual({ settings: 'right', ndcg: 1, error: 0 })
  expect(tried[1]?.ndcg).toBe(0)
  expect(values.map((list) => list.length)).toEqual([200, 200])
})

test('what is known is not recommended, however well it scores', () => {
  const known = askedAt({ train, test: wanted }, 3)
  expect([...known.known]).toEqual([29])
  function* knownFirst({ wanted: columns }: Asked): Generator<Float32Array> {
    const scores = new Float32Array(30)
    scores[29] = 2
    scores[columns[0] as number] = 1
    yield scores
  }
  expect(judge([known], { ...judging, choices: ['known'], scoresOf: knownFirst }).tried[0]?.ndcg).toBe(1)
})

test('when the time is over nobody else is asked, but a hundred always are', () => {
  let left = 100
  const effort: Effort = { ...unlimitedEffort(1), secondsLeft: () => (left -= 1) }
  expect(judge(people, { ...judging, secondsMax: 0.5, effort }).values[0]?.length).toBe(100)
  expect(judge(people.slice(0, 7), { ...judging, secondsMax: 0.5, effort }).values[0]?.length).toBe(7)
})

test('nobody who is asked says nothing', () => {
  expect(judge([], judging).tried.map(({ ndcg, error }) => [ndcg, error])).toEqual([
    [0, 0],
    [0, 0],
  ])
})

test('of equally good choices the first is the best', () => {
  expect(bestOf([{ ndcg: 0.1 }, { ndcg: 0.3 }, { ndcg: 0.3 }])).toBe(1)
  expect(bestOf([])).toBe(0)
})

test('a gain is that of the same people', () => {
  const { gain, error } = gainOf(Float64Array.of(0.3, 0.5, 0.7), Float64Array.of(0.2, 0.4, 0.6))
  expect(gain).toBeCloseTo(0.1)
  expect(error).toBeCloseTo(0)
})
