/**
 * The update batch: everybody who changed is composed, then embedded, then compared, and only then is the host told, in
 * one message. Each phase ends when its last member is through; the row of the batch makes them finish one by one.
 */
import { newId, problemFrom } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { advanceBatch, clearMatchmaking, listStale, listUnsettled, updatePerson } from '../registry/index.ts'
import type { BatchReason } from '../registry/index.ts'
import { announceBatch, announcePerson } from './announce.ts'
import type { AnnounceDeps } from './announce.ts'
import { gatherAnnouncements, listBatchAnnouncements } from './announcement-store.ts'
import { finishBatch, insertBatch, listMembers, lockOpenBatch, setPhase } from './batch-store.ts'
import type { Batch, Member, MemberStep, OpenPhase } from './batch-store.ts'
import { holdActiveGeneration } from '../generations/index.ts'
import { batchMember } from './jobs.ts'
import { noteArrival } from './match-person.ts'

export interface BatchDeps extends AnnounceDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly batchIntervalSeconds: number
}

/** People per batch; who is left over is in the next, which follows at once. */
const MEMBERS = 1000
/** Members whose pairs are marked in one transaction: a few hundred each. */
const STRETCH = 4

/** What a batch does next whose members are being worked on. */
export type Advance =
  | { readonly act: 'wait'; readonly remind: boolean }
  | { readonly act: 'enter'; readonly phase: Exclude<OpenPhase, 'compose'> }

const nextPhase = { compose: 'embed', embed: 'match', match: 'tell' } as const

/** The regular tick reminds members whose jobs got lost; the end of a phase need not. */
export function planAdvance(step: MemberStep, pending: number, isTick: boolean): Advance {
  return pending > 0 ? { act: 'wait', remind: isTick } : { act: 'enter', phase: nextPhase[step] }
}

/** One at a time, whatever process runs it: the open row of the batch is locked while it is moved on. */
export const batchHandler = (deps: BatchDeps): JobHandler =>
  handles({
    job: advanceBatch,
    everySeconds: deps.batchIntervalSeconds,
    handle: async ({ reason }) => {
      const toTell = await deps.db.transaction((tx) => advance(tx, deps, reason))
      if (toTell) await tell(deps, toTell.id)
    },
  })

/** One step; returns the batch when all that is left is to tell the host. */
async function advance(tx: Tx, deps: BatchDeps, reason: BatchReason): Promise<Batch | null> {
  const batch = await lockOpenBatch(tx)
  if (!batch) {
    if (reason !== 'phase') await openBatch(tx, deps)
    return null
  }
  if (batch.phase === 'tell') return batch
  const pending = await listMembers(tx, batch.id, batch.phase)
  const plan = planAdvance(batch.phase, pending.length, reason === 'scheduled')
  if (plan.act === 'wait') {
    if (plan.remind) await enqueueMembers(tx, deps, { batchId: batch.id, step: batch.phase, members: pending })
    return null
  }
  await setPhase(tx, batch.id, plan.phase)
  if (plan.phase === 'tell') return batch
  const next = await listMembers(tx, batch.id, plan.phase)
  await enqueueMembers(tx, deps, { batchId: batch.id, step: plan.phase, members: next })
  if (next.length === 0) await deps.jobs.enqueue(tx, advanceBatch, { reason: 'phase' })
  return null
}

async function openBatch(tx: Tx, deps: BatchDeps): Promise<void> {
  const stale = await listStale(tx, deps.clock(), MEMBERS)
  if (stale.length === 0) return
  const id = newId()
  const members = stale.map(({ id: personId, version }) => ({ personId, version }))
  if (await insertBatch(tx, id, members)) await enqueueMembers(tx, deps, { batchId: id, step: 'compose', members })
}

/** Each member's next step. A member whose job still waits gets no second one. */
async function enqueueMembers(tx: Tx, deps: BatchDeps, due: MembersDue): Promise<void> {
  const { batchId, step, members } = due
  await deps.jobs.enqueueAll(
    tx,
    batchMember,
    members.map(({ personId }) => ({ batchId, personId, step })),
  )
}

interface MembersDue {
  readonly batchId: string
  readonly step: MemberStep
  readonly members: readonly Pick<Member, 'personId'>[]
}

/**
 * Marks the new pairs a stretch at a time; they count as told only when the message is written down. Another generation
 * may take over in between: each transaction holds the one that answers, before the batch, as the members do.
 */
async function tell(deps: BatchDeps, batchId: string): Promise<void> {
  const ids = (await listMembers(deps.db.query, batchId, 'matched')).map(({ personId }) => personId)
  for (let at = 0; at < ids.length; at += STRETCH) {
    const news = { batchId, scoreMin: deps.scoreMin, personIds: ids.slice(at, at + STRETCH) }
    await deps.db.transaction(async (tx) => {
      const { id: generation } = await holdActiveGeneration(tx)
      if ((await lockOpenBatch(tx))?.id === batchId) await gatherAnnouncements(tx, { ...news, generation })
    })
  }
  await deps.db.transaction(async (tx) => {
    const { id: generation } = await holdActiveGeneration(tx)
    const batch = await lockOpenBatch(tx)
    if (batch?.id !== batchId) return
    const matched = await listMembers(tx, batchId, 'matched')
    const pairs = await listBatchAnnouncements(tx, { generation, batchId })
    await announceBatch(tx, deps, { id: batchId, pairs, updated: new Set(matched.map(({ personId }) => personId)) })
    await settleMembers(tx, deps, { generation, matched })
    await finishBatch(tx, batchId, pairs.length)
    const isMore = (await listStale(tx, deps.clock(), 1)).length > 0
    if (isMore) await deps.jobs.enqueue(tx, advanceBatch, { reason: 'asked' })
  })
}

interface Settling {
  readonly generation: number
  readonly matched: readonly Member[]
}

/** The batch has done all that is to do for a member, also for one who was on her way to her first matches, or had failed. */
async function settleMembers(tx: Tx, deps: BatchDeps, { generation, matched }: Settling): Promise<void> {
  const seen = matched.map(({ personId, version }) => ({ id: personId, version }))
  await clearMatchmaking(tx, seen)
  for (const person of await listUnsettled(tx, seen)) {
    await updatePerson(tx, person.id, { stage: 'matched', failed_stage: null, failed_reason: null })
    if (person.firstMatchedAt) continue
    await noteArrival(tx, deps, person)
    await announcePerson(tx, deps, { generation, personId: person.id, batchId: newId() })
  }
}

/** Why a member was left out of this batch, in words for the operator. */
export const reasonOf = (error: unknown): string => problemFrom(error).detail
