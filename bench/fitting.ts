/**
 * Fitting and scoring what goes together: the kernels against plain loops, the spectral model of 30,000 people and 41,000
 * items by stage, what a request takes, what a byte per component loses, EASE by its size, and how good both are on
 * planted data. Needs no database.
 */
import { parseArgs } from 'node:util'
import {
  dense,
  easeScorer,
  eventsAt,
  fitEase,
  fitSpectral,
  meanOf,
  measure,
  mostPopular,
  openWalk,
  planted,
  rowOf,
  sparse,
  sparseMatrix,
  spectralFactors,
  spectralModel,
  spectralScorer,
  splitAtRandom,
  unlimitedEffort,
} from '../src/engine/index.ts'
import type { BatchScorer, Effort, PlantedShape, Scorer, SparseMatrix, SpectralFactors } from '../src/engine/index.ts'
import { inverseFactor } from '../src/engine/recommend/dense-factor.ts'
import { emptyPanels } from '../src/engine/recommend/dense-panels.ts'
import { gram, timesTransposed } from '../src/engine/recommend/dense-products.ts'
import { cutoffAbove } from '../src/engine/recommend/spectral-cutoff.ts'
import { filterBlock, multiplyBlock } from '../src/engine/recommend/spectral-filter.ts'
import { normalised } from '../src/engine/recommend/spectral-normalised.ts'
import { openOperator } from '../src/engine/recommend/spectral-operator.ts'
import { fillWithSigns } from '../src/engine/recommend/spectral-signs.ts'
import { symmetricEigen } from '../src/engine/recommend/symmetric-eigen.ts'
import { compareKernels } from './fitting-kernels.ts'
import { judge, median, processorMs, show, title } from './report.ts'

const { values: given } = parseArgs({ options: { keep: { type: 'boolean' }, rank: { type: 'string' } } })
const RANK = Number(given.rank ?? 1024)
const WIDTH = RANK + 96
const EFFORT = unlimitedEffort(1)
const K = 20
const ASKED = 200

interface Trial {
  readonly train: SparseMatrix
  readonly test: SparseMatrix
}

/** A fifth of what each row likes is held out. */
function trialOf(shape: PlantedShape): Trial {
  const { events } = planted(shape)
  const { train, test } = splitAtRandom(events, { share: 0.2, seed: 1 })
  return {
    train: sparseMatrix(shape, eventsAt(events, train)),
    test: sparseMatrix(shape, eventsAt(events, test)),
  }
}

function secondsOf<Result>(label: string, work: () => Result): Result {
  const started = processorMs()
  const result = work()
  show(label, (processorMs() - started) / 1000, 's')
  return result
}

/** What one fit is made of; filters and bases come twice in it. */
function showStages(matrix: SparseMatrix): void {
  const { straight, turned } = secondsOf('normalising', () => normalised(matrix))
  const operator = openOperator(turned, straight)
  const near = emptyPanels(operator.near, WIDTH)
  secondsOf('random signs', () => fillWithSigns(near.data, 1))
  const cutoff = secondsOf('where to cut', () => cutoffAbove(operator, 2 * near.columns, EFFORT))
  secondsOf('filter, of two', () => filterBlock(near, { operator, filter: { cutoff, degree: 3 } }, EFFORT))
  const products = secondsOf('basis, of two: Gram matrix', () => gram(near, EFFORT))
  const small = secondsOf('basis, of two: factor', () => inverseFactor(products, 1e-11, EFFORT))
  const take = (): void => {}
  secondsOf('basis, of two: product', () => timesTransposed(near, { small, isLower: true, take }, EFFORT))
  const far = emptyPanels(operator.far, WIDTH)
  secondsOf('to the other side', () => multiplyBlock(operator, { near, far }, EFFORT))
  const projected = secondsOf('Gram matrix of the other side', () => gram(far, EFFORT))
  const { vectors } = secondsOf('eigenvectors', () => symmetricEigen(projected, EFFORT))
  const kept = { rows: RANK, columns: far.columns, data: vectors.subarray(0, RANK * far.columns) }
  secondsOf('vectors', () => timesTransposed(far, { small: kept, isLower: false, take }, EFFORT))
}

/** The longest time between two questions whether to stop. */
function watched(): { readonly effort: Effort; readonly longestMs: () => number } {
  let [last, longest] = [processorMs(), 0]
  const shouldStop = (): boolean => {
    longest = Math.max(longest, processorMs() - last)
    last = processorMs()
    return false
  }
  return { effort: { ...EFFORT, shouldStop }, longestMs: () => longest }
}

function fitWhole(matrix: SparseMatrix): SpectralFactors {
  const { effort, longestMs } = watched()
  const [started, before] = [performance.now(), processorMs()]
  const factors = spectralFactors(matrix, { rank: RANK }, effort)
  spectralModel(matrix, factors, effort)
  judge({ label: 'a whole fit', figure: (processorMs() - before) / 1000, atMost: 35, unit: 's' })
  show('  by the clock', (performance.now() - started) / 1000, 's')
  judge({ label: '  longest without asking whether to stop', figure: longestMs(), atMost: 1000, unit: 'ms' })
  judge({
    label: '  peak memory of the process',
    figure: process.resourceUsage().maxRSS / 2 ** 20,
    atMost: 1.5,
    unit: 'GiB',
  })
  return factors
}

