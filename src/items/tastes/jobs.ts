/** What is done for everybody now and then. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

/** Counts anew what is known of people. */
export const recountTastes = job({
  name: 'items.count-tastes',
  input: z.object({}),
  key: () => 'count',
  concurrency: 1,
  timeoutSeconds: 3600,
})
