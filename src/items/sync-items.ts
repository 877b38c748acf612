/** What the operator's command does: the host is read now, and what is derived of it is built anew. */
import { Problem } from '../base/index.ts'
import type { Logger } from '../base/index.ts'
import { syncNow } from './following/index.ts'
import type { SyncDeps } from './following/index.ts'

export interface SyncOptions {
  /** Everything is read and built anew; otherwise what is new is read. */
  readonly isFull: boolean
  /** Hears a sentence now and then: how far it is. */
  readonly tell: (line: string) => void
}

export interface SyncItemsDeps {
  readonly log: Logger
  /** Null without a host. */
  readonly following: SyncDeps | null
  /** Builds anew what is derived, beside what answers meanwhile, and tells of it. */
  readonly rebuild: (signal: AbortSignal, tell: (line: string) => void) => Promise<void>
}

const NOTHING_TO_FOLLOW = 'There is nothing to follow: MAIN_DATABASE_URL is not set.'

/** @throws Problem `server.setting` when there is nothing to do, `database.unavailable` when the host does not answer */
export async function syncItems(
  { log, following, rebuild }: SyncItemsDeps,
  { isFull, tell }: SyncOptions,
): Promise<void> {
  const { signal } = new AbortController()
  if (following) await syncNow(following, { isFull, tell, log, signal })
  else if (isFull) tell(NOTHING_TO_FOLLOW)
  else throw new Problem('server.setting', NOTHING_TO_FOLLOW)
  if (isFull) await rebuild(signal, tell)
}
