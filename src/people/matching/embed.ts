/** From an approved persona to facets: embedded, moved by feedback, ready to be compared. */
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import type { WordWeights } from '../../engine/index.ts'
import {
  embedPerson,
  failStage,
  findPerson,
  findPersona,
  isSamePersona,
  lockPerson,
  matchPerson,
  moveStage,
  returnToStage,
  workingOn,
} from '../registry/index.ts'
import type { Person, StoredPersona } from '../registry/index.ts'
import { buildFacets, wordingOf } from './facets.ts'
import type { Facets } from './facets.ts'
import { loadOfferVectors, retireFacets, saveFacets } from './facets-store.ts'
import { listGiversAbout, listOpinions } from './feedback-store.ts'
import { holdLiveGenerations, listLiveGenerations } from '../generations/index.ts'
import { joinPersona } from '../profiles/index.ts'
import type { Generation } from '../generations/index.ts'
import { mirrorPerson } from './jobs.ts'
import { shiftOf } from './sentiment-shift.ts'

export interface EmbedDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly weights: WordWeights
  /** The embedder of a model by its name: a generation keeps its own until it is retired. */
  readonly embedderOf: (model: string) => Promise<Embedder>
}

/** The person's facets for one generation. No transaction is open while the model works. */
export async function makeFacets(
  deps: EmbedDeps,
  generation: Generation,
  source: { readonly personId: string; readonly stored: StoredPersona; readonly signal: AbortSignal },
): Promise<Omit<Facets, 'revision'>> {
  const { stored, personId, signal } = source
  const wording = wordingOf(stored.requirements, stored.offerings)
  const embedder = await deps.embedderOf(generation.model)
  const vectors = await embedder.embed([...wording.needs, ...wording.offers], { signal })
  const opinions = await listOpinions(deps.db.query, personId)
  const offers = await loadOfferVectors(
    deps.db.query,
    generation.id,
    opinions.map(({ otherId }) => otherId),
  )
  const shift = shiftOf(opinions, offers)
  return {
    generation: generation.id,
    personId,
    ...wording,
    ...buildFacets({ ...wording, vectors, shift, weights: deps.weights }),
  }
}

/** Facets for the generation that answers, and for one that is being built; the latter may fail and is caught up on. */
export async function makeAllFacets(
  deps: EmbedDeps,
  source: { readonly personId: string; readonly stored: StoredPersona; readonly run: Pick<JobRun, 'signal' | 'log'> },
): Promise<Omit<Facets, 'revision'>[]> {
  const { personId, stored, run } = source
  const made: Omit<Facets, 'revision'>[] = []
  for (const generation of await listLiveGenerations(deps.db.query)) {
    try {
      made.push(await makeFacets(deps, generation, { personId, stored, signal: run.signal }))
    } catch (error) {
      if (generation.state === 'active') throw error
      run.log.warn('A person is left to the rebuilding job.', { generation: generation.id, error })
    }
  }
  return made
}

/** Facets, and the persona that they were made from. */
export interface MadeFacets {
  readonly person: Person
  readonly stored: StoredPersona
  readonly made: readonly Omit<Facets, 'revision'>[]
  /** The generation for which they must be. */
  readonly isNeeded: (generation: Generation) => boolean
}

/**
 * In the transaction that moves the person on, under her lock. False when they are not wanted any more: another
 * generation has taken over, or the persona is another; then nothing is saved, and she is embedded again.
 */
export async function saveAllFacets(
  tx: Tx,
  { jobs }: Pick<EmbedDeps, 'jobs'>,
  { person, stored, made, isNeeded }: MadeFacets,
): Promise<boolean> {
  const live = await holdLiveGenerations(tx)
  const needed = live.find(isNeeded)
  if (!made.some(({ generation }) => generation === needed?.id)) return false
  if (!isSamePersona(await findPersona(tx, person.id), stored)) return false
  await joinPersona(tx, jobs, { person, stored })
  for (const generation of live) {
    const facets = made.find((one) => one.generation === generation.id)
    if (facets) {
      const { areOffersNew } = await saveFacets(tx, facets, person.status === 'active')
      if (areOffersNew) await moveGivers(tx, jobs, { generation, personId: person.id })
    }
    // What a generation that is being built holds of her is of older words: the rebuilding job finds her missing.
    else if (generation.state === 'building') await retireFacets(tx, generation.id, person.id)
  }
  return true
}

/**
 * Whoever has said what she thinks of the person has moved her own needs by the offers of then. Where a generation is
 * being built, whoever was not compared yet is moved when she is.
 */
async function moveGivers(
  tx: Tx,
  jobs: Jobs,
  { generation, personId }: { readonly generation: Generation; readonly personId: string },
): Promise<void> {
  const comparedIn = generation.state === 'building' ? generation.id : null
  const givers = await listGiversAbout(tx, { personId, comparedIn })
  await jobs.enqueueAll(
    tx,
    embedPerson,
    givers.map((giver) => ({ personId: giver })),
  )
}

/** The one that answers. */
export const isActive = ({ state }: Generation): boolean => state === 'active'

/** Also runs for people who are matched already, when feedback has moved what they ask for. */
export const embedHandler = (deps: EmbedDeps): JobHandler =>
  handles({
    job: embedPerson,
    handle: async ({ personId }, run) => {
      await returnToStage(deps.db, personId, 'embedding')
      await embed(deps, personId, run)
    },
    onFailed: failStage(deps.db, 'embedding'),
  })

/** From here on her facets are made, and only new ones hold what feedback has moved since; a failure is one of comparing. */
const comparedStages: readonly Person['stage'][] = ['matching', 'matched', 'failed']

/** From here on the persona is the person's word, which the host may have, whatever becomes of comparing her. */
async function beginEmbedding({ db, jobs }: EmbedDeps, personId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const hasBegun = await moveStage(tx, { id: personId }, { from: ['approved', 'embedding'], to: 'embedding' })
    if (hasBegun) await jobs.enqueue(tx, mirrorPerson, { personId })
    return hasBegun
  })
}

async function embed(deps: EmbedDeps, personId: string, run: JobRun): Promise<void> {
  const person = await findPerson(deps.db.query, personId)
  const stored = await findPersona(deps.db.query, personId)
  if (!person || !stored || person.approvedAt === null) return
  const isRefresh = comparedStages.includes(person.stage)
  if (!isRefresh && !(await beginEmbedding(deps, personId))) return

  const made = await workingOn(person, () => makeAllFacets(deps, { personId, stored, run }))

  await deps.db.transaction(async (tx) => {
    const current = await lockPerson(tx, personId)
    if (!current) return
    if (!(await saveAllFacets(tx, deps, { person: current, stored, made, isNeeded: isActive }))) {
      await deps.jobs.enqueue(tx, embedPerson, { personId })
      return
    }
    const isOn = isRefresh || (await moveStage(tx, { id: personId }, { from: ['embedding'], to: 'matching' }))
    if (isOn) await deps.jobs.enqueue(tx, matchPerson, { personId })
  })
}
