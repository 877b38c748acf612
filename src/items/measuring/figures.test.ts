import assert from 'node:assert/strict'
import { test } from 'vitest'
import { figuresOf } from './figures.ts'
import type { FiguresAsked } from './figures.ts'
import type { Sums } from './figures-store.ts'
import { emptyHistogram, stepOf } from './histogram.ts'
import { metricsAnswer } from './schema.ts'

const histogramOf = (...durations: number[]): number[] => {
  const histogram = emptyHistogram()
  for (const ms of durations) histogram[stepOf(ms)] = (histogram[stepOf(ms)] ?? 0) + 1
  return histogram
}

const sums: Sums = {
  answers: [
    { algorithm: 'popular', variant: null, answers: 4, hits: 1, histogram: histogramOf(1, 1, 1, 1) },
    { algorithm: 'collaborative', variant: 'spring/a', answers: 1, hits: 0, histogram: histogramOf(10) },
    { algorithm: 'collaborative', variant: 'spring/b', answers: 3, hits: 3, histogram: histogramOf(10, 10, 100) },
  ],
  shown: [
    { source: 'popular', variant: null, shown: 80 },
    { source: 'collaborative', variant: 'spring/a', shown: 100 },
    { source: 'collaborative', variant: 'spring/b', shown: 200 },
    { source: 'new', variant: 'spring/b', shown: 20 },
  ],
  outcomes: [
    { source: 'popular', variant: null, type: 'click', outcomes: 8 },
    { source: 'collaborative', variant: 'spring/a', type: 'click', outcomes: 10 },
    { source: 'collaborative', variant: 'spring/b', type: 'click', outcomes: 40 },
    { source: 'collaborative', variant: 'spring/b', type: 'like', outcomes: 20 },
    { source: 'new', variant: 'spring/b', type: 'purchase', outcomes: 1 },
    { source: 'new', variant: 'spring/b', type: 'hide', outcomes: 5 },
  ],
  items: [
    { source: null, variant: null, isVariant: false, items: 30 },
    { source: 'popular', variant: null, isVariant: false, items: 10 },
    { source: 'collaborative', variant: null, isVariant: false, items: 25 },
    { source: null, variant: null, isVariant: true, items: 9 },
    { source: null, variant: 'spring/b', isVariant: true, items: 20 },
  ],
}

const asked: FiguresAsked = {
  hours: 24,
  since: new Date('2026-03-01T12:00:00Z'),
  recommendable: 50,
  experiment: { name: 'spring' },
}

const told = (changes: Partial<FiguresAsked> = {}, of: Partial<Sums> = {}) =>
  figuresOf({ ...sums, ...of }, { ...asked, ...changes })

test('all together is the sum of its parts, and what is told fits its shape', () => {
  const { shown, clicks, likes, purchases, coverage, click_rate: clickRate, like_rate: likeRate } = told()
  assert.deepEqual([shown, clicks, likes, purchases], [400, 58, 20, 1])
  assert.deepEqual([clickRate, likeRate, coverage], [58 / 400, 20 / 400, 0.6])
  assert.deepEqual(metricsAnswer.parse(told()), told())
})

test('each source has its own figures', () => {
  assert.deepEqual(
    told().by_source.map(({ source, shown, clicks, coverage }) => [source, shown, clicks, coverage]),
    [
      ['collaborative', 300, 50, 0.5],
      ['new', 20, 0, 0],
      ['popular', 80, 8, 0.2],
    ],
  )
})

test('each variant has its own figures, those outside of any last', () => {
  assert.deepEqual(
    told().by_variant.map((one) => [one.experiment, one.variant, one.answers, one.shown, one.clicks, one.coverage]),
    [
      ['spring', 'a', 1, 100, 10, 0],
      ['spring', 'b', 3, 220, 40, 0.4],
      [null, null, 4, 80, 8, 0.18],
    ],
  )
})

test('an algorithm is told with its times over all variants', () => {
  const [collaborative, popular] = told().by_algorithm
  assert.deepEqual(
    [collaborative?.algorithm, collaborative?.answers, collaborative?.hit_rate],
    ['collaborative', 4, 0.75],
  )
  assert.ok(Math.abs((collaborative?.median_ms ?? 0) - 10) < 2)
  assert.ok(Math.abs((collaborative?.p95_ms ?? 0) - 100) < 19)
  assert.deepEqual([popular?.algorithm, popular?.hit_rate], ['popular', 0.25])
})

test('the arms of the experiment that runs are compared', () => {
  const experiment = told().experiment
  assert.deepEqual([experiment?.name, experiment?.arms.a.clicks, experiment?.arms.b.clicks], ['spring', 10, 40])
  const difference = experiment?.click_rate_difference
  assert.ok(Math.abs((difference?.difference ?? 0) - (40 / 220 - 0.1)) < 1e-12)
  assert.ok((difference?.low ?? 1) < 0.0818 && (difference?.high ?? 0) > 0.0818)
})

test('without an experiment nothing is compared, and one that has shown nothing yet says so', () => {
  assert.equal(told({ experiment: null }).experiment, null)
  const summer = told({ experiment: { name: 'summer' } }).experiment
  assert.equal(summer?.click_rate_difference, null)
  assert.equal(summer?.arms.b.shown, 0)
  assert.equal(summer?.arms.b.click_rate, null)
})

test('of nothing there are no rates, and of an empty catalogue no coverage', () => {
  const nothing = told({ recommendable: 0 }, { answers: [], shown: [], outcomes: [], items: [] })
  assert.deepEqual([nothing.click_rate, nothing.like_rate, nothing.coverage], [null, null, null])
  assert.deepEqual([nothing.by_source, nothing.by_variant, nothing.by_algorithm], [[], [], []])
})

test('what was shown and is gone since makes no coverage above all', () => {
  assert.equal(told({ recommendable: 20 }).coverage, 1)
})
