import { expect, test } from 'vitest'
import { cellOf, measure, sparseMatrix } from '../../engine/index.ts'
import type { EvaluationData } from './evaluation-data.ts'
import { evaluationReport, printReport } from './evaluation-report.ts'
import type { Evaluated } from './evaluation-report.ts'

const people = 80
const shape = { people, items: 6 }
const size = { rows: people, columns: 6 }
const rows = Uint32Array.from({ length: people }, (_, row) => row)
/** Person 0 has nothing, 1 to 9 have one item, the others three; items 3 to 5 nobody has. */
const known = [...rows].flatMap((row) =>
  row === 0 ? [] : row < 10 ? [[row, 0]] : [0, 1, 2].map((item) => [row, item]),
)
const train = sparseMatrix(size, {
  rows: Uint32Array.from(known, ([row]) => row as number),
  columns: Uint32Array.from(known, ([, item]) => item as number),
})
/** Women want item 3, men item 4. */
const later = sparseMatrix(size, { rows, columns: rows.map((row) => (row % 2 === 0 ? 3 : 4)) })

const sizes = { genders: 2, ages: 0 }
const cells = rows.map((row) => cellOf(sizes, { gender: row % 2, age: null }))

const shownBy = (best: (row: number) => number) =>
  measure({ train, test: later, k: 1 }, (row, scores) => {
    scores.fill(0)
    scores[best(row)] = 1
  })
const knowing = shownBy((row) => (row % 2 === 0 ? 3 : 4))
const always3 = shownBy(() => 3)

const data: EvaluationData = {
  shape,
  splitName: 'random',
  events: { train: { matrix: train, times: new Float64Array(train.indices.length) }, test: later },
  times: null,
  isForecast: false,
  content: null,
  groups: { ...sizes, cells },
  groupNames: ['f', 'm', 'nobody known'],
  remarks: ['1 line of likes.csv was not read:', '  line 7: it names nobody'],
}
const evaluated: Evaluated = {
  question: { interactions: 'likes.csv', k: 1, seed: 1 },
  data,
  shown: { ours: knowing, popular: always3, 'popular-by-group': knowing },
  fit: {
    data: { people, items: 6, positives: known.length },
    heldOut: { people: 10, positives: 10 },
    tried: [],
    chosen: ['Rank 8 it is.'],
    stages: [
      { stage: 'fit', seconds: 1.25 },
      { stage: 'choose', seconds: 2.5 },
    ],
  },
}
const report = evaluationReport(evaluated)

test('slices are of those who have so much, and only those that anybody is in', () => {
  expect(report.slices.map(({ slice, people: count }) => [slice, count])).toEqual([
    ['everybody', 80],
    ['people with nothing known', 1],
    ['people with 1 or 2 known', 9],
    ['people with 3 and more known', 70],
    ['items that nobody had', 80],
  ])
})

test('of items that nobody had only these are looked for', () => {
  const cold = report.slices.at(-1)
  expect(cold?.engines.map(({ engine, recall }) => [engine, recall.mean])).toEqual([
    ['ours', 1],
    ['popular', 0.5],
    ['popular-by-group', 1],
  ])
})

test('each group of thirty people and more is told of, with what knowing of it is worth', () => {
  expect(report.groups).toMatchObject([
    { group: 'f', people: 40, popularNdcg: 1, byGroupNdcg: 1, difference: { mean: 0 } },
    { group: 'm', people: 40, popularNdcg: 0, byGroupNdcg: 1, difference: { mean: 1, low: 1, high: 1 } },
  ])
})

test('without people there are no groups', () => {
  expect(evaluationReport({ ...evaluated, data: { ...data, groups: null, groupNames: [] } }).groups).toEqual([])
})

test('what was learnt from and what was looked for is said', () => {
  expect(report.data).toEqual({
    people,
    items: 6,
    learntFrom: known.length,
    toBeFound: people,
    split: 'random',
    k: 1,
    seed: 1,
  })
})

test('it is printed as a table with the verdict, the fit and the bad lines behind it', () => {
  const lines = printReport(report)
  expect(lines[0]).toContain('80 people, 6 items')
  expect(lines).toContain('everybody (80 people)')
  expect(lines.some((line) => /^reciprocity +1\.0000/u.test(line))).toBe(true)
  expect(lines).toContain('favourites of a group beside those of everybody')
  expect(lines.join('\n')).toContain('Our engine finds more')
  expect(lines).toContain('The fit took 3.8 s.')
  expect(lines).toContain('Rank 8 it is.')
  expect(lines.slice(-2)).toEqual(data.remarks)
})

test('it is data that survives being written down', () => {
  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
})
