/** A callback begins as a row, written with the change that it tells of. */
import { newId } from '../../base/index.ts'
import { sendDelivery } from './jobs.ts'
import { serialise } from './serialise.ts'
import { insertDelivery } from './store.ts'
import type { Tx } from '../db/index.ts'
import type { WebhookDeps } from './deps.ts'
import type { Body } from './serialise.ts'

export interface CallbackMessage {
  /** What happened, for the operator: `summary-ready`, `matches-ready`, `batch-matches-ready`. The host is not told it. */
  readonly event: string
  /** Behind the base address: `/user/matches-ready`. */
  readonly path: string
  /** Serialised once, here: every attempt sends the same bytes. */
  readonly body: Body
  /** The people whom the body tells of, so that erasing one of them takes it along. */
  readonly subjectIds?: readonly string[]
}

/** Returns the `webhook-id`; null, and nothing is written, when there is no host to tell. */
export async function send(deps: WebhookDeps, tx: Tx, message: CallbackMessage): Promise<string | null> {
  if (deps.settings.baseUrl === null) return null
  const now = deps.clock()
  const id = `msg_${newId(now).replaceAll('-', '')}`
  const { event, path, body, subjectIds = [] } = message
  await insertDelivery(tx, { id, event, path, body: await serialise(body), subjectIds, now })
  await deps.jobs.enqueue(tx, sendDelivery, { id, at: now.toISOString() })
  return id
}
