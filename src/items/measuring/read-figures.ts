/** Reads what was shown and what came of it, and keeps it for a while. */
import type { Db } from '../../platform/db/index.ts'
import { countRecommendable } from '../catalogue/index.ts'
import { countOutcomes } from './count-outcomes.ts'
import type { OutcomeDeps } from './count-outcomes.ts'
import { figuresOf } from './figures.ts'
import { readSums } from './figures-store.ts'
import { keeping } from './keeping.ts'
import type { MetricsAnswer } from './schema.ts'

export interface FiguresDeps extends OutcomeDeps {
  readonly db: Pick<Db, 'transaction' | 'query'>
  readonly experiment: { readonly name: string } | null
}

/** For so long the same figures are told, so that whoever looks all the time costs nothing. */
const KEPT_MS = 10_000
/** What has just been done is counted before it is told; a backlog is left to the job. */
const BATCHES_MAX = 10
const HOUR_MS = 3_600_000

/** Of the last so many hours. */
export type ReadFigures = (hours: number) => Promise<MetricsAnswer>

export function readingFigures(deps: FiguresDeps): ReadFigures {
  const { db, clock, experiment } = deps
  return keeping(
    async (hours: number) => {
      await countOutcomes(deps, BATCHES_MAX)
      const since = new Date(clock().getTime() - hours * HOUR_MS)
      const [sums, recommendable] = await Promise.all([readSums(db.query, since), countRecommendable(db.query)])
      return figuresOf(sums, { hours, since, recommendable, experiment })
    },
    { keptMs: KEPT_MS },
  )
}
