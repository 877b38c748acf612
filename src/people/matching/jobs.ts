/** Jobs that only matching knows. Those of a person's stages are named in the registry. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

/** One step of one member of an update batch. A run that comes too late finds her in another step, and leaves her there. */
export const batchMember = job({
  name: 'people.batch-member',
  input: z.object({ batchId: z.string(), personId: z.string(), step: z.enum(['compose', 'embed', 'match']) }),
  key: ({ batchId, personId, step }) => `${batchId} ${step} ${personId}`,
  attempts: 3,
  backoffSeconds: 2,
  backoffSecondsMax: 10,
  timeoutSeconds: 600,
  concurrency: 4,
})

/**
 * Fills a full list that has lost too many. A job of its own, so that whoever is new need not wait behind everybody
 * who has lost somebody in a batch.
 */
export const refillLists = job({
  name: 'people.refill',
  input: z.object({ personId: z.string() }),
  key: ({ personId }) => personId,
  concurrency: 1,
})

/** Reads a feedback whose model was lost when it was given. */
export const readFeedback = job({
  name: 'people.read-feedback',
  input: z.object({ feedbackId: z.string() }),
  key: ({ feedbackId }) => feedbackId,
  attempts: 10,
  backoffSeconds: 30,
  backoffSecondsMax: 3600,
})

/** Builds a new generation, a stretch at a time, and lets it take over. */
export const rebuild = job({
  name: 'people.rebuild',
  input: z.object({}),
  key: () => 'rebuild',
  attempts: 20,
  concurrency: 1,
  timeoutSeconds: 900,
})

/** Throws away what retired generations made, a stretch at a time. */
export const clearRetired = job({
  name: 'people.clear-retired',
  input: z.object({}),
  key: () => 'clear',
  concurrency: 1,
})

/** After a takeover: forgets, a stretch at a time, that the host was told of pairs which the new generation has not got. */
export const forgetVanishedPairs = job({
  name: 'people.forget-vanished',
  input: z.object({ after: z.object({ aId: z.string(), bId: z.string() }).nullable() }),
  key: ({ after }) => JSON.stringify(after),
  concurrency: 1,
})

/** After a takeover: has everybody mirrored, a stretch at a time, since everybody's pairs are others. */
export const mirrorEverybody = job({
  name: 'people.mirror-everybody',
  input: z.object({ after: z.string() }),
  key: ({ after }) => after,
  concurrency: 1,
})

/** Tells the host's database, once, that a person has arrived. What the host makes of it later is the host's. */
export const reportArrival = job({
  name: 'people.arrival',
  input: z.object({ personId: z.string() }),
  key: ({ personId }) => personId,
  attempts: 10,
})

/** Writes a person into the host's database, as she stands now. */
export const mirrorPerson = job({
  name: 'people.mirror',
  input: z.object({ personId: z.string() }),
  key: ({ personId }) => personId,
  attempts: 10,
})
