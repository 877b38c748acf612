/** Callbacks to the host product, as other rooms see them. */
import { handles } from '../jobs/index.ts'
import { attemptDelivery } from './attempt.ts'
import { watchedStates } from './decide.ts'
import { forget, prune } from './forget.ts'
import { pruneDeliveries, rescueDeliveries, sendDelivery } from './jobs.ts'
import { openPoster } from './post-callback.ts'
import { rescue } from './rescue.ts'
import { deliveryRoutes } from './routes.ts'
import { send } from './send.ts'
import { outlineToWire } from './schema.ts'
import { countWatched, listOutlinesAbout, outdate } from './store.ts'
import { checkWebhookSettings } from './webhook-settings.ts'
import type { Tx } from '../db/index.ts'
import type { Route } from '../http/index.ts'
import type { JobHandler } from '../jobs/index.ts'
import type { WatchedState } from './decide.ts'
import type { WebhookDeps, WebhookOptions } from './deps.ts'
import type { Rewrite } from './forget.ts'
import type { OutlineOnTheWire } from './schema.ts'
import type { CallbackMessage } from './send.ts'

export interface Webhooks {
  /**
   * Promises the host a callback, in the transaction of the change that it tells of. Returns its `webhook-id`; null,
   * and nothing is written, when no `baseUrl` is set.
   */
  send(tx: Tx, message: CallbackMessage): Promise<string | null>
  /** Erases what is told of a person; see `forget.ts` for what `rewrite` can save. */
  forget(tx: Tx, subjectId: string, rewrite?: Rewrite): Promise<void>
  /** What was told about this person alone has been replaced: see `outdate` in `store.ts`. */
  outdate(tx: Tx, told: { readonly event: string; readonly subjectId: string }): Promise<void>
  /** What is kept of callbacks about a person, for their export. Bodies and subjects are left out: they tell of others. */
  about(tx: Tx, subjectId: string): Promise<OutlineOnTheWire[]>
  readonly routes: readonly Route[]
  readonly handlers: readonly JobHandler[]
  /** Ends what is in the air. */
  close(): Promise<void>
}

/** More than anybody gets in the 90 days that rows are kept. */
const EXPORTED_MAX = 100_000

/** @throws Problem `server.setting`. */
export function openWebhooks(options: WebhookOptions): Webhooks {
  const { settings, telemetry, db } = options
  checkWebhookSettings(settings)
  if (settings.baseUrl !== null && settings.secrets.length === 0) {
    telemetry.log.warn('Callbacks to the host are not signed: WEBHOOK_SECRETS is not set.')
  }
  const deps: WebhookDeps = { ...options, poster: openPoster(settings.timeoutSeconds) }
  telemetry.metrics.beforeScrape(async () => {
    const counts = await counted(db.query)
    for (const state of watchedStates) telemetry.metrics.set('reciprocity_deliveries', counts[state], { state })
  })
  return {
    send: (tx, message) => send(deps, tx, message),
    forget: (tx, subjectId, rewrite) => forget(deps, tx, { subjectId, ...(rewrite && { rewrite }) }),
    outdate,
    about: async (tx, subjectId) => (await listOutlinesAbout(tx, subjectId, EXPORTED_MAX)).map(outlineToWire),
    routes: deliveryRoutes(deps),
    handlers: handlersOf(deps),
    close: () => deps.poster.close(),
  }
}

const handlersOf = (deps: WebhookDeps): JobHandler[] => [
  handles({ job: sendDelivery, handle: (input, run) => attemptDelivery(deps, input, run) }),
  handles({ job: rescueDeliveries, handle: () => rescue(deps), everySeconds: 60 }),
  handles({ job: pruneDeliveries, handle: (_, run) => prune(deps, run), everySeconds: 3_600 }),
]

/** A state that nothing is in counts zero, so that its gauge falls. */
async function counted(tx: Tx): Promise<Record<WatchedState, number>> {
  const counts = { pending: 0, failed: 0, gone: 0 }
  for (const { state, count } of await countWatched(tx)) counts[state] = count
  return counts
}
