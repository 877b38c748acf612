/** What is learnt again and again. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

const alone = { input: z.object({}), concurrency: 1, attempts: 3 } as const

/** Chooses and fits everything anew. */
export const fitModel = job({ name: 'items.fit', key: () => 'fit', timeoutSeconds: 7200, ...alone })

/** Takes new people, events and items into what was fitted. */
export const refreshModel = job({ name: 'items.refresh-fit', key: () => 'refresh', timeoutSeconds: 3600, ...alone })

/** Counts anew what is popular with whom. */
export const countPopularity = job({
  name: 'items.popularity',
  key: () => 'popularity',
  timeoutSeconds: 3600,
  ...alone,
})
