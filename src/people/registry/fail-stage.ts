/** What a job of a stage does when its last run failed: the person is told where and why, and the same call goes on. */
import { Problem, problemFrom } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Seen } from './store.ts'
import type { WorkingStage } from './stage.ts'
import { failPerson, findPerson, moveStage } from './store.ts'

/** Under this fact a failure carries which version of the person was worked on. */
const VERSION = 'personVersion'

/**
 * Only the words of a problem are shown; anything else is named as our own fault. Who has spoken again since the work
 * began, as far as `workingOn` tells, has not failed: her new words have a run of their own.
 */
export const failStage =
  (db: Db, stage: WorkingStage) =>
  async ({ personId }: { readonly personId: string }, thrown: unknown): Promise<void> => {
    const { detail: reason, facts } = problemFrom(thrown)
    const person = await findPerson(db.query, personId)
    const version = facts[VERSION] ?? person?.version
    if (person && version === person.version) await failPerson(db.query, person, { stage, reason })
  }

/** Does the work; what it throws says which version of the person it was about. */
export async function workingOn<Result>(
  { version }: Pick<Seen, 'version'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const { code, detail, errors, facts, retryAfterSeconds } = problemFrom(error)
    const later = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
    throw new Problem(code, detail, { errors, facts: { ...facts, [VERSION]: version }, cause: error, ...later })
  }
}

/** A job that runs again although its person has failed at it was tried again by the operator: she goes on from there. */
export async function returnToStage(db: Db, personId: string, stage: WorkingStage): Promise<void> {
  const person = await findPerson(db.query, personId)
  if (person?.failedStage === stage) await moveStage(db.query, person, { from: ['failed'], to: stage })
}
