/** One member of a batch, one phase further; a member who fails is left out of this batch and comes back later. */
import { Problem } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import {
  advanceBatch,
  designationChange,
  digestOf,
  findPerson,
  findPersona,
  findTexts,
  keepEdits,
  lockPerson,
  readFrom,
  partWords,
  savePersona,
  saveTexts,
  updatePerson,
  withResume,
  writePersona,
} from '../registry/index.ts'
import type { Person, PersonaDeps, PersonTexts, ResumeDeps } from '../registry/index.ts'
import { reasonOf } from './batch.ts'
import type { BatchDeps } from './batch.ts'
import { findMember, hasMember, lockOpenBatch, moveMember, setMemberVersion } from './batch-store.ts'
import type { MemberMove, MemberStep } from './batch-store.ts'
import { isActive, makeAllFacets, saveAllFacets } from './embed.ts'
import type { EmbedDeps } from './embed.ts'
import { listLiveGenerations } from '../generations/index.ts'
import { batchMember } from './jobs.ts'
import { compare, tidyLists, writeComparison } from './match.ts'
import { fillGaps, spread } from './match-person.ts'
import type { MatchPersonDeps } from './match-person.ts'

export type MemberDeps = BatchDeps & PersonaDeps & ResumeDeps & EmbedDeps & MatchPersonDeps

/** Which step of which member of which batch. */
export interface MemberJob {
  readonly batchId: string
  readonly personId: string
  readonly step: MemberStep
}

const RETRY_SECONDS = 60
const RETRY_SECONDS_MAX = 86_400

/** When a person who failed in a batch is due again: one minute, two, four, up to a day. */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(RETRY_SECONDS_MAX, RETRY_SECONDS * 2 ** Math.min(attempts, 20))
}

/** Whether the step is still to be done is read from the row, so a repeated job repeats nothing. */
export const batchMemberHandler = (deps: MemberDeps): JobHandler =>
  handles({
    job: batchMember,
    handle: async (job, run) => {
      const member = await findMember(deps.db.query, job.batchId, job.personId)
      if (member?.state !== job.step) return
      try {
        await steps[job.step](deps, { job, run })
      } catch (error) {
        // Waiting for a budget or a pace would hold up everybody else: this one comes back in a later batch.
        if (!(error instanceof Problem) || error.retryAfterSeconds === undefined) throw error
        await leaveOut(deps, job, error)
      }
    },
    onFailed: (job, reason) => leaveOut(deps, job, reason),
  })

interface Step {
  readonly job: MemberJob
  readonly run: JobRun
}

const steps: Readonly<Record<MemberStep, (deps: MemberDeps, current: Step) => Promise<void>>> = {
  compose: recompose,
  embed: reembed,
  match: rematch,
}

/** Résumé and persona again; nobody is asked to approve, and the host is not told. */
async function recompose(deps: MemberDeps, { job, run }: Step): Promise<void> {
  const person = await findPerson(deps.db.query, job.personId)
  const found = await findTexts(deps.db.query, job.personId)
  if (!person || !found) return
  const texts = await withFreshResume(deps, { person, texts: found, run })
  const known = await findPersona(deps.db.query, person.id)
  const isMade = known?.madeOf && digestOf(texts).equals(known.madeOf)
  const written = isMade ? null : await writePersona(deps, { person, texts, signal: run.signal })

  const words = await partWords(deps.db.query, person.id, written ? { persona: written.stored } : {})

  await deps.db.transaction(async (tx) => {
    const current = await lockMember(tx, job)
    if (!current) return
    if (written) {
      const persona = keepEdits(written.stored, await findPersona(tx, person.id))
      await savePersona(tx, words, { persona, callbacks: deps.callbacks })
      await updatePerson(tx, person.id, designationChange(current, written))
    }
    await setMemberVersion(tx, job.batchId, { personId: person.id, version: person.version })
    await finishStep(tx, deps, { ...job, from: 'compose', to: 'embed' })
  })
}

