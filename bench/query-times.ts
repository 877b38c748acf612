/** Telemetry that adds up the time of queries by name, so that a whole can be told in parts. */
import { silentTelemetry } from '../src/platform/telemetry/index.ts'
import type { Telemetry } from '../src/platform/telemetry/index.ts'

export interface QueryTimes extends Telemetry {
  /** Milliseconds by query since the last call. */
  take(): ReadonlyMap<string, number>
}

export function queryTimes(): QueryTimes {
  const silent = silentTelemetry()
  let times = new Map<string, number>()
  return {
    log: silent.log,
    metrics: {
      ...silent.metrics,
      observe(name, value, labels = {}) {
        if (name !== 'reciprocity_query_seconds') return
        const query = labels['query'] ?? 'library'
        times.set(query, (times.get(query) ?? 0) + value * 1000)
      },
    },
    take() {
      const taken = times
      times = new Map()
      return taken
    },
  }
}
