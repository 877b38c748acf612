/** Webhooks on a test's own database: with a real queue, or with one that a test runs by hand. */
import { randomBytes } from 'node:crypto'
import { silentLogger } from '../../src/base/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { openWebhooks, webhookDefaults } from '../../src/platform/webhooks/index.ts'
import type { Clock, Logger } from '../../src/base/index.ts'
import type { Db } from '../../src/platform/db/index.ts'
import type { JobRunner, Jobs } from '../../src/platform/jobs/index.ts'
import type { Telemetry } from '../../src/platform/telemetry/index.ts'
import type { CallbackMessage, Webhooks, WebhookSettings } from '../../src/platform/webhooks/index.ts'
import { testJobs } from './jobs.ts'

export const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** Eight attempts without a pause. */
export const atOnce = [0, 0, 0, 0, 0, 0, 0, 0]

export function webhookSettings(settings: Partial<WebhookSettings>): WebhookSettings {
  return { ...webhookDefaults, baseUrl: null, secrets: [], random: () => 0.5, ...settings }
}

export interface WebhookStage {
  readonly webhooks: Webhooks
  /** Sends in a transaction of its own. */
  send(message: Partial<CallbackMessage>): Promise<string>
  close(): Promise<void>
}

export const message = (parts: Partial<CallbackMessage>): CallbackMessage => ({
  event: 'matches-ready',
  path: '/user/matches-ready',
  body: { user_id: 'ann' },
  ...parts,
})

/** The whole thing at work: rows, queue, HTTP. */
export async function workingWebhooks(db: Db, settings: Partial<WebhookSettings>): Promise<WebhookStage> {
  let runner: JobRunner | undefined
  const jobs: Jobs = {
    enqueue: (tx, job, input, options) => runner!.enqueue(tx, job, input, options),
    enqueueAll: (tx, job, inputs) => runner!.enqueueAll(tx, job, inputs),
    erase: (tx, jobId) => runner!.erase(tx, jobId),
  }
  const webhooks = openStage({ db, jobs, settings })
  runner = await testJobs(db, () => webhooks.handlers)
  return {
    webhooks,
    send: (parts) => sendNow(db, webhooks, parts),
    async close() {
      await runner?.stop(5)
      await webhooks.close()
    },
  }
}

export interface Enqueued {
  readonly input: { readonly id: string; readonly at: string }
  readonly afterSeconds: number
}

export interface HandStage extends WebhookStage {
  /** What waits in the queue, oldest first. */
  readonly queue: Enqueued[]
  /** Runs the job of `name` (default: the sending one) with `input` (default: the oldest that waits). */
  run(input?: unknown, options?: { readonly name?: string; readonly signal?: AbortSignal }): Promise<void>
}

export interface HandOptions {
  readonly settings?: Partial<WebhookSettings>
  readonly clock?: Clock
  readonly telemetry?: Telemetry
  readonly log?: Logger
}

/** Jobs wait until the test runs them. Unlike the real queue this one forgets nothing when a transaction fails. */
export function handWebhooks(db: Db, { settings = {}, log = silentLogger, ...rest }: HandOptions = {}): HandStage {
  const queue: Enqueued[] = []
  const jobs: Jobs = {
    async enqueue(_tx, job, input, options = {}) {
      queue.push({ input: job.input.parse(input) as Enqueued['input'], afterSeconds: options.afterSeconds ?? 0 })
      return 'job'
    },
    async enqueueAll(tx, job, inputs) {
      for (const input of inputs) await jobs.enqueue(tx, job, input)
    },
    erase: () => Promise.resolve(),
  }
  const webhooks = openStage({ db, jobs, settings, ...rest })
  return {
    webhooks,
    queue,
    send: (parts) => sendNow(db, webhooks, parts),
    async run(input = queue.shift()?.input, { name = 'webhooks.send', signal = new AbortController().signal } = {}) {
      const handler = webhooks.handlers.find(({ job }) => job.name === name)
      await handler?.handle(input, { jobId: 'job', attempt: 1, lastAttempt: false, signal, log })
    },
    close: () => webhooks.close(),
  }
}

interface StageOptions extends Omit<HandOptions, 'settings' | 'log'> {
  readonly db: Db
  readonly jobs: Jobs
  readonly settings: Partial<WebhookSettings>
}

function openStage({
  settings,
  telemetry = silentTelemetry(),
  clock = () => new Date(),
  ...rest
}: StageOptions): Webhooks {
  return openWebhooks({ ...rest, telemetry, clock, settings: webhookSettings(settings) })
}

async function sendNow(db: Db, webhooks: Webhooks, parts: Partial<CallbackMessage>): Promise<string> {
  const id = await db.transaction((tx) => webhooks.send(tx, message(parts)))
  if (id === null) throw new Error('There is no host to tell.')
  return id
}