interface Reading {
  readonly person: Person
  readonly texts: PersonTexts
  readonly run: JobRun
}

/** Kept before anything is made of it: what is embedded of it is forgotten with the text that it came from. */
async function withFreshResume(deps: MemberDeps, { person, texts, run }: Reading): Promise<PersonTexts> {
  if (texts.resumeStatus !== 'waiting' || !texts.resumeLink) return texts
  const fresh = withResume(texts, await readFrom(deps, texts.resumeLink, run))
  const words = await partWords(deps.db.query, person.id, { texts: fresh })
  await deps.db.transaction(async (tx) => {
    if ((await lockPerson(tx, person.id))?.version === person.version) await saveTexts(tx, words, fresh)
  })
  return fresh
}

async function reembed(deps: MemberDeps, { job, run }: Step): Promise<void> {
  const stored = await findPersona(deps.db.query, job.personId)
  if (!stored) return
  const made = await makeAllFacets(deps, { personId: job.personId, stored, run })
  await deps.db.transaction(async (tx) => {
    const current = await lockMember(tx, job)
    if (!current) return
    const isSaved = await saveAllFacets(tx, deps, { person: current, stored, made, isNeeded: isActive })
    if (!isSaved) return void (await deps.jobs.enqueue(tx, batchMember, job))
    await finishStep(tx, deps, { ...job, from: 'embed', to: 'match' })
  })
}

async function rematch(deps: MemberDeps, { job }: Step): Promise<void> {
  const { personId } = job
  for (const generation of await listLiveGenerations(deps.db.query)) {
    const comparison = await compare(deps, generation, personId)
    if (!comparison) continue
    const written = await deps.db.transaction(async (tx) => {
      await lockPerson(tx, personId)
      const wrote = await writeComparison(tx, generation, comparison)
      if (wrote) await fillGaps(tx, deps, wrote)
      if (wrote && generation.state === 'active') await spread(tx, deps, wrote)
      // What she was compared with has changed meanwhile: her step is done when she has been compared with what is.
      if (!wrote) await deps.jobs.enqueue(tx, batchMember, job)
      return wrote
    })
    if (!written) return
    await tidyLists(deps, generation, written.touched)
  }
  await deps.db.transaction((tx) => finishStep(tx, deps, { ...job, from: 'match', to: 'matched' }))
}

/** Two runs for one member may overlap; what the slower one found must not be written over the next step. */
async function lockMember(tx: Tx, { batchId, personId, step }: MemberJob): Promise<Person | null> {
  const person = await lockPerson(tx, personId)
  return (await findMember(tx, batchId, personId))?.state === step ? person : null
}

/** The last member of a phase opens the next. */
async function finishStep(tx: Tx, deps: MemberDeps, move: MemberMove): Promise<void> {
  const batch = await lockOpenBatch(tx)
  if (batch?.id !== move.batchId || !(await moveMember(tx, move))) return
  const isLast = !(await hasMember(tx, batch.id, move.from))
  if (isLast) await deps.jobs.enqueue(tx, advanceBatch, { reason: 'phase' })
}

async function leaveOut(deps: MemberDeps, job: MemberJob, error: unknown): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const person = await lockMember(tx, job)
    if (!person) return
    await postpone(tx, deps, { person, error })
    await finishStep(tx, deps, { ...job, from: job.step, to: 'failed', reason: reasonOf(error) })
  })
}

/** What is away for everybody does not count against this one. */
async function postpone(
  tx: Tx,
  deps: MemberDeps,
  { person, error }: { person: Person; error: unknown },
): Promise<void> {
  const away = error instanceof Problem ? error.retryAfterSeconds : undefined
  const seconds = away === undefined ? retryDelaySeconds(person.updateAttempts) : Math.max(away, RETRY_SECONDS)
  await updatePerson(tx, person.id, {
    update_attempts: person.updateAttempts + (away === undefined ? 1 : 0),
    update_due_at: new Date(deps.clock().getTime() + seconds * 1000),
  })
}
