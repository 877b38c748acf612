import { expect, test } from 'vitest'
import { measure, sparseMatrix } from '../../engine/index.ts'
import type { RowQualities, SparseMatrix } from '../../engine/index.ts'
import { differenceOf, figuresOf, joinShown, judgedBy } from './figures.ts'

const shape = { rows: 6, columns: 5 }
const none = sparseMatrix(shape, { rows: new Uint32Array(), columns: new Uint32Array() })

/** Each person wants the item of her number, and the fifth wants two. */
const test1 = sparseMatrix(shape, { rows: Uint32Array.of(0, 1, 2, 3, 4, 4), columns: Uint32Array.of(0, 1, 2, 3, 4, 0) })

const k = 2
/** Shows the items in this order to everybody. */
const fixed = (order: readonly number[], rows?: readonly number[], wanted: SparseMatrix = test1): RowQualities =>
  measure({ train: none, test: wanted, k, ...(rows ? { rows: Uint32Array.from(rows) } : {}) }, (_, scores) => {
    for (const [place, column] of order.entries()) scores[column] = -place
  })
/** Shows everybody what she wants. */
const knowing = (): RowQualities =>
  measure({ train: none, test: test1, k }, (row, scores) => {
    scores.fill(0)
    scores[row] = 1
  })

const slicing = { slice: 'everybody', isIn: () => true, items: 5, seed: 1 }

test('figures are means over those who have anything to find, with intervals around them', () => {
  const figures = figuresOf({ ours: knowing(), popular: fixed([0, 1, 2, 3, 4]) }, slicing)
  expect(figures).toMatchObject({ slice: 'everybody', people: 5 })
  const [ours, popular] = figures?.engines ?? []
  expect(ours?.engine).toBe('ours')
  expect(ours?.hitRate).toMatchObject({ mean: 1, low: 1, high: 1 })
  expect(ours?.recall.mean).toBeCloseTo((4 + 1) / 5)
  expect(popular?.recall.mean).toBeCloseTo((1 + 1 + 0.5) / 5)
  expect(popular?.hitRate.mean).toBeCloseTo(3 / 5)
  expect(popular?.hitRate.low).toBeLessThan(3 / 5)
  expect(popular?.hitRate.high).toBeGreaterThan(3 / 5)
})

test('coverage counts the items that anybody of the slice was shown', () => {
  const [ours, popular] = figuresOf({ ours: knowing(), popular: fixed([0, 1, 2, 3, 4]) }, slicing)?.engines ?? []
  expect([ours?.coverage, popular?.coverage]).toEqual([1, 2 / 5])
  const one = figuresOf({ popular: fixed([0, 1, 2, 3, 4]) }, { ...slicing, isIn: (person) => person === 3 })
  expect(one).toMatchObject({ people: 1, engines: [{ coverage: 2 / 5, hitRate: { mean: 0 } }] })
})

test('a slice of nobody has no figures', () => {
  expect(figuresOf({ ours: knowing() }, { ...slicing, isIn: () => false })).toBeNull()
  expect(figuresOf({}, slicing)).toBeNull()
})

test('a difference is that of the same people, so that one who is always better is so beyond chance', () => {
  const difference = differenceOf(knowing(), fixed([4, 3, 2, 1, 0]), slicing)
  expect(difference.low).toBeGreaterThan(0)
  expect(differenceOf(knowing(), knowing(), slicing)).toMatchObject({ mean: 0, low: 0, high: 0 })
})

test('the same lists are judged again by a part of what came later', () => {
  const part = sparseMatrix(shape, { rows: Uint32Array.of(1, 4), columns: Uint32Array.of(1, 0) })
  const { popular } = judgedBy({ popular: fixed([0, 1, 2, 3, 4]) }, part)
  expect(popular).toEqual(fixed([0, 1, 2, 3, 4], [1, 4], part))
})

test('parts that were measured apart are as if they were measured together', () => {
  const order = [2, 0, 4, 1, 3]
  const parts = [{ ours: fixed(order, [0, 1]) }, { ours: fixed(order, [2, 3, 4, 5]) }]
  expect(joinShown(parts)).toEqual({ ours: fixed(order) })
})
