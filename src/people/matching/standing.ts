/** Being in the lists or not: pausing, blocking, leaving. Each is felt by the next request. */
import { Problem } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { findProfile, forgetInImports, goneTexts, requireNotSuspended, setProfileListed } from '../profiles/index.ts'
import {
  advanceBatch,
  embedPerson,
  heldWords,
  isRegistered,
  partWords,
  lockPerson,
  matchPerson,
  personNotFound,
  removePerson,
  requirePerson,
  updatePerson,
} from '../registry/index.ts'
import { removeBlock, saveBlock } from './blocks-store.ts'
import type { BlockEnds, Sourced } from './blocks-store.ts'
import type { Person } from '../registry/index.ts'
import { setListed } from './facets-store.ts'
import { listGiversAbout, removeFeedbackNaming } from './feedback-store.ts'
import { mirrorPerson } from './jobs.ts'
import { fillGaps } from './match-person.ts'
import { orderedPair } from './pair-ends.ts'
import { removeAllPairs, removePair } from './pairs-store.ts'
import { dropLists } from './read-matches.ts'
import type { ListCache } from './read-matches.ts'

export interface StandingDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly lists: ListCache
  /** Forgets what other rooms derived from a person's words, and what was to be told about her. */
  readonly forget: (tx: Tx, person: { readonly id: string; readonly texts: readonly string[] }) => Promise<void>
}

/** What a wished status means for the lists. */
export type StatusPlan = 'unchanged' | 'leave lists' | 'return'

/** Decided from the row under its lock, so that two wishes at once end in one state. */
export function planStatus(person: Pick<Person, 'status'>, wanted: Person['status']): StatusPlan {
  if (person.status === wanted) return 'unchanged'
  return wanted === 'paused' ? 'leave lists' : 'return'
}

/** A paused person is in nobody's list and has none of her own; when she returns she is compared anew. */
export async function setStatus(deps: StandingDeps, personId: string, wanted: Person['status']): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const person = await requirePerson(tx, personId)
    const plan = planStatus(person, wanted)
    if (plan === 'unchanged') return
    await updatePerson(tx, personId, { status: wanted })
    await setListed(tx, personId, wanted === 'active')
    await setProfileListed(tx, personId, wanted === 'active')
    if (plan === 'return' && isRegistered(person)) await deps.jobs.enqueue(tx, matchPerson, { personId })
    if (plan === 'leave lists') await leaveLists(tx, deps, personId)
    await deps.jobs.enqueue(tx, mirrorPerson, { personId })
    await dropLists(tx, deps.lists, [personId])
  })
}

/**
 * From the next request on neither sees the other, and whoever is blocked may be yet to come: who is registered is not
 * for members to find out. Blocking twice changes nothing. Throws `person.not_found`.
 */
export const block = (deps: StandingDeps, personId: string, otherId: string): Promise<void> =>
  makeBlock(deps, { personId, otherId, source: 'api' })

/** Whoever knows of it. */
export async function makeBlock(deps: StandingDeps, made: BlockEnds & Sourced): Promise<void> {
  const { personId, otherId } = made
  if (personId === otherId) throw new Problem('request.invalid', 'People cannot block themselves.')
  await deps.db.transaction(async (tx) => {
    // Both, since either one's comparison may be about to write the pair; in one order, or two blocks would meet head on.
    const { aId, bId } = orderedPair(personId, otherId)
    const [a, b] = [await lockPerson(tx, aId), await lockPerson(tx, bId)]
    if (a?.id !== personId && b?.id !== personId) throw personNotFound()
    await saveBlock(tx, made)
    await removePair(tx, personId, otherId)
    // Nothing is enqueued for somebody who is yet to come, or has left: no job would erase her id.
    await fillGaps(tx, deps, { gaps: [a, b].flatMap((person) => person?.id ?? []) })
    await dropLists(tx, deps.lists, [personId, otherId])
    await deps.jobs.enqueue(tx, mirrorPerson, { personId })
  })
}

/** The two are compared again, unless the other has a block of her own. */
export const unblock = (deps: StandingDeps, personId: string, otherId: string): Promise<void> =>
  takeBackBlock(deps, { personId, otherId, source: 'api' })

/** The host's word takes back nothing that was said here. */
export async function takeBackBlock(deps: StandingDeps, taken: BlockEnds & Sourced): Promise<void> {
  const { personId } = taken
  await deps.db.transaction(async (tx) => {
    const person = await requirePerson(tx, personId)
    await removeBlock(tx, taken)
    // A comparison that is under way may have read the block already: another follows it.
    const isCompared = person.stage === 'matched' || person.stage === 'matching'
    if (isCompared) await deps.jobs.enqueue(tx, matchPerson, { personId })
  })
}

const nothing = { texts: null, persona: null } as const

/**
 * Forgets the person: texts, vectors, pairs in everybody's lists, feedback, queued work. People whose needs her
 * offers had moved are embedded anew without her. Saying it twice is as good as once.
 * @throws Problem `auth.not_yours` to a member who is suspended
 */
export async function leave(deps: StandingDeps, personId: string, isMember = false): Promise<void> {
  const words = await partWords(deps.db.query, personId, nothing)
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (isMember) await requireNotSuspended(tx, personId)
    await forgetInImports(tx, personId)
    if (!person) return
    await forgetWhole(tx, deps, { personId, texts: await words.gone(await heldWords(tx, personId), nothing) })
  })
}

/** Under the lock of `lockPerson`; `texts` are those of the registration. */
export async function forgetWhole(
  tx: Tx,
  deps: StandingDeps,
  { personId, texts }: { readonly personId: string; readonly texts: readonly string[] },
): Promise<void> {
  const profile = await findProfile(tx, personId)
  const moved = await listGiversAbout(tx, { personId, comparedIn: null })
  await leaveLists(tx, deps, personId)
  await removeFeedbackNaming(tx, personId)
  await removePerson(tx, personId)
  await deps.forget(tx, { id: personId, texts: [...texts, ...goneTexts(profile, null)] })
  await deps.jobs.enqueueAll(
    tx,
    embedPerson,
    moved.map((giver) => ({ personId: giver })),
  )
  await deps.jobs.enqueue(tx, mirrorPerson, { personId })
  // She may have been the last whom an open batch waited for.
  await deps.jobs.enqueue(tx, advanceBatch, { reason: 'phase' })
  await dropLists(tx, deps.lists, [personId])
}

/** Pairs go at once; the full lists that lose one are looked at, and made anew when they have lost too many. */
async function leaveLists(tx: Tx, deps: StandingDeps, personId: string): Promise<void> {
  const lost = await removeAllPairs(tx, personId)
  await dropLists(
    tx,
    deps.lists,
    lost.map((other) => other.personId),
  )
  await fillGaps(tx, deps, { gaps: lost.filter(({ lostPlace }) => lostPlace).map((other) => other.personId) })
}
