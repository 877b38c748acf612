/** Keeps the table of kept embeddings from growing for ever. */
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { handles, job } from '../../jobs/index.ts'
import type { JobHandler } from '../../jobs/index.ts'
import { countVectors, deleteOldestVectors } from '../store.ts'

export interface PruneOptions {
  readonly db: Db
  /** What the table is pruned to. */
  readonly rowsMax: number
}

const ROWS_PER_TRANSACTION = 1000

const pruneJob = job({ name: 'models.prune-cache', input: z.object({}), key: () => 'all', attempts: 2 })

/** Runs every hour, in one process. */
export function pruneCache(options: PruneOptions): JobHandler {
  return handles({
    job: pruneJob,
    everySeconds: 60 * 60,
    async handle(_, { signal, log }) {
      const pruned = await pruneVectors(options, signal)
      if (pruned > 0) log.info('Kept embeddings were pruned.', { pruned, rowsMax: options.rowsMax })
    },
  })
}

/** Those that were not used for longest go first. Returns how many went. */
export async function pruneVectors({ db, rowsMax }: PruneOptions, signal: AbortSignal): Promise<number> {
  const excess = (await countVectors(db.query)) - rowsMax
  let pruned = 0
  while (pruned < excess && !signal.aborted) {
    const gone = await deleteOldestVectors(db.query, Math.min(ROWS_PER_TRANSACTION, excess - pruned))
    if (gone === 0) break
    pruned += gone
  }
  return pruned
}
