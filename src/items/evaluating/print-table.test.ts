import { expect, test } from 'vitest'
import { aligned, printTable } from './print-table.ts'

const figure = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half, error: half / 2 })

test('a slice is a block with a line for each engine, numbers under each other', () => {
  const common = { map: figure(0.1, 0.01), hitRate: figure(0.5, 0.02), novelty: figure(8.25, 0.125) }
  const lines = printTable(
    [
      {
        slice: 'everybody',
        people: 1200,
        engines: [
          { engine: 'ours', recall: figure(0.25, 0.0125), ndcg: figure(0.125, 0.01), coverage: 0.5, ...common },
          { engine: 'popular', recall: figure(0.05, 0.0125), ndcg: figure(0.025, 0.01), coverage: 0.0125, ...common },
        ],
      },
    ],
    20,
  )
  expect(lines).toEqual([
    '',
    'everybody (1200 people)',
    'engine             recall@20         ndcg@20          map@20         hits@20  coverage@20  novelty@20',
    'reciprocity   0.2500 ±0.0125  0.1250 ±0.0100  0.1000 ±0.0100  0.5000 ±0.0200       50.0 %  8.25 ±0.13',
    'most-popular  0.0500 ±0.0125  0.0250 ±0.0100  0.1000 ±0.0100  0.5000 ±0.0200        1.3 %  8.25 ±0.13',
  ])
})

test('columns are as wide as what is in them', () => {
  expect(
    aligned([
      ['a', 'bb'],
      ['ccc', '1'],
    ]),
  ).toEqual(['a    bb', 'ccc   1'])
  expect(aligned([])).toEqual([])
})
