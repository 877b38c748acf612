/** Comparing one person with everybody: a cheap gate over vectors, then a finer score over sentences. */
import { givingTurns, newId } from '../../base/index.ts'
import type { WordWeights } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { lockPerson } from '../registry/index.ts'
import { listBlocks } from './blocks-store.ts'
import { listOutgrown, raiseCuts, readCuts, saveMatchList } from './cuts-store.ts'
import type { Facets } from './facets.ts'
import { findCurrentFacets, loadCandidates, nearest, removeOldFacets, planSearch } from './facets-store.ts'
import type { Candidate, Side } from './facets-store.ts'
import { listOpinions, listOpinionsAbout } from './feedback-store.ts'
import type { Generation } from '../generations/index.ts'
import { mirrorPerson } from './jobs.ts'
import { cutOf, openSides, placesLost, planPairs, scorePair } from './pairs.ts'
import type { ScoredPair } from './pairs.ts'
import { listPartners, listPlaces, prunePairs, removePairsExcept, upsertPairs } from './pairs-store.ts'
import { termOf } from './sentiment-shift.ts'

export interface MatchDeps {
  readonly db: Db
  readonly weights: WordWeights
  /** Those of the ids that the host still knows; all of them where there is no host. */
  readonly knownToHost: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}

/** How many each side of the gate lets through. */
export const gateSize = 200
/** Old partners are compared again even when the gate misses them. Both lists keep 120; others may have added theirs. */
const PARTNERS = 600
/** The finer score gives way to other work after so long. */
const SLICE_MS = 10
/** Lists of others that are tidied along the way: of up to 400 that a match touches, so few that it stays quick. */
const TIDIED = 8

/** What was found, and the facets that it was found with. */
export interface Comparison {
  readonly facets: Facets & { readonly isListed: boolean }
  readonly pairs: readonly ScoredPair[]
  /** Who was looked at; null: everybody. Whoever comes meanwhile was not, and keeps what it has found. */
  readonly considered: readonly string[] | null
}

/** Reads and decides; null when the person has no facets in this generation. Writes nothing. */
export async function compare(deps: MatchDeps, generation: Generation, personId: string): Promise<Comparison | null> {
  const facets = await findCurrentFacets(deps.db.query, generation.id, personId)
  if (!facets) return null
  if (!facets.isListed) return { facets, pairs: [], considered: null }
  const considered = await findCandidateIds(deps, generation, facets)
  const known = await deps.knownToHost([personId, ...considered])
  if (!known.has(personId)) return { facets, pairs: [], considered: null }
  const ids = considered.filter((id) => known.has(id))
  const candidates = await loadCandidates(deps.db.query, generation.id, ids)
  return { facets, pairs: planPairs(await scoreAll(deps, facets, candidates)), considered }
}

/** The gate, in both directions, and those who are partners already; without oneself and the blocked. */
async function findCandidateIds(deps: MatchDeps, generation: Generation, facets: Facets): Promise<readonly string[]> {
  const blocks = await listBlocks(deps.db.query, facets.personId)
  const hidden = new Set([facets.personId, ...blocks.flatMap(({ personId, otherId }) => [personId, otherId])])
  const passed = await passGate(deps.db, generation, { facets, limit: gateSize + hidden.size })
  const partners = await listPartners(deps.db.query, { generation: generation.id, personId: facets.personId }, PARTNERS)
  const ids = new Set([
    ...passed.flatMap((side) => withoutHidden(side, hidden).slice(0, gateSize)),
    ...withoutHidden(partners, hidden),
  ])
  return [...ids]
}

const withoutHidden = (ids: readonly string[], hidden: ReadonlySet<string>): string[] =>
  ids.filter((id) => !hidden.has(id))

