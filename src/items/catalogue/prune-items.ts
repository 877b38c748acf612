/** Rows of items that were deleted go when everybody who follows the catalogue has heard of it. */
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { pruneItems } from './jobs.ts'
import { removeEmptied } from './store.ts'

const PRUNE_EVERY_SECONDS = 3600
const ROWS_AT_ONCE = 1000

export const pruneItemsHandler = ({ db }: { readonly db: Db }): JobHandler =>
  handles({
    job: pruneItems,
    everySeconds: PRUNE_EVERY_SECONDS,
    async handle(_, { signal }) {
      while (!signal.aborted) {
        const gone = await db.transaction((tx) => removeEmptied(tx, ROWS_AT_ONCE))
        if (gone < ROWS_AT_ONCE) return
      }
    },
  })
