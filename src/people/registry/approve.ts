/** The person's own word on her persona: yes, yes with changes, or no. */
import { Problem } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import { splitSentences } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import type { HostCallbacks } from './callbacks.ts'
import { composePersona, embedPerson } from './jobs.ts'
import { partWords, savePersona, saveTexts } from './keep-words.ts'
import type { PartedWords } from './keep-words.ts'
import type { Person, Sentence, SentenceList, StoredPersona } from './person.ts'
import { personNotFound, requirePerson } from './require-person.ts'
import { limits } from './schema.ts'
import type { Approval } from './schema.ts'
import { hasFailedAfterApproval, isRegistered } from './stage.ts'
import { findPersona, findTexts, newVersion, updatePerson } from './store.ts'

export interface ApproveDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly callbacks: HostCallbacks
}

/** `match` carries the words to match with, edited or not. */
export type ApprovalPlan =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'recompose'; readonly reason: string }
  | {
      readonly kind: 'match'
      readonly requirements: readonly Sentence[]
      readonly offerings: readonly Sentence[]
      readonly isEdit: boolean
    }

/** `approved`: nothing was left to do. */
export interface Approved {
  readonly status: 'queued' | 'approved'
  readonly stage: string
  readonly jobId: string | null
}

/**
 * Approving what is approved already changes nothing; approving it with other words is an edit; approving after a
 * failure goes on from there.
 * @throws Problem `person.not_ready`
 */
export function planApproval(person: Person, stored: StoredPersona | null, request: Approval): ApprovalPlan {
  const isWaiting = person.stage === 'awaiting_approval'
  if (!stored || (person.approvedAt === null && !isWaiting)) {
    throw new Problem('person.not_ready', `The persona is not ready for approval: the stage is "${person.stage}".`)
  }
  if (!request.approved) {
    if (isWaiting) return { kind: 'recompose', reason: request.reason ?? '' }
    throw new Problem(
      'person.not_ready',
      'The persona was approved already. Send new answers with "update": true instead.',
    )
  }
  const requirements = editedSentences(stored.requirements, request.requirements)
  const offerings = editedSentences(stored.offerings, request.offerings)
  const isEdit = requirements !== stored.requirements || offerings !== stored.offerings
  if (!isWaiting && !isEdit && !hasFailedAfterApproval(person)) return { kind: 'unchanged' }
  return { kind: 'match', requirements, offerings, isEdit }
}

/** The same list when the words are the same; sentences that were kept keep their sources. */
function editedSentences(
  old: readonly Sentence[],
  edited: string | readonly string[] | undefined,
): readonly Sentence[] {
  if (edited === undefined) return old
  const texts =
    typeof edited === 'string' ? splitSentences(edited).map(({ text }) => text) : edited.map((text) => text.trim())
  const isSame = texts.length === old.length && texts.every((text, index) => text === old[index]?.text)
  if (isSame) return old
  return texts.map((text) => old.find((sentence) => sentence.text === text) ?? { text, source: { kind: 'edit' } })
}

/** Those edited before, and those edited now. */
function editedLists(stored: StoredPersona, edit: Pick<StoredPersona, SentenceList>): SentenceList[] {
  const lists = ['requirements', 'offerings'] as const
  return lists.filter((list) => stored.edited.includes(list) || edit[list] !== stored[list])
}

/** All reasons since the person last answered, so that a second one does not bring back what the first had put right. */
export function withReason(reasons: readonly string[], reason: string): readonly string[] {
  return reason.trim() === '' ? reasons : [...reasons, reason].slice(-limits.reasons)
}

/** Throws `person.not_found` and `person.not_ready`. */
export async function approve(deps: ApproveDeps, request: Approval, tellsOf: TellsOf): Promise<Approved> {
  const words = await partWords(deps.db.query, request.user_id, isPlainYes(request) ? {} : { persona: null })
  return deps.db.transaction(async (tx) => {
    const person = await requirePerson(tx, request.user_id)
    if (!isRegistered(person)) throw personNotFound()
    await tellsOf(tx, [person.id])
    const stored = await findPersona(tx, person.id)
    const plan = planApproval(person, stored, request)

    if (plan.kind === 'unchanged' || !stored) return { status: 'approved', stage: person.stage, jobId: null }
    if (plan.kind === 'recompose') return reject(deps, tx, { person, words, reason: plan.reason })
    const version = plan.isEdit ? await newVersion(tx) : person.version
    if (plan.isEdit)
      await savePersona(tx, words, {
        persona: { ...stored, ...editOf(plan), version, edited: editedLists(stored, plan) },
        callbacks: deps.callbacks,
      })
    return acceptPersona(deps, tx, { ...person, version })
  })
}

const isPlainYes = ({ approved, requirements, offerings }: Approval): boolean =>
  approved && requirements === undefined && offerings === undefined

const editOf = ({ requirements, offerings }: Pick<StoredPersona, SentenceList>): Pick<StoredPersona, SentenceList> => ({
  requirements,
  offerings,
})

/** The persona becomes the person's word, and matching begins. */
export async function acceptPersona(
  deps: Pick<ApproveDeps, 'jobs' | 'clock'>,
  tx: Tx,
  person: Pick<Person, 'id' | 'version' | 'approvedAt'>,
): Promise<Approved> {
  await updatePerson(tx, person.id, {
    version: person.version,
    stage: 'approved',
    failed_stage: null,
    failed_reason: null,
    approved_at: person.approvedAt ?? deps.clock(),
  })
  const jobId = await deps.jobs.enqueue(tx, embedPerson, { personId: person.id })
  return { status: 'queued', stage: 'approved', jobId }
}

async function reject(
  deps: ApproveDeps,
  tx: Tx,
  { person, words, reason }: { person: Person; words: PartedWords; reason: string },
): Promise<Approved> {
  const texts = await findTexts(tx, person.id)
  if (texts) await saveTexts(tx, words, { ...texts, rejections: withReason(texts.rejections, reason) })
  await updatePerson(tx, person.id, { version: await newVersion(tx), stage: 'persona' })
  const jobId = await deps.jobs.enqueue(tx, composePersona, { personId: person.id })
  return { status: 'queued', stage: 'persona', jobId }
}
