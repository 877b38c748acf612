/** What happens after a profile has changed. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

/** Embeds profiles whose words are new, a stretch at a time. */
export const embedProfiles = job({
  name: 'people.embed-profiles',
  input: z.object({}),
  key: () => 'embed',
  attempts: 8,
  timeoutSeconds: 900,
  concurrency: 1,
})

const sync = { input: z.object({}), key: () => 'sync', concurrency: 1, timeoutSeconds: 900 } as const

/** Reads a page of the profiles that a host's database holds, and goes on with the next. */
export const syncProfiles = job({ name: 'people.sync-profiles', ...sync })

/** The same for its blocks. */
export const syncBlocks = job({ name: 'people.sync-blocks', ...sync })
