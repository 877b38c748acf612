/**
 * How a spectral fit grows with people, items and events: each size in a process of its own, so that its memory is its own. The
 * last one wants some 5 GiB and six minutes. Needs no database.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import {
  fitSpectral,
  planted,
  rowOf,
  sparse,
  sparseMatrix,
  spectralScorer,
  unlimitedEffort,
} from '../src/engine/index.ts'
import type { PlantedShape, SparseMatrix, SpectralModel } from '../src/engine/index.ts'
import { median, processorMs, show, title } from './report.ts'

const sizes: readonly PlantedShape[] = [
  { ...sparse, events: 820_000 },
  { ...sparse, rows: 100_000, columns: 60_000, events: 5_000_000 },
  { ...sparse, rows: 300_000, columns: 80_000, events: 15_000_000 },
  { ...sparse, rows: 1_000_000, columns: 100_000, events: 50_000_000 },
]
const ASKED = 50

const { values: given } = parseArgs({
  options: { keep: { type: 'boolean' }, rank: { type: 'string' }, size: { type: 'string' } },
})
const RANK = Number(given.rank ?? 256)

if (given.size === undefined) await runAll()
else run(sizes[Number(given.size)] ?? sparse)

async function runAll(): Promise<void> {
  for (const size of sizes.keys()) {
    const child = fork(new URL(import.meta.url), [`--size=${size}`, `--rank=${RANK}`], {
      execArgv: ['--max-old-space-size=8192'],
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`A size ended with ${code}.`)
  }
}

function run(shape: PlantedShape): void {
  title(`${shape.rows} people, ${shape.columns} items, ${shape.events} events, rank ${RANK}`)
  const { events } = planted(shape)
  const matrix = sparseMatrix(shape, { rows: events.rows, columns: events.columns })
  show('entries', matrix.indices.length)
  const [startedMs, beforeMs] = [performance.now(), processorMs()]
  const model = fitSpectral(matrix, { rank: RANK }, unlimitedEffort(1))
  show('a fit, of the processor', (processorMs() - beforeMs) / 1000, 's')
  show('  by the clock', (performance.now() - startedMs) / 1000, 's')
  show('  most memory of the process, with the data', process.resourceUsage().maxRSS / 2 ** 20, 'GiB')
  showScoring(model, matrix)
}

function showScoring(model: SpectralModel, matrix: SparseMatrix): void {
  const scorer = spectralScorer(model, matrix, { gamma: 0.7, beta: 1 })
  const scores = new Float32Array(matrix.columns)
  const tookMs = Array.from({ length: ASKED }, (_, at) => {
    const startedMs = performance.now()
    scorer.score(rowOf(matrix, Math.floor((at * matrix.rows) / ASKED)), scores)
    return performance.now() - startedMs
  })
  show('scores of one person for all items, the middle one', median(tookMs), 'ms')
  show('  the slowest', Math.max(...tookMs), 'ms')
}
