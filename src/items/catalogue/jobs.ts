/** What happens after the catalogue has changed. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

/** Embeds items whose words are new, a stretch at a time. */
export const embedItems = job({
  name: 'items.embed',
  input: z.object({}),
  key: () => 'embed',
  attempts: 8,
  timeoutSeconds: 900,
  concurrency: 1,
})

/** Takes away the rows of items that were deleted a day ago. */
export const pruneItems = job({ name: 'items.prune', input: z.object({}), key: () => 'prune', concurrency: 1 })
