/** The numbers behind `/metrics`, on prom-client. Each call makes a registry of its own, so tests share nothing. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { metricList } from './port.ts'
import type { Labels, MetricName, Metrics } from './port.ts'

/** Upper edges in seconds. Chosen so that what is healthy and what is slow fall into different buckets. */
const buckets: Partial<Record<MetricName, readonly number[]>> = {
  reciprocity_http_request_seconds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  reciprocity_job_seconds: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900],
  reciprocity_query_seconds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  reciprocity_model_seconds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120],
  reciprocity_recommendation_seconds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  reciprocity_embedding_seconds: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
}

/** For a histogram that nobody thought about. */
const bucketsDefault: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** A scrape waits this long for what is read before it; what is slower shows its last figure. */
const READ_MS_MAX = 2_000

type Instrument = Counter | Gauge | Histogram

export interface MetricsOptions {
  /** How long a scrape waits for `beforeScrape`, in milliseconds. */
  readonly readMsMax?: number
}

/**
 * Counting never throws: a figure that is not finite, a counter that would fall and a label that is not listed are
 * left out, because a watcher must not fail the work that it watches.
 */
export function createMetrics({ readMsMax = READ_MS_MAX }: MetricsOptions = {}): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const instruments = new Map<MetricName, Instrument>()
  for (const name of Object.keys(metricList) as MetricName[]) instruments.set(name, createInstrument(name, registry))
  const reads: (() => Promise<void>)[] = []

  return {
    count(name, labels = {}, by = 1) {
      const counter = instruments.get(name)
      if (counter instanceof Counter && by >= 0 && Number.isFinite(by)) counter.inc(knownLabels(name, labels), by)
    },
    observe(name, value, labels = {}) {
      const histogram = instruments.get(name)
      if (histogram instanceof Histogram && Number.isFinite(value)) histogram.observe(knownLabels(name, labels), value)
    },
    set(name, value, labels = {}) {
      const gauge = instruments.get(name)
      if (gauge instanceof Gauge && Number.isFinite(value)) gauge.set(knownLabels(name, labels), value)
    },
    beforeScrape(read) {
      reads.push(oneAtATime(read, () => instruments.get('reciprocity_metric_read_failures_total')))
    },
    async expose() {
      await atMost(readMsMax, Promise.all(reads.map((read) => read())))
      return registry.metrics()
    },
  }
}

function createInstrument(name: MetricName, registry: Registry): Instrument {
  const { kind, labels, help } = metricList[name]
  const common = { name, help, labelNames: [...labels], registers: [registry] }
  if (kind === 'counter') return new Counter(common)
  if (kind === 'gauge') return new Gauge(common)
  return new Histogram({ ...common, buckets: [...(buckets[name] ?? bucketsDefault)] })
}

function knownLabels(name: MetricName, labels: Labels): Labels {
  const known: readonly string[] = metricList[name].labels
  if (Object.keys(labels).every((label) => known.includes(label))) return labels
  return Object.fromEntries(Object.entries(labels).filter(([label]) => known.includes(label)))
}

/** A read that hangs is not started again by the next scrape: against a dead database they would pile up. */
function oneAtATime(read: () => Promise<void>, failures: () => Instrument | undefined): () => Promise<void> {
  let running: Promise<void> | null = null
  const run = async (): Promise<void> => {
    try {
      await read()
    } catch {
      const counter = failures()
      if (counter instanceof Counter) counter.inc()
    } finally {
      running = null
    }
  }
  return () => (running ??= run())
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}
