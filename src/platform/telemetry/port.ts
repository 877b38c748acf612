/** What the operator sees: numbers for `/metrics`, lines for the log, both joined by the request id. */
import type { Logger } from '../../base/index.ts'

export type Labels = Readonly<Record<string, string>>

/** Names follow Prometheus: `reciprocity_` first, the unit last (`_seconds`, `_bytes`, `_total`). */
export interface Metrics {
  /** Adds `by` (default 1) to a counter. */
  count(name: MetricName, labels?: Labels, by?: number): void
  /** Records one duration or size in a histogram. */
  observe(name: MetricName, value: number, labels?: Labels): void
  /** Sets a gauge. */
  set(name: MetricName, value: number, labels?: Labels): void
  /** Runs before each scrape: for gauges that are read, not counted (queue length, pool, folder size). */
  beforeScrape(read: () => Promise<void>): void
  /** The Prometheus text exposition. */
  expose(): Promise<string>
}

export interface Telemetry {
  readonly log: Logger
  readonly metrics: Metrics
}

/** Every metric there is, with its kind, labels and help: documented in `docs/operations.md` by this list. */
export const metricList = {
  reciprocity_http_requests_total: {
    kind: 'counter',
    labels: ['route', 'method', 'status', 'caller'],
    help: 'Requests answered.',
  },
  reciprocity_http_request_seconds: {
    kind: 'histogram',
    labels: ['route', 'method'],
    help: 'Time from the first byte in to the last byte out.',
  },
  reciprocity_job_runs_total: {
    kind: 'counter',
    labels: ['job', 'outcome'],
    help: 'Runs of jobs: completed, retried, postponed or failed.',
  },
  reciprocity_job_seconds: { kind: 'histogram', labels: ['job'], help: 'Time of one run of a job.' },
  reciprocity_job_queue_length: {
    kind: 'gauge',
    labels: ['job', 'state'],
    help: 'Jobs that wait, run or have failed.',
  },
  reciprocity_job_queue_oldest_seconds: {
    kind: 'gauge',
    labels: ['job'],
    help: 'Age of the oldest job that is due and waits.',
  },
  reciprocity_delivery_attempts_total: {
    kind: 'counter',
    labels: ['event', 'outcome'],
    help: 'Attempts to call the host back.',
  },
  reciprocity_deliveries: { kind: 'gauge', labels: ['state'], help: 'Deliveries that are pending, failed or gone.' },
  reciprocity_query_seconds: { kind: 'histogram', labels: ['query'], help: 'Time of a database query, by its name.' },
  reciprocity_db_pool: {
    kind: 'gauge',
    labels: ['database', 'state'],
    help: 'Connections of a pool: total, idle, waiting.',
  },
  reciprocity_model_calls_total: {
    kind: 'counter',
    labels: ['provider', 'model', 'purpose', 'outcome'],
    help: 'Calls of a model: answered, refused or failed.',
  },
  reciprocity_model_seconds: { kind: 'histogram', labels: ['provider', 'model'], help: 'Time of a model call.' },
  reciprocity_model_tokens_total: {
    kind: 'counter',
    labels: ['provider', 'model', 'direction'],
    help: 'Tokens sent to and received from a model.',
  },
  reciprocity_model_cost_dollars_total: {
    kind: 'counter',
    labels: ['provider', 'model'],
    help: 'Cost of model calls where a price is set.',
  },
  reciprocity_embeddings_total: {
    kind: 'counter',
    labels: ['model', 'source'],
    help: 'Texts embedded: by the model, or taken from a cache.',
  },
  reciprocity_embedding_seconds: { kind: 'histogram', labels: ['model'], help: 'Time of one batch of embeddings.' },
  reciprocity_document_reads_total: {
    kind: 'counter',
    labels: ['outcome'],
    help: 'Documents read by link: by kind, or by the code of the problem.',
  },
  reciprocity_document_seconds: { kind: 'histogram', labels: [], help: 'Time to fetch and read one document.' },
  reciprocity_data_folder_bytes: {
    kind: 'gauge',
    labels: [],
    help: 'Size of DATA_DIR, measured once a minute at most.',
  },
  reciprocity_recommendation_scoring_seconds: {
    kind: 'histogram',
    labels: [],
    help: 'Time to score all items for one person: the arithmetic alone.',
  },
  reciprocity_cache_reads_total: {
    kind: 'counter',
    labels: ['cache', 'outcome'],
    help: 'Reads of a cache: hit, miss, or bypass while it may not answer.',
  },
  reciprocity_recommendation_answers_total: {
    kind: 'counter',
    labels: ['algorithm', 'cache'],
    help: 'Lists of items answered, by what made them and whether they were kept ready: hit or miss.',
  },
  reciprocity_recommendation_seconds: {
    kind: 'histogram',
    labels: ['algorithm'],
    help: 'Time to make one list of items, or to find it ready.',
  },
  reciprocity_recommended_items_total: {
    kind: 'counter',
    labels: ['source', 'variant'],
    help: 'Items shown, by what brought them.',
  },
  reciprocity_recommendation_outcomes_total: {
    kind: 'counter',
    labels: ['event', 'source', 'variant'],
    help: 'Events that name the answer which showed their item.',
  },
  reciprocity_recommendations_lost_total: {
    kind: 'counter',
    labels: [],
    help: 'Recommendations that could not be kept: what came of them is not counted.',
  },
  reciprocity_recommendation_coverage: {
    kind: 'gauge',
    labels: ['source'],
    help: 'Share of the recommendable items that were shown within a day, read once a minute at most.',
  },
  reciprocity_metric_read_failures_total: {
    kind: 'counter',
    labels: [],
    help: 'Gauges that could not be read for a scrape and show their last figure.',
  },
} as const satisfies Record<
  string,
  { kind: 'counter' | 'gauge' | 'histogram'; labels: readonly string[]; help: string }
>

export type MetricName = keyof typeof metricList
