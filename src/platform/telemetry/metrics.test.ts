import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'
import { metricList } from './port.ts'
import { silentTelemetry } from './silent.ts'
import type { MetricName } from './port.ts'

test('counters add, gauges hold the last value, histograms count into buckets', async () => {
  const metrics = createMetrics()
  metrics.count('reciprocity_job_runs_total', { job: 'a', outcome: 'completed' })
  metrics.count('reciprocity_job_runs_total', { job: 'a', outcome: 'completed' }, 2)
  metrics.set('reciprocity_deliveries', 5, { state: 'pending' })
  metrics.set('reciprocity_deliveries', 4, { state: 'pending' })
  metrics.observe('reciprocity_query_seconds', 0.002, { query: 'find' })
  const text = await metrics.expose()
  expect(text).toContain('reciprocity_job_runs_total{job="a",outcome="completed"} 3')
  expect(text).toContain('reciprocity_deliveries{state="pending"} 4')
  expect(text).toContain('reciprocity_query_seconds_bucket{le="0.0025",query="find"} 1')
  expect(text).toContain('reciprocity_query_seconds_count{query="find"} 1')
})

test('every metric of the list and the usual ones of the process are exposed', async () => {
  const text = await createMetrics().expose()
  for (const name of Object.keys(metricList)) expect(text).toContain(`# HELP ${name} `)
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  expect(text).toContain('nodejs_heap_size_used_bytes')
})

test('two registries share nothing', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.count('reciprocity_job_runs_total', { job: 'a', outcome: 'completed' })
  expect(await other.expose()).not.toContain('job="a"')
})

test('gauges are read before each scrape', async () => {
  const metrics = createMetrics()
  let length = 0
  metrics.beforeScrape(async () => metrics.set('reciprocity_data_folder_bytes', ++length))
  await metrics.expose()
  expect(await metrics.expose()).toContain('reciprocity_data_folder_bytes 2')
})

test('a read that fails leaves the scrape whole and is counted', async () => {
  const metrics = createMetrics()
  metrics.beforeScrape(async () => {
    throw new Error('the database is away')
  })
  metrics.beforeScrape(async () => metrics.set('reciprocity_data_folder_bytes', 7))
  const text = await metrics.expose()
  expect(text).toContain('reciprocity_data_folder_bytes 7')
  expect(text).toContain('reciprocity_metric_read_failures_total 1')
})

test('a read that hangs delays a scrape no longer than the limit and is not started twice', async () => {
  const metrics = createMetrics({ readMsMax: 20 })
  let started = 0
  metrics.beforeScrape(() => new Promise(() => void started++))
  await metrics.expose()
  expect(await metrics.expose()).toContain('reciprocity_data_folder_bytes')
  expect(started).toBe(1)
})

test('a mistake in counting never fails the work that is counted', async () => {
  const metrics = createMetrics()
  metrics.count('reciprocity_job_runs_total', { job: 'a', person: 'ann' })
  metrics.count('reciprocity_job_runs_total', { job: 'a' }, -1)
  metrics.observe('reciprocity_query_seconds', Number.NaN, { query: 'q' })
  metrics.set('reciprocity_job_runs_total', 9)
  metrics.count('unknown_metric' as MetricName)
  const text = await metrics.expose()
  expect(text).toContain('reciprocity_job_runs_total{job="a"} 1')
  expect(text).not.toContain('ann')
})

test('silent telemetry says nothing, and finds wrong labels and figures', async () => {
  const { log, metrics } = silentTelemetry()
  log.with({ a: 1 }).error('nothing')
  metrics.count('reciprocity_job_runs_total', { job: 'a', outcome: 'completed' })
  expect(() => metrics.count('reciprocity_job_runs_total', { person: 'ann' })).toThrow('no label person')
  expect(() => metrics.observe('reciprocity_query_seconds', Number.NaN)).toThrow('NaN')
  expect(() => metrics.set('reciprocity_deliveries', 1, { kind: 'x' })).toThrow('no label kind')
  expect(await metrics.expose()).toBe('')
})
