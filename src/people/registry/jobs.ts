/** What happens after a person spoke. The later stages' jobs are named here too, so that a change can enqueue them. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

const person = z.object({ personId: z.string() })
const byPerson = ({ personId }: { personId: string }): string => personId

/** Fetches and reads the résumé. Most of it is waiting for somebody else's server, which must not hold up the others. */
export const readResume = job({
  name: 'people.resume',
  input: person,
  key: byPerson,
  attempts: 4,
  timeoutSeconds: 180,
  concurrency: 16,
})

/** Composes the persona out of answers and résumé. */
export const composePersona = job({
  name: 'people.persona',
  input: person,
  key: byPerson,
  attempts: 8,
  timeoutSeconds: 600,
  concurrency: 4,
})

/** Makes an approved person comparable. */
export const embedPerson = job({ name: 'people.embed', input: person, key: byPerson, attempts: 8, concurrency: 4 })

/** Compares a person with everybody else. */
export const matchPerson = job({ name: 'people.match', input: person, key: byPerson, attempts: 8, concurrency: 2 })

const batchReasons = ['scheduled', 'asked', 'phase'] as const
/** Why a batch is looked at: its time has come, somebody wants it now, or one of its phases has ended. */
export type BatchReason = (typeof batchReasons)[number]

/** Looks after the updated: starts a batch, or takes the one that is open a phase further. */
export const advanceBatch = job({
  name: 'people.batch',
  input: z.object({ reason: z.enum(batchReasons).default('scheduled') }),
  key: ({ reason }) => reason,
  attempts: 10,
  concurrency: 1,
})

/** Finds people whom a stage has forgotten, and enqueues its job again. */
export const sweepForgotten = job({ name: 'people.sweep', input: z.object({}), key: () => 'sweep', concurrency: 1 })
