/** Passes over a host's tables, a page for each run. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

const sync = { input: z.object({}), key: () => 'sync', concurrency: 1, timeoutSeconds: 900 } as const

/** Everything: items, then who likes them, then who clicked. */
export const syncItems = job({ name: 'items.sync-items', ...sync })
export const syncLikes = job({ name: 'items.sync-likes', ...sync })
export const syncClicks = job({ name: 'items.sync-clicks', ...sync })

/** What is new, and whether what may be shown still stands. */
export const syncNewItems = job({ name: 'items.sync-new-items', ...sync })
export const syncNewLikes = job({ name: 'items.sync-new-likes', ...sync })
export const syncNewClicks = job({ name: 'items.sync-new-clicks', ...sync })