/** Others whose offers are nearest to my needs, and others whose needs are nearest to my offers; both asked at once. */
export async function passGate(
  db: Db,
  generation: Generation,
  { facets: { need, offer }, limit }: { facets: Pick<Facets, 'need' | 'offer'>; limit: number },
): Promise<string[][]> {
  const search = async (side: Side, vector: Float32Array | null): Promise<string[]> => {
    if (!vector) return []
    return db.transaction(async (tx) => {
      await planSearch(tx, generation.id, limit)
      return nearest(tx, generation, { side, vector, limit })
    })
  }
  return Promise.all([search('offer', need), search('need', offer)])
}

async function scoreAll(deps: MatchDeps, facets: Facets, candidates: readonly Candidate[]): Promise<ScoredPair[]> {
  const { db, weights } = deps
  const me = openSides(facets)
  const mine = await listOpinions(db.query, facets.personId)
  const others = candidates.map(({ personId }) => personId)
  const about = await listOpinionsAbout(db.query, facets.personId, others)
  const scored: ScoredPair[] = []
  const giveTurn = givingTurns(SLICE_MS)
  for (const candidate of candidates) {
    const terms = {
      mine: termOf(mine, candidate.personId),
      theirs: termOf(about.get(candidate.personId) ?? [], facets.personId),
    }
    scored.push(scorePair(me, candidate, { weights, terms }))
    await giveTurn()
  }
  return scored
}

export interface Written {
  readonly personId: string
  /** Others whose lists changed. */
  readonly touched: readonly string[]
  /** Others whose full list lost a place: it may have to be made anew. */
  readonly gaps: readonly string[]
}

/**
 * Writes a comparison in the caller's transaction. Null when the person's facets have changed meanwhile: then another
 * comparison is on its way.
 */
export async function writeComparison(
  tx: Tx,
  generation: Generation,
  { facets, pairs, considered }: Comparison,
): Promise<Written | null> {
  const { personId, revision } = facets
  const current = await findCurrentFacets(tx, generation.id, personId)
  if (current?.revision !== revision || current.isListed !== facets.isListed) return null
  const others = pairs.map(({ otherId }) => otherId)
  const fallen = placesLost(await listPlaces(tx, { generation: generation.id, personId }), pairs)
  const gone = await removePairsExcept(tx, { generation: generation.id, personId, revision, keep: others, considered })
  await upsertPairs(tx, { generation: generation.id, personId, revision, pairs, newIds: pairs.map(() => newId()) })
  await saveMatchList(tx, {
    generation: generation.id,
    personId,
    revision,
    needCut: cutOf(pairs, ({ mine }) => mine.score),
    offerCut: cutOf(pairs, ({ theirs }) => theirs.score),
  })
  await removeOldFacets(tx, generation.id, personId)
  return {
    personId,
    touched: [...others, ...gone.map((lost) => lost.personId)],
    gaps: [...fallen, ...gone.filter(({ lostPlace }) => lostPlace).map((lost) => lost.personId)],
  }
}

/**
 * Settles a few of the lists that a comparison made longer: nobody is compared anew, but what lies beyond the last place
 * that is kept goes. Lists are read up to an earlier one, so when this happens cannot be seen.
 */
export async function tidyLists(
  { db, jobs }: { readonly db: Db; readonly jobs: Jobs },
  generation: Generation,
  touched: readonly string[],
): Promise<void> {
  const step = Math.max(1, Math.floor(touched.length / TIDIED))
  const few = touched.filter((_, index) => index % step === 0).slice(0, TIDIED)
  for (const personId of await listOutgrown(db.query, generation.id, few)) {
    await db.transaction(async (tx) => {
      // As her own comparison does, or the one would note a cut that the other has overtaken.
      const cuts = (await lockPerson(tx, personId)) && (await readCuts(tx, generation.id, personId))
      if (!cuts) return
      const list = { generation: generation.id, personId, ...cuts }
      await raiseCuts(tx, list)
      const pruned = await prunePairs(tx, list, TIDIED * gateSize)
      // Each of the pairs has her at one end, so the host's copy of all of them follows.
      if (pruned > 0 && generation.state === 'active') await jobs.enqueue(tx, mirrorPerson, { personId })
    })
  }
}
