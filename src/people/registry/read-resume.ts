/** The résumé of a person, from its link to its text; one that cannot be read never loses the person. */
import { Problem } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { isWorthRetrying } from '../../platform/documents/index.ts'
import type { ReadDocument } from '../../platform/documents/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import { failStage, returnToStage, workingOn } from './fail-stage.ts'
import { composePersona, readResume } from './jobs.ts'
import { partWords, saveTexts } from './keep-words.ts'
import type { Person, PersonTexts } from './person.ts'
import { failPerson, findPerson, findTexts, lockPerson, moveStage } from './store.ts'

export interface ResumeDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly documents: { read(link: string, signal?: AbortSignal): Promise<ReadDocument> }
}

/** What became of the résumé: its text, or the sentence that says why it is left out. */
export type ResumeOutcome =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'left_out'; readonly reason: string }

/**
 * Reads the link. A fault that may pass is thrown while there is another run to come; the last run, and any fault that
 * will not pass, leaves the résumé out instead.
 */
export async function readFrom(
  deps: ResumeDeps,
  link: string,
  run: Pick<JobRun, 'signal' | 'lastAttempt'>,
): Promise<ResumeOutcome> {
  try {
    const { text } = await deps.documents.read(link, run.signal)
    return { status: 'read', text }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (isWorthRetrying(error) && !run.lastAttempt) throw error
    return { status: 'left_out', reason: error.detail }
  }
}

/** A résumé that is left out leaves nothing of an older one behind. */
export function withResume(texts: PersonTexts, outcome: ResumeOutcome): PersonTexts {
  if (outcome.status === 'read') return { ...texts, resumeStatus: 'read', resumeReason: null, resumeText: outcome.text }
  return { ...texts, resumeStatus: 'left_out', resumeReason: outcome.reason, resumeText: null }
}

/** Whatever becomes of the résumé, the person goes on to her persona if she said anything at all. */
export const readResumeHandler = (deps: ResumeDeps): JobHandler =>
  handles({
    job: readResume,
    handle: async ({ personId }, run) => {
      await returnToStage(deps.db, personId, 'resume')
      const person = await findPerson(deps.db.query, personId)
      if (person) await workingOn(person, () => handleResume(deps, person, run))
    },
    onFailed: failStage(deps.db, 'resume'),
  })

async function handleResume(deps: ResumeDeps, person: Person, run: JobRun): Promise<void> {
  const personId = person.id
  const texts = await findTexts(deps.db.query, personId)
  if (!texts?.resumeLink) return
  if (!(await moveStage(deps.db.query, person, { from: ['registered', 'resume'], to: 'resume' }))) return

  const outcome = await readFrom(deps, texts.resumeLink, run)
  const read = withResume(texts, outcome)
  const words = await partWords(deps.db.query, personId, { texts: read })

  await deps.db.transaction(async (tx) => {
    const current = await lockPerson(tx, personId)
    if (current?.version !== person.version) return
    await saveTexts(tx, words, read)
    if (outcome.status === 'left_out' && texts.questions.length === 0) {
      await failPerson(tx, person, { stage: 'resume', reason: `There is nothing else to go by. ${outcome.reason}` })
      return
    }
    if (await moveStage(tx, person, { from: ['resume'], to: 'persona' }))
      await deps.jobs.enqueue(tx, composePersona, { personId })
  })
}
