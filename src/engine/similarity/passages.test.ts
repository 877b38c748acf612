import { expect, test } from 'vitest'
import { packPassages } from './passages.ts'

const list = packPassages([
  { vector: Float32Array.of(3, 4), terms: Uint32Array.of(7, 7, 9) },
  { vector: Float32Array.of(0, 0), terms: Uint32Array.of() },
  { vector: Float32Array.of(0, -2), terms: Uint32Array.of(4, 2) },
])

/** As scores are computed: steps of a byte, and a scale for each passage. */
const vectorOf = (index: number): number[] =>
  Array.from(
    list.vectors.subarray(index * list.dimensions, (index + 1) * list.dimensions),
    (step) => step * (list.scales[index] ?? 0),
  )
/** Term, how often, by passage. */
const postingsOf = (passage: number): (readonly [number | undefined, number | undefined])[] =>
  [...list.postingPassages.keys()]
    .filter((posting) => list.postingPassages[posting] === passage)
    .map((posting) => [list.postingTerms[posting], list.postingCounts[posting]])

test('each passage keeps its direction, at length 1', () => {
  const [x, y] = vectorOf(0)
  expect(x).toBeCloseTo(0.6, 2)
  expect(y).toBeCloseTo(0.8, 2)
  expect(Math.hypot(x ?? 0, y ?? 0)).toBeCloseTo(1, 6)
  expect(vectorOf(2)).toEqual([0, -1].map((value) => expect.closeTo(value, 6)))
})

test('a passage without direction stays without', () => {
  expect(vectorOf(1)).toEqual([0, 0])
})

test('each passage keeps its own terms, and how often it says them', () => {
  expect([0, 1, 2].map(postingsOf)).toEqual([
    [
      [7, 2],
      [9, 1],
    ],
    [],
    [
      [2, 1],
      [4, 1],
    ],
  ])
  expect([...list.lengths]).toEqual([3, 0, 2])
})

test('postings go by term, then by passage', () => {
  const { postingTerms, postingPassages } = packPassages(
    [[9, 4], [4], [1, 9]].map((terms) => ({ vector: Float32Array.of(1), terms: Uint32Array.from(terms) })),
  )
  expect([...postingTerms]).toEqual([1, 4, 4, 9, 9])
  expect([...postingPassages]).toEqual([2, 0, 1, 0, 2])
})

test('a list that is too long for its columns is refused', () => {
  const passage = { vector: Float32Array.of(1), terms: new Uint32Array(0) }
  expect(() => packPassages(Array.from({ length: 65_537 }, () => passage))).toThrow('65537 passages')
})

test('the terms that were handed in are not touched', () => {
  const terms = Uint32Array.of(4, 2)
  packPassages([{ vector: Float32Array.of(1), terms }])
  expect([...terms]).toEqual([4, 2])
})

test('no passages make an empty list', () => {
  expect(packPassages([])).toMatchObject({ count: 0, dimensions: 0 })
})

test('a list is of one model', () => {
  const passages = [2, 3].map((length) => ({ vector: new Float32Array(length), terms: new Uint32Array(0) }))
  expect(() => packPassages(passages)).toThrow('Vectors of 2 and 3 dimensions')
})
