/** One score out of those of several models of who likes what. */
import { blendScores, weightsFor } from '../../engine/index.ts'
import type { Blend, Scorer } from '../../engine/index.ts'

/** `blend` has a source for each of the scorers. Of a model that has no say nothing is asked. */
export function blendedScorer(scorers: readonly Scorer[], blend: Blend): Scorer {
  const [only] = scorers
  if (only && scorers.length === 1) return only
  const columns = Math.max(0, ...scorers.map((scorer) => scorer.columns))
  const lists = scorers.map(() => new Float32Array(columns))
  return {
    columns,
    score(row, scores) {
      const weights = weightsFor(blend, row.indices.length)
      for (const [at, scorer] of scorers.entries()) {
        if ((weights[at] ?? 0) > 0) scorer.score(row, lists[at] as Float32Array)
      }
      blendScores(weights, lists, scores)
    },
  }
}

/** Where there is nothing to choose. */
export const soleBlend = (source: string): Blend => ({
  sources: [source],
  buckets: [
    { historyMin: 1, weights: [1], rows: 0, ndcg: Number.NaN, error: Number.NaN, alone: [], exact: 1, borrowed: 'all' },
  ],
})
