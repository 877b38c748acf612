/** One builds a fit at a time, and says so while it does: whoever falls silent is taken over. */
import { newId } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { claimFit, giveUpFit, touchFit } from './fits-store.ts'
import type { FitKind, FitRun } from './fits-store.ts'
import { TakenOver } from './parts.ts'

const HEARTBEAT_MS = 10_000

export interface Leading {
  readonly kind: FitKind
  readonly signal: AbortSignal
}

/** What the leader does. Its signal says when to stop: because it was told to, or because another has taken over. */
export type Lead<Result> = (run: FitRun, signal: AbortSignal) => Promise<Result>

/**
 * Null where another builds a fit of this kind. What `lead` has begun and not finished is given up when it fails, so that
 * the next may begin at once. @throws whatever it throws
 */
export async function leadFit<Result>(
  db: Pick<Db, 'query' | 'transaction'>,
  { kind, signal }: Leading,
  lead: Lead<Result>,
): Promise<Result | null> {
  const run = { kind, id: newId(), runId: newId() }
  if (!(await db.transaction((tx) => claimFit(tx, run)))) return null
  const lost = new AbortController()
  const beat = async (): Promise<void> => {
    if (!(await touchFit(db.query, run))) lost.abort(new TakenOver())
  }
  // A beat that fails is made good by the next: three may be missed.
  const timer = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS)
  try {
    return await lead(run, AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(timer)
    await giveUpFit(db.query, run).catch(() => {})
  }
}
