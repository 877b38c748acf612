import { z } from 'zod'
import { callerName } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles, job } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { deleteAbout, deleteExpired, deleteOfCaller } from './store.ts'

/** Kept answers hold what people sent and were told, so they are deleted on the day, not when there is time. */
export const pruneIdempotency = job({
  name: 'api.prune-idempotency',
  input: z.object({}),
  key: () => 'all',
  attempts: 3,
})

/** An answer outlives its day by this much at most. */
const PRUNED_EVERY_SECONDS = 15 * 60
/** Bulk work writes no more rows than this in one transaction. */
const ROWS_AT_ONCE = 1_000

export function pruneIdempotencyHandler({ db, clock }: { readonly db: Db; readonly clock: Clock }): JobHandler {
  return handles({
    job: pruneIdempotency,
    everySeconds: PRUNED_EVERY_SECONDS,
    async handle(_input, { signal }) {
      const now = clock()
      while (!signal.aborted) {
        const deleted = await db.transaction((tx) => deleteExpired(tx, now, ROWS_AT_ONCE))
        if (deleted < ROWS_AT_ONCE) return
      }
    },
  })
}

/** Part of erasing a member: what they asked and were told, and what others were told of them. */
export async function forgetMember(tx: Tx, memberId: string): Promise<void> {
  await deleteOfCaller(tx, callerName({ kind: 'member', memberId }))
  await forgetAnswers(tx, memberId)
}

/** Of somebody, or something, that is no more. The request that was answered so may be made again. */
export async function forgetAnswers(tx: Tx, subjectId: string): Promise<void> {
  await deleteAbout(tx, subjectId)
}
