/** What a job of a stage does when its last run failed: the person is told where and why, and the same call goes on. */
import { problemFrom } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Stage } from './stage.ts'
import { failPerson, findPerson } from './store.ts'

/** Only the words of a problem are shown; anything else is named as our own fault. */
export const failStage =
  (db: Db, stage: Stage) =>
  async ({ personId }: { readonly personId: string }, thrown: unknown): Promise<void> => {
    const person = await findPerson(db.query, personId)
    if (person) await failPerson(db.query, person, { stage, reason: problemFrom(thrown).detail })
  }
