import { expect, test } from 'vitest'
import { bestSetting } from './best-setting.ts'
import { blendScores, learnBlend, weightsFor } from './blend.ts'
import type { Blend } from './blend.ts'
import type { HeldOut } from './blend-candidates.ts'
import { bootstrapMean, meanOf } from './bootstrap.ts'
import { itemNeighbours, neighbourScorer } from './item-neighbours.ts'
import { rowOf, sparseMatrix } from './matrix.ts'
import { measure } from './metrics.ts'
import { mostPopular } from './most-popular.ts'
import { planted } from './planted.ts'
import { small } from './planted-shape.ts'
import { shuffled } from './planted-shuffled.ts'
import { seededRandom } from './random.ts'
import type { Scorer } from './scorer.ts'
import { eventsAt, splitAtRandom } from './splits.ts'
import type { Events } from './splits-pairs.ts'

const COLUMNS = 80

/** Rows with one wanted column and a history of a given length. */
const rowsWith = (history: number, count: number): HeldOut[] =>
  Array.from({ length: count }, (_, row) => ({
    row: row + history * 1000,
    known: Uint32Array.from({ length: history }, (_known, at) => at),
    wanted: Uint32Array.of(40 + (row % 40)),
  }))

/** Scores of chance; to every `every`th row the wanted column stands out. */
function hint(heldOut: HeldOut, { every, seed }: { every: number; seed: number }, scores: Float32Array): void {
  const random = seededRandom(heldOut.row * 7 + seed)
  for (const column of scores.keys()) scores[column] = random()
  if (heldOut.row % every === 0) scores[heldOut.wanted[0] as number] = 2
}

/** The first two are right of different rows, the third of none. */
function learnHints(heldOut: readonly HeldOut[]): Blend {
  const hints = [
    { every: 2, seed: 1 },
    { every: 3, seed: 2 },
    { every: 1e9, seed: 3 },
  ] as const
  return learnBlend({
    columns: COLUMNS,
    heldOut,
    sources: ['two', 'three', 'none'],
    scoreSource: (each, source, scores) => hint(each, hints[source] as { every: number; seed: number }, scores),
  })
}

test('sources that know different things are blended, and one that knows nothing is left out', () => {
  const [bucket] = learnHints(rowsWith(1, 300)).buckets
  const [two = 0, three = 0, none = 1] = bucket?.weights ?? []
  expect(two).toBeGreaterThan(0)
  expect(three).toBeGreaterThan(0)
  expect(none).toBe(0)
  expect(two + three).toBeCloseTo(1, 12)
  expect(bucket?.ndcg).toBeGreaterThan((bucket?.alone[0] ?? 1) + 3 * (bucket?.error ?? 1))
  expect(bucket?.alone[0]).toBeGreaterThan(bucket?.alone[1] ?? 1)
  expect(bucket?.exact).toBe(1)
})

test('each length of history has weights of its own', () => {
  const blend = learnBlend({
    columns: COLUMNS,
    heldOut: [...rowsWith(2, 60), ...rowsWith(5, 60), ...rowsWith(30, 60)],
    sources: ['short', 'long'],
    scoreSource(each, source, scores) {
      const isRight = each.known.length < 10 === (source === 0)
      hint(each, { every: isRight ? 1 : 1e9, seed: source }, scores)
    },
  })
  expect([1, 2, 3, 9, 10, 500].map((history) => weightsFor(blend, history))).toEqual(
    [0, 0, 0, 0, 1, 1].map((best) => (best === 0 ? [1, 0] : [0, 1])),
  )
  expect(weightsFor(blend, 0)).toEqual([1, 0])
  expect(blend.buckets.map(({ rows, borrowed }) => [rows, borrowed])).toEqual([
    [60, null],
    [60, null],
    [60, null],
  ])
})

test('too few rows of one history take the weights of the nearest, of two the longer', () => {
  const { buckets } = learnHints([...rowsWith(1, 100), ...rowsWith(4, 5), ...rowsWith(12, 100)])
  expect(buckets.map(({ borrowed }) => borrowed)).toEqual([null, 10, null])
  expect(buckets[1]?.weights).toEqual(buckets[2]?.weights)
  expect(learnHints(rowsWith(4, 100)).buckets.map(({ borrowed }) => borrowed)).toEqual([3, null, 3])
})

test('too few rows of every history are judged together, without blending, and none take the first source', () => {
  const few = learnHints([...rowsWith(1, 20), ...rowsWith(4, 19)])
  expect(few.buckets.map(({ borrowed, rows }) => [borrowed, rows])).toEqual([
    ['all', 39],
    ['all', 39],
    ['all', 39],
  ])
  expect(few.buckets[0]?.weights).toEqual([1, 0, 0])
  const none = learnHints([])
  expect(none.buckets.map(({ weights }) => weights)).toEqual([
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 0],
  ])
  expect(none.buckets[0]?.ndcg).toBeNaN()
})

