/** Telemetry for tests and tools: says nothing, but is as strict about names and labels as a test wants. */
import { silentLogger } from '../../base/index.ts'
import { metricList } from './port.ts'
import type { Labels, MetricName, Metrics, Telemetry } from './port.ts'

/**
 * Throws on an unknown metric or label and on a figure that is none. The real metrics leave such a figure out rather
 * than fail the work that they watch, so this is where a mistake is found.
 */
export function silentTelemetry(): Telemetry {
  const metrics: Metrics = {
    count: (name, labels = {}, by = 1) => check(name, labels, by),
    observe: (name, value, labels = {}) => check(name, labels, value),
    set: (name, value, labels = {}) => check(name, labels, value),
    beforeScrape: () => {},
    expose: async () => '',
  }
  return { log: silentLogger, metrics }
}

function check(name: MetricName, labels: Labels, value: number): void {
  const known: readonly string[] = metricList[name].labels
  const unknown = Object.keys(labels).find((label) => !known.includes(label))
  if (unknown !== undefined) throw new TypeError(`The metric ${name} has no label ${unknown}.`)
  if (!Number.isFinite(value)) throw new TypeError(`The metric ${name} was given ${value}.`)
}
