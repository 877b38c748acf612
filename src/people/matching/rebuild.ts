/** A new generation, built a stretch at a time while the old one answers, and what is left of the old one afterwards. */
import { Problem } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import {
  activateGeneration,
  listLiveGenerations,
  listRetiredGenerations,
  lockGenerations,
  removeGeneration,
  retireGeneration,
} from '../generations/index.ts'
import type { Generation } from '../generations/index.ts'
import { clearProfileVectors, dropProfileIndexes, embedMissing, listUnembeddedIn } from '../profiles/index.ts'
import type { EmbedProfilesDeps } from '../profiles/index.ts'
import { findPersona, lockPerson } from '../registry/index.ts'
import { afterTakeoverHandlers, followTakeover } from './after-takeover.ts'
import type { AfterTakeoverDeps } from './after-takeover.ts'
import { makeFacets, saveAllFacets } from './embed.ts'
import type { EmbedDeps } from './embed.ts'
import { listMissing, listUnmatched } from './facets-store.ts'
import { listOpinions } from './feedback-store.ts'
import { clearMatching, dropGateIndexes } from './generation-store.ts'
import { clearRetired, rebuild } from './jobs.ts'
import { compare, writeComparison } from './match.ts'
import type { MatchDeps } from './match.ts'
import { fillGaps } from './match-person.ts'
import type { ListCache } from './read-matches.ts'

export interface RebuildDeps extends EmbedDeps, MatchDeps, EmbedProfilesDeps, AfterTakeoverDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly lists: ListCache
}

const STRETCH = 50
const CLEARED_AT_ONCE = 1000
const REMIND_SECONDS = 300

/** The regular tick goes on with whatever a stopped process left. */
export const rebuildHandlers = (deps: RebuildDeps): JobHandler[] => [
  handles({ job: rebuild, handle: (_, run) => buildStretch(deps, run), everySeconds: REMIND_SECONDS }),
  handles({ job: clearRetired, handle: () => clearStretch(deps), everySeconds: REMIND_SECONDS }),
  ...afterTakeoverHandlers(deps),
]

/** Embeds some people and profiles, else compares some, else lets the new generation take over; comes again until nothing is left. */
async function buildStretch(deps: RebuildDeps, run: JobRun): Promise<void> {
  const [active, building] = await listLiveGenerations(deps.db.query)
  if (active?.state !== 'active' || !building) return
  const missing = await listMissing(deps.db.query, { from: active.id, to: building.id }, STRETCH)
  for (const personId of missing) await embedFor(deps, building, { personId, run })
  const profiles = await embedMissing(deps, building, run)
  const unmatched = missing.length > 0 ? [] : await listUnmatched(deps.db.query, building.id, STRETCH)
  for (const personId of unmatched) await matchFor(deps, building, { personId, run })
  await deps.db.transaction(async (tx) => {
    const isWhole = missing.length + profiles + unmatched.length === 0
    if (isWhole && (await takeOver(tx, { active, building }))) {
      await deps.lists.clear(tx)
      await deps.jobs.enqueue(tx, clearRetired, {})
      await followTakeover(tx, deps)
      return
    }
    await deps.jobs.enqueue(tx, rebuild, {})
  })
}

/** Somebody who is taken into the new generation. */
interface Newcomer {
  readonly personId: string
  readonly run: JobRun
}

async function embedFor(deps: RebuildDeps, building: Generation, { personId, run }: Newcomer): Promise<void> {
  const stored = await findPersona(deps.db.query, personId)
  if (!stored) return
  const source = { personId, stored, signal: run.signal }
  const facets = await makeFacets(deps, building, source).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'model.refused') throw error
    // One person's words that the new model does not take must not keep everybody else with the old one.
    run.log.error('A person is matched with nobody until she says something else: the model refused her words.', {
      generation: building.id,
      error,
    })
    return makeFacets(deps, building, { ...source, stored: { ...stored, requirements: [], offerings: [] } })
  })
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    const isNeeded = ({ id }: Generation): boolean => id === building.id
    // Whoever changed meanwhile is found missing again.
    if (person) await saveAllFacets(tx, deps, { person, stored, made: [facets], isNeeded })
  })
}

/** By now everybody's offers are there, and whoever has opinions of others is moved by them. */
async function matchFor(deps: RebuildDeps, building: Generation, { personId, run }: Newcomer): Promise<void> {
  const opinions = await listOpinions(deps.db.query, personId)
  if (opinions.length > 0) await embedFor(deps, building, { personId, run })
  const comparison = await compare(deps, building, personId)
  if (!comparison) return
  await deps.db.transaction(async (tx) => {
    const written = (await lockPerson(tx, personId)) && (await writeComparison(tx, building, comparison))
    if (written) await fillGaps(tx, deps, written)
  })
}

/** Somebody who came while we looked is built first. */
async function takeOver(tx: Tx, { active, building }: { active: Generation; building: Generation }): Promise<boolean> {
  await lockGenerations(tx)
  const isBehind =
    (await listMissing(tx, { from: active.id, to: building.id }, 1)).length > 0 ||
    (await listUnmatched(tx, building.id, 1)).length > 0 ||
    (await listUnembeddedIn(tx, building.id, 1)).length > 0
  if (isBehind) return false
  await retireGeneration(tx, active.id)
  await activateGeneration(tx, building.id)
  return true
}

async function clearStretch({ db, jobs }: RebuildDeps): Promise<void> {
  for (const generation of await listRetiredGenerations(db.query)) {
    await db.transaction(async (tx) => {
      const matching = await clearMatching(tx, generation.id, CLEARED_AT_ONCE)
      const cleared = matching > 0 ? matching : await clearProfileVectors(tx, generation.id, CLEARED_AT_ONCE)
      if (cleared > 0) return void (await jobs.enqueue(tx, clearRetired, {}))
      await dropGateIndexes(tx, generation.id)
      await dropProfileIndexes(tx, generation.id)
      await removeGeneration(tx, generation.id)
    })
  }
}
