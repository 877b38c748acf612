/** How far a file was taken is nobody's question a month later. */
import { z } from 'zod'
import { DAY_MS } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db } from '../db/index.ts'
import { handles, job } from '../jobs/index.ts'
import type { JobHandler } from '../jobs/index.ts'
import { removeImportsBefore } from './imports-store.ts'

const pruneImports = job({ name: 'imports.prune', input: z.object({}), key: () => 'prune', concurrency: 1 })

const PRUNE_EVERY_SECONDS = 86_400
const KEPT_DAYS = 30

/** Files of every kind. */
export const pruneImportsHandler = ({ db, clock }: { readonly db: Db; readonly clock: Clock }): JobHandler =>
  handles({
    job: pruneImports,
    handle: () => removeImportsBefore(db.query, new Date(clock().getTime() - KEPT_DAYS * DAY_MS)),
    everySeconds: PRUNE_EVERY_SECONDS,
  })
