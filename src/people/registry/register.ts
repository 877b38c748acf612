/** Taking in what a person says of herself, for the first time or again. */
import { Problem } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { advanceBatch, composePersona, readResume } from './jobs.ts'
import { partWords, saveTexts } from './keep-words.ts'
import type { Person, PersonTexts } from './person.ts'
import { requirePerson } from './require-person.ts'
import type { Registration } from './schema.ts'
import { hasFailedBeforeApproval, isBeforeApproval, isRegistered } from './stage.ts'
import { findTexts, forgetEdits, holdPeople, lockPerson, newVersion, updatePerson } from './store.ts'

export interface RegisterDeps {
  readonly db: Db
  readonly jobs: Jobs
  /** The end of a sentence saying why the link cannot be used, or null. */
  readonly resumeLinkFault: (link: string) => string | null
  readonly batchIntervalSeconds: number
}

/** `create` and `restart` go through all stages; `update` keeps the old persona until the next batch. */
export type RegistrationPlan = { readonly kind: 'create' | 'restart' | 'update' }

/**
 * Whoever has a profile alone registers for the first time. An unapproved person who speaks again starts over at once: nobody has seen the old persona as final. An approved one
 * is looked after by the batch, so that her matches stay while she waits.
 * @throws Problem `person.exists`, `person.not_found`
 */
export function planRegistration(person: Person, isUpdate: boolean): RegistrationPlan {
  if (!isRegistered(person)) {
    if (isUpdate)
      throw new Problem('person.not_found', 'Nobody with this id is registered, so there is nothing to update.')
    return { kind: 'create' }
  }
  if (!isUpdate && !hasFailedBeforeApproval(person)) {
    throw new Problem('person.exists', 'This id is registered already. Send "update": true to change what was said.')
  }
  return { kind: isBeforeApproval(person) ? 'restart' : 'update' }
}

/** Returns the id of the job that will look at what was said. */
export async function register(deps: RegisterDeps, request: Registration, tellsOf: TellsOf): Promise<string> {
  checkLink(deps, request.resume_link)
  const id = request.user_id
  const { query } = deps.db
  const words = await partWords(query, id, { texts: textsOf(request, await findTexts(query, id)) })
  return deps.db.transaction(async (tx) => {
    const person = (await lockPerson(tx, id)) ?? (await makePerson(tx, id))
    const plan = planRegistration(person, request.update)

    await updatePerson(tx, id, { version: await newVersion(tx), ...changeOf(person, request, plan) })
    const texts = textsOf(request, await findTexts(tx, id))
    await saveTexts(tx, words, texts)
    await forgetEdits(tx, id)
    await tellsOf(tx, [id])
    return enqueueNext(tx, deps, { personId: id, plan, texts })
  })
}

/** Unregistered, until the plan is carried out. */
async function makePerson(tx: Tx, id: string): Promise<Person> {
  await holdPeople(tx, [id])
  return requirePerson(tx, id)
}

function checkLink(deps: RegisterDeps, link: string | null | undefined): void {
  if (!link) return
  const fault = deps.resumeLinkFault(link)
  if (!fault) return
  throw new Problem('resume.link_refused', `The résumé link ${fault}.`, {
    errors: [{ path: 'resume_link', message: fault }],
  })
}

function changeOf(person: Person, request: Registration, plan: RegistrationPlan): Parameters<typeof updatePerson>[2] {
  const designation = { given_designation: request.designation ?? person.givenDesignation }
  if (plan.kind === 'update') {
    return { ...designation, needs_matchmaking: true, update_attempts: 0, update_due_at: null }
  }
  return { ...designation, stage: 'registered', failed_stage: null, failed_reason: null }
}

/**
 * What was said now. A résumé that an update does not mention stays as it is, and null is none. Whoever registers once more
 * after a failure says everything anew.
 */
export function textsOf(request: Registration, before: PersonTexts | null): PersonTexts {
  const { questions, resume_link: link, update: isUpdate } = request
  const said = { questions, rejections: [] }
  if (isUpdate && link === undefined && before) return { ...before, ...said }
  return {
    ...said,
    resumeLink: link || null,
    resumeStatus: link ? 'waiting' : 'none',
    resumeReason: null,
    resumeText: null,
  }
}

interface Next {
  readonly personId: string
  readonly plan: RegistrationPlan
  readonly texts: PersonTexts
}

function enqueueNext(tx: Tx, deps: RegisterDeps, { personId, plan, texts }: Next): Promise<string> {
  const { jobs, batchIntervalSeconds: afterSeconds } = deps
  if (plan.kind === 'update') return jobs.enqueue(tx, advanceBatch, { reason: 'scheduled' }, { afterSeconds })
  return jobs.enqueue(tx, texts.resumeStatus === 'waiting' ? readResume : composePersona, { personId })
}