test('the same question has the same answer', () => {
  expect(learnHints(rowsWith(1, 90))).toEqual(learnHints(rowsWith(1, 90)))
})

test('scores are blended on one scale, and a source without weight may hold anything', () => {
  const scores = new Float32Array(3).fill(7)
  const lists = [Float32Array.of(0, 1, 2), Float32Array.of(2000, 1000, 0), new Float32Array(3).fill(Number.NaN)]
  blendScores([0.5, 0.5, 0], lists, scores)
  expect(new Set(scores.map((score) => Math.round(score * 1000))).size).toBe(1)
  blendScores([0.6, 0.4, 0], lists, scores)
  expect([...scores]).toEqual([...scores].toSorted((one, other) => one - other))
})

/** Most popular, neighbours and chance, blended on a part of the training and judged on what came later. */
function blendOn(events: Events, seed: number) {
  const split = splitAtRandom(events, { share: 0.2, seed })
  const known = eventsAt(events, split.train)
  const inner = splitAtRandom(known, { share: 0.2, seed: seed + 1 })
  const matrix = (some: Events) => sparseMatrix(small, some)
  const random = seededRandom(seed)
  const scorersOf = (train: ReturnType<typeof matrix>): readonly Scorer[] => [
    mostPopular(train),
    neighbourScorer(itemNeighbours(train)),
    { columns: small.columns, score: (_row, scores) => scores.set(scores.map(random)) },
  ]
  const [before, after] = [matrix(eventsAt(known, inner.train)), matrix(eventsAt(known, inner.test))]
  const learners = scorersOf(before)
  const blend = learnBlend({
    columns: small.columns,
    heldOut: Array.from({ length: 750 }, (_, at) => at * 4)
      .map((row) => ({ row, known: rowOf(before, row).indices, wanted: rowOf(after, row).indices }))
      .filter(({ wanted }) => wanted.length > 0),
    sources: ['popular', 'neighbours', 'chance'],
    scoreSource: ({ row }, source, scores) => learners[source]?.score(rowOf(before, row), scores),
  })
  const train = matrix(known)
  const rows = Uint32Array.from({ length: 1000 }, (_, at) => at * 3)
  const trial = { train, test: matrix(eventsAt(events, split.test)), k: 20, rows }
  const scorers = scorersOf(train)
  const lists = scorers.map(() => new Float32Array(small.columns))
  const blended = measure(trial, (row, scores) => {
    const entries = rowOf(train, row)
    for (const [source, { score }] of scorers.entries()) score(entries, lists[source] as Float32Array)
    blendScores(weightsFor(blend, entries.indices.length), lists, scores)
  })
  const alone = scorers.map(({ score }) => measure(trial, (row, scores) => score(rowOf(train, row), scores)).ndcg)
  return { blend, blended: blended.ndcg, popular: alone[0] as Float64Array, neighbours: alone[1] as Float64Array }
}

test('on planted data the blend is at least as good as its best source, and far better than the popular', () => {
  const { blended, popular, neighbours } = blendOn(planted(small, 1).events, 4)
  expect(meanOf(blended)).toBeGreaterThanOrEqual(meanOf(neighbours) - 0.001)
  expect(meanOf(blended)).toBeGreaterThan(3 * meanOf(popular))
})

test('on shuffled data the blend finds nothing better than the most popular', () => {
  const { blend, blended, popular } = blendOn(shuffled(planted(small, 1).events), 3)
  for (const { weights } of blend.buckets) expect(weights[0]).toBeGreaterThan(0.5)
  const gains = blended.map((ndcg, place) => ndcg - (popular[place] as number))
  const { low, high } = bootstrapMean(gains, { seed: 1 })
  expect(low).toBeLessThanOrEqual(0)
  expect(high).toBeLessThan(0.003)
})

test('the best of several settings is the one of the best mean, and the first of equals', () => {
  const figures: Record<string, Float64Array> = {
    low: Float64Array.of(0.1, 0.2, 0.3),
    first: Float64Array.of(0.4, 0.5, 0.6),
    second: Float64Array.of(0.6, 0.5, 0.4),
  }
  const { setting, tried } = bestSetting(['low', 'first', 'second'], (name) => figures[name] as Float64Array)
  expect(setting).toBe('first')
  expect(tried.map(({ behind }) => behind)).toEqual([expect.closeTo(0.3, 12), 0, expect.closeTo(0, 12)])
  expect(tried[0]?.behindError).toBeCloseTo(0, 12)
  expect(tried[2]?.behindError).toBeGreaterThan(0.1)
  expect(tried[1]?.ndcg).toBeCloseTo(0.5, 12)
  expect(() => bestSetting([], () => new Float64Array())).toThrow(RangeError)
})
