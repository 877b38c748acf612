/** Taking in what a person says of herself, for the first time or again. */
import { Problem } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { EnqueueOptions, Job, Jobs } from '../../platform/jobs/index.ts'
import { advanceBatch, composePersona, readResume } from './jobs.ts'
import { partWords, saveTexts } from './keep-words.ts'
import type { Person, PersonTexts } from './person.ts'
import type { Registration } from './schema.ts'
import { hasFailedBeforeApproval, isBeforeApproval } from './stage.ts'
import { forgetEdits, insertPerson, lockPerson, newVersion, updatePerson } from './store.ts'

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
 * An unapproved person who speaks again starts over at once: nobody has seen the old persona as final. An approved one
 * is looked after by the batch, so that her matches stay while she waits.
 * @throws Problem `person.exists`, `person.not_found`
 */
export function planRegistration(person: Person | null, isUpdate: boolean): RegistrationPlan {
  if (!person) {
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
  const words = await partWords(deps.db.query, id, { texts: textsOf(request) })
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, id)
    const plan = planRegistration(person, request.update)

    if (plan.kind === 'create' && !(await insertPerson(tx, { id, designation: request.designation ?? null }))) {
      throw new Problem('person.exists', 'This id was registered a moment ago.')
    }
    if (person) await updatePerson(tx, id, { version: await newVersion(tx), ...changeOf(person, request, plan) })
    await saveTexts(tx, words, textsOf(request))
    await forgetEdits(tx, id)
    await tellsOf(tx, [id])
    const next = nextJob(deps, request, plan)
    return deps.jobs.enqueue(tx, next.job, next.input, next.options)
  })
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

function textsOf(request: Registration): PersonTexts {
  return {
    questions: request.questions,
    resumeLink: request.resume_link || null,
    resumeStatus: request.resume_link ? 'waiting' : 'none',
    resumeReason: null,
    resumeText: null,
    rejections: [],
  }
}

interface NextJob {
  readonly job: Job<never>
  readonly input: never
  readonly options?: EnqueueOptions
}

function nextJob(deps: RegisterDeps, request: Registration, plan: RegistrationPlan): NextJob {
  const next = <Input>(job: Job<Input>, input: NoInfer<Input>, options: EnqueueOptions = {}): NextJob =>
    ({ job, input, options }) as unknown as NextJob
  if (plan.kind === 'update')
    return next(advanceBatch, { reason: 'scheduled' }, { afterSeconds: deps.batchIntervalSeconds })
  return next(request.resume_link ? readResume : composePersona, { personId: request.user_id })
}
