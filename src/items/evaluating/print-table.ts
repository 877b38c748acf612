/** Figures as lines of text. */
import type { Interval } from '../../engine/index.ts'
import type { EngineFigures, SliceFigures } from './figures.ts'

const labels: Readonly<Record<EngineFigures['engine'], string>> = {
  ours: 'reciprocity',
  'item-knn': 'item-kNN',
  'last-liked': 'last-liked',
  popular: 'most-popular',
  'popular-by-group': 'popular by group',
}

/** A block for each slice: its name, a header, a line for each engine; ± is half of the 95 % interval. */
export function printTable(slices: readonly SliceFigures[], k: number): readonly string[] {
  return slices.flatMap(({ slice, people, engines }) => [
    '',
    `${slice} (${people} people)`,
    ...aligned([headerOf(k), ...engines.map(cellsOf)]),
  ])
}

const headerOf = (k: number): readonly string[] => [
  'engine',
  `recall@${k}`,
  `ndcg@${k}`,
  `map@${k}`,
  `hits@${k}`,
  `coverage@${k}`,
  `novelty@${k}`,
]

const cellsOf = ({ engine, recall, ndcg, map, hitRate, coverage, novelty }: EngineFigures): readonly string[] => [
  labels[engine],
  ...[recall, ndcg, map, hitRate].map((interval) => printInterval(interval, 4)),
  `${(100 * coverage).toFixed(1)} %`,
  printInterval(novelty, 2),
]

export const printInterval = ({ mean, low, high }: Interval, digits: number): string =>
  `${mean.toFixed(digits)} ±${((high - low) / 2).toFixed(digits)}`

/** Columns as wide as their widest cell: the first to the left, numbers to the right. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
