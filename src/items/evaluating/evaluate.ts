/** Runs the product's own code over files of events, and says how good it is beside simpler engines. */
import { DAY_MS, Problem } from '../../base/index.ts'
import { rowOf } from '../../engine/index.ts'
import type { SparseMatrix } from '../../engine/index.ts'
import { runFit } from '../fitting/index.ts'
import type { FitAnswer } from '../fitting/index.ts'
import { readData } from './evaluation-data.ts'
import type { EvaluationData, EvaluationDeps, EvaluationQuestion } from './evaluation-data.ts'
import { evaluationReport } from './evaluation-report.ts'
import type { EvaluationReport } from './evaluation-report.ts'
import { rankEverybody } from './rank-everybody.ts'
import type { SplitEvents } from './split-events.ts'

/** @throws Problem `request.invalid` for files from which nothing can be learnt, in one sentence */
export async function evaluateItems(question: EvaluationQuestion, deps: EvaluationDeps): Promise<EvaluationReport> {
  const data = await readData(question, deps)
  const { events, shape } = data
  requireSomething(events)
  deps.tell(`Learning from ${events.train.matrix.indices.length} of ${shape.people} people on ${shape.items} items.`)
  const answer = await fit(data, question, deps)
  deps.tell(`Ranking ${shape.items} items for everybody who has something to be found.`)
  const shown = await rankEverybody({
    train: events.train.matrix,
    test: events.test,
    k: question.k,
    lastLiked: lastLikedOf(events.train),
    settings: answer.settings,
    models: answer.models,
    content: data.content,
    groups: data.groups,
    fading: data.isForecast && data.times ? { times: data.times, halfLifeMs: halfLifeOf(data, deps) } : null,
  })
  return evaluationReport({ question, data, shown, fit: answer.report })
}

function requireSomething({ train, test }: SplitEvents): void {
  if (train.matrix.indices.length === 0) throw new Problem('request.invalid', 'There is nothing to learn from.')
  if (test.indices.length === 0) throw new Problem('request.invalid', 'There is nothing to be found again.')
}

/** For ever, where nothing says that what is to be found comes last. */
const halfLifeOf = ({ isForecast }: EvaluationData, { halfLifeDays }: EvaluationDeps): number =>
  isForecast ? halfLifeDays * DAY_MS : Infinity

function fit(data: EvaluationData, { seed }: EvaluationQuestion, deps: EvaluationDeps) {
  const { events, times, content, groups } = data
  const { matrix } = events.train
  const rows = new Uint32Array(matrix.indices.length)
  for (let row = 0; row < matrix.rows; row += 1) rows.fill(row, matrix.starts[row], matrix.starts[row + 1])
  const values = Float32Array.from(matrix.values ?? new Float32Array(rows.length).fill(1))
  return runFit({
    shape: { rows: matrix.rows, columns: matrix.columns },
    entries: { rows, columns: matrix.indices.slice(), values, times: times && Float64Array.from(times) },
    content,
    groups,
    halfLifeMs: halfLifeOf(data, deps),
    budgetSeconds: deps.budgetSeconds,
    seed,
  }) satisfies Promise<FitAnswer>
}

/** Of equal times the later column; −1 for whoever liked nothing. */
function lastLikedOf({ matrix, times }: { readonly matrix: SparseMatrix; readonly times: Float64Array }): Int32Array {
  return Int32Array.from({ length: matrix.rows }, (_, row) => {
    const { indices } = rowOf(matrix, row)
    const start = matrix.starts[row] as number
    let last = 0
    for (let at = 1; at < indices.length; at += 1) {
      if (!((times[start + at] as number) < (times[start + last] as number))) last = at
    }
    return indices[last] ?? -1
  })
}
