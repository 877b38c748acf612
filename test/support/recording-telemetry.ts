/** Telemetry that remembers what it was told, and is as strict as the silent one. */
import type { Facts, Logger } from '../../src/base/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import type { Labels, MetricName, Telemetry } from '../../src/platform/telemetry/index.ts'

export interface RecordingTelemetry extends Telemetry {
  readonly lines: readonly { level: string; message: string; facts: Facts }[]
  /** The sum of a counter over all series that have these labels. */
  total(name: MetricName, labels?: Labels): number
}

export function recordingTelemetry(): RecordingTelemetry {
  const lines: { level: string; message: string; facts: Facts }[] = []
  const counts: { name: MetricName; labels: Labels; by: number }[] = []
  const silent = silentTelemetry()
  const level =
    (name: string) =>
    (message: string, facts: Facts = {}) =>
      void lines.push({ level: name, message, facts })
  const log: Logger = {
    debug: level('debug'),
    info: level('info'),
    warn: level('warn'),
    error: level('error'),
    with: () => log,
  }
  return {
    log,
    lines,
    metrics: {
      ...silent.metrics,
      count(name, labels = {}, by = 1) {
        silent.metrics.count(name, labels, by)
        counts.push({ name, labels, by })
      },
    },
    total: (name, labels = {}) =>
      counts
        .filter(
          (count) => count.name === name && Object.entries(labels).every(([key, value]) => count.labels[key] === value),
        )
        .reduce((sum, { by }) => sum + by, 0),
  }
}
