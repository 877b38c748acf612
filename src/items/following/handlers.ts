/** The jobs that keep step with a host. */
import type { Tx } from '../../platform/db/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { syncItems, syncNewItems } from './jobs.ts'
import { syncClicksHandlers } from './sync-clicks.ts'
import type { SyncDeps } from './sync-deps.ts'
import { syncItemsHandler } from './sync-items.ts'
import { syncLikesHandlers } from './sync-likes.ts'
import { syncNewItemsHandler } from './sync-new-items.ts'

export const followingHandlers = (deps: SyncDeps): readonly JobHandler[] => [
  syncItemsHandler(deps),
  syncNewItemsHandler(deps),
  ...syncLikesHandlers(deps),
  ...syncClicksHandlers(deps),
]

/** At a start nobody waits for the first interval to pass. */
export async function resumeFollowing(tx: Tx, jobs: Jobs): Promise<void> {
  await jobs.enqueue(tx, syncItems, {})
  await jobs.enqueue(tx, syncNewItems, {})
}
