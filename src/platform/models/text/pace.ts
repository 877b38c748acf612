/** One pace for all processes: each request takes the next turn from the database and waits for it outside. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../../base/index.ts'
import type { Db } from '../../db/index.ts'
import { claimTurn } from '../store.ts'

export interface PaceSettings {
  readonly provider: string
  /** Null: no limit. */
  readonly requestsPerMinute: number | null
  /** Whoever would wait longer is told to come back. */
  readonly paceWaitSeconds: number
}

/** Throws the problem `model.unavailable` when the turn is too far away, or the reason of the signal. */
export async function waitForTurn(db: Db, settings: PaceSettings, signal: AbortSignal | undefined): Promise<void> {
  if (settings.requestsPerMinute === null) return
  const pace = { intervalMs: 60_000 / settings.requestsPerMinute, waitMsMax: settings.paceWaitSeconds * 1000 }
  const waitMs = await claimTurn(db.query, settings.provider, pace)
  if (waitMs === null) {
    throw new Problem('model.unavailable', 'Too many questions wait for the model. Try again later.', {
      facts: { provider: settings.provider, failure: 'pace' },
      retryAfterSeconds: Math.ceil(settings.paceWaitSeconds),
    })
  }
  if (waitMs < 1) return
  await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted())
}