const rowsOf = (matrix: SparseMatrix, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.floor((at * matrix.rows) / count))

function showScoring(scorer: BatchScorer, matrix: SparseMatrix): void {
  const scores = new Float32Array(matrix.columns)
  const asked = rowsOf(matrix, ASKED).map((row) => rowOf(matrix, row))
  const clock: number[] = []
  const before = processorMs()
  for (const row of asked) {
    const started = performance.now()
    scorer.score(row, scores)
    clock.push(performance.now() - started)
  }
  const figure = (processorMs() - before) / ASKED
  judge({ label: 'scores of one person for all items', figure, atMost: 10, unit: 'ms' })
  show('  by the clock, the middle one', median(clock), 'ms')
  const all = new Float32Array(64 * matrix.columns)
  const together = asked.slice(0, 64)
  scorer.scoreAll(together, all)
  const again = processorMs()
  scorer.scoreAll(together, all)
  show('  each of 64 together', (processorMs() - again) / 64, 'ms')
}

/** The best twenty from vectors in single precision, beside those from bytes. */
function showLoss(factors: SpectralFactors, scorer: Scorer, { train, test }: Trial): void {
  const rows = Uint32Array.from(rowsOf(train, 100))
  const exact = exactScorer(factors, train)
  const trial = { train, test, k: K, rows }
  const [bytes, floats] = [scorer, exact].map(({ score }) => measure(trial, (row, to) => score(rowOf(train, row), to)))
  if (!bytes || !floats) return
  const kept = Float64Array.from(bytes.rows.keys(), (place) => {
    const list = new Set(floats.lists.subarray(place * K, (place + 1) * K))
    return bytes.lists.subarray(place * K, (place + 1) * K).filter((column) => list.has(column)).length / K
  })
  judge({ label: 'of the best twenty, the same with a byte per component', figure: meanOf(kept), atLeast: 0.99 })
  show('  NDCG@20 with bytes over that with floats', meanOf(bytes.ndcg) / meanOf(floats.ndcg))
}

function exactScorer({ singularValues, vectors }: SpectralFactors, matrix: SparseMatrix): Scorer {
  const addWalk = openWalk(matrix)
  const rank = singularValues.length
  const degrees = new Float64Array(matrix.columns)
  for (const column of matrix.indices) degrees[column] = (degrees[column] as number) + 1
  return {
    columns: matrix.columns,
    score(row, scores) {
      const question = new Float64Array(rank)
      for (const column of row.indices) {
        const scale = 1 / Math.sqrt(degrees[column] as number)
        for (let at = 0; at < rank; at += 1) question[at]! += scale * (vectors[column * rank + at] as number)
      }
      for (const [at, value] of singularValues.entries()) question[at]! *= value ** 0.7
      scores.fill(0)
      addWalk(row, scores)
      for (let column = 0; column < matrix.columns; column += 1) {
        let sum = 0
        for (let at = 0; at < rank; at += 1) sum += question[at]! * (vectors[column * rank + at] as number)
        scores[column]! += sum * Math.sqrt(degrees[column] as number)
      }
    },
  }
}

function showQuality(label: string, scorer: Scorer, { train, test }: Trial): void {
  const rows = Uint32Array.from(rowsOf(train, 2000))
  const { recall, ndcg } = measure({ train, test, k: K, rows }, (row, scores) =>
    scorer.score(rowOf(train, row), scores),
  )
  show(`${label}: Recall@20`, meanOf(recall))
  show(`${label}: NDCG@20`, meanOf(ndcg))
}

title('Kernels against plain loops')
compareKernels()

const many = trialOf(sparse)
title(`Spectral model of 30,000 × 41,000 with ${many.train.indices.length} entries, rank ${RANK}`)
const factors = fitWhole(many.train)
showStages(many.train)
const model = spectralModel(many.train, factors, EFFORT)
const scorer = spectralScorer(model, many.train)
showScoring(scorer, many.train)
showLoss(factors, scorer, many)
showQuality('spectral', scorer, many)
showQuality('most popular', mostPopular(many.train), many)

const few = trialOf(dense)
title(`EASE, and the same data of 6,000 × 3,600 with ${few.train.indices.length} entries`)
for (const itemsMax of [2000, 3600]) {
  const ease = secondsOf(`EASE of ${itemsMax} items`, () => fitEase(few.train, { lambda: 300, itemsMax }, EFFORT))
  if (itemsMax === 3600) showQuality('EASE', easeScorer(ease), few)
}
const narrow = secondsOf('spectral of rank 256', () => fitSpectral(few.train, { rank: 256 }, EFFORT))
showQuality('spectral', spectralScorer(narrow, few.train), few)
showQuality('most popular', mostPopular(few.train), few)
for (const itemsMax of [6000, 8000]) {
  const { effort, longestMs } = watched()
  const ease = secondsOf(`EASE of ${itemsMax} of 41,000 items`, () =>
    fitEase(many.train, { lambda: 50, itemsMax }, effort),
  )
  show('  longest without asking whether to stop', longestMs(), 'ms')
  if (itemsMax === 8000) showQuality('EASE', easeScorer(ease), many)
}
show('peak memory of the process', process.resourceUsage().maxRSS / 2 ** 20, 'GiB')
