/** What is forgotten of lists that nobody looks at any more. */
import { z } from 'zod'
import type { Db } from '../../platform/db/index.ts'
import { handles, job } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { removeOldPages } from './pages-store.ts'

const prunePages = job({ name: 'items.prune-pages', input: z.object({}), key: () => 'prune', concurrency: 1 })

const PRUNE_EVERY_SECONDS = 900

export const prunePagesHandler = ({ db }: { readonly db: Pick<Db, 'query'> }): JobHandler =>
  handles({ job: prunePages, handle: () => removeOldPages(db.query), everySeconds: PRUNE_EVERY_SECONDS })
