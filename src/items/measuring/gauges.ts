/** What is measured of recommendations over a day, for scrapes. */
import type { Telemetry } from '../../platform/telemetry/index.ts'
import { keeping } from './keeping.ts'
import type { ReadFigures } from './read-figures.ts'

/** A scrape a second reads no more than that. */
const KEPT_MS = 60_000
const HOURS = 24

/** Gauges that are read when they are asked for. */
export function measureCoverage({ metrics }: Pick<Telemetry, 'metrics'>, readFigures: ReadFigures): void {
  const read = keeping((hours: number) => readFigures(hours), { keptMs: KEPT_MS })
  metrics.beforeScrape(async () => {
    const { by_source: sources, coverage } = await read(HOURS)
    metrics.set('reciprocity_recommendation_coverage', coverage ?? 0, { source: 'all' })
    for (const one of sources)
      metrics.set('reciprocity_recommendation_coverage', one.coverage ?? 0, { source: one.source })
  })
}
