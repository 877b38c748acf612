/** Erasing a person takes them out of what was told, and out of what is still to be told. */
import { later } from './deps.ts'
import { deserialise } from './deserialise.ts'
import { serialise } from './serialise.ts'
import {
  clearBodies,
  dropSubject,
  erasePending,
  lockPendingAbout,
  readTold,
  removeDeliveries,
  removePendingOnlyAbout,
  replaceBody,
} from './store.ts'
import type { Tx } from '../db/index.ts'
import type { JobRun } from '../jobs/index.ts'
import type { WebhookDeps } from './deps.ts'
import type { Body } from './serialise.ts'

/** What a callback about several people says without one of them; undefined when nothing is left to say. */
export type Rewrite = (told: { readonly event: string; readonly body: Body }) => Body | undefined

/**
 * Deletes pending callbacks that are only about `subjectId`, and takes the bodies of those that have ended. A pending
 * one that tells of others too goes out as `rewrite` says, under the same id; without `rewrite` it ends as `erased`.
 * An attempt that is in the air cannot be called back.
 */
export async function forget(
  deps: WebhookDeps,
  tx: Tx,
  about: { subjectId: string; rewrite?: Rewrite },
): Promise<void> {
  const { subjectId, rewrite } = about
  await removePendingOnlyAbout(tx, subjectId)
  // One body at a time, in slices: see `deserialise.ts`.
  for (const id of await lockPendingAbout(tx, subjectId)) {
    const rest = rewrite && (await rewritten(tx, id, rewrite))
    if (rest === undefined) await erasePending(tx, id, deps.clock())
    else await replaceBody(tx, id, rest)
  }
  await dropSubject(tx, subjectId)
}

async function rewritten(tx: Tx, id: string, rewrite: Rewrite): Promise<string | undefined> {
  const told = await readTold(tx, id)
  const rest = told && rewrite({ event: told.event, body: await deserialise(told.body) })
  return rest ? serialise(rest) : undefined
}

/** So many rows in one transaction, so that no other request waits long. */
const BATCH = 500

/** Takes the bodies of what ended long ago, and later the rows. */
export async function prune(deps: WebhookDeps, run: JobRun): Promise<void> {
  const { retentionSeconds, rowRetentionSeconds } = deps.settings
  const now = deps.clock()
  const steps = [
    { work: removeDeliveries, finishedBefore: later(now, -rowRetentionSeconds) },
    { work: clearBodies, finishedBefore: later(now, -retentionSeconds) },
  ]
  for (const { work, finishedBefore } of steps) {
    let isMore = true
    while (isMore && !run.signal.aborted) {
      isMore = (await deps.db.transaction((tx) => work(tx, { finishedBefore, limit: BATCH }))) === BATCH
    }
  }
}
