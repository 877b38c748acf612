/** The job that compares a person, and what follows from it for her stage, her host and everybody's lists. */
import { newId } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import {
  embedPerson,
  failStage,
  findPerson,
  lockPerson,
  matchPerson,
  moveStage,
  returnToStage,
  updatePerson,
  workingOn,
} from '../registry/index.ts'
import type { Person } from '../registry/index.ts'
import { announcePerson } from './announce.ts'
import type { AnnounceDeps } from './announce.ts'
import { listLiveGenerations } from '../generations/index.ts'
import type { Generation } from '../generations/index.ts'
import { mirrorPerson, refillLists, reportArrival } from './jobs.ts'
import { compare, tidyLists, writeComparison } from './match.ts'
import type { Comparison, MatchDeps, Written } from './match.ts'
import { hasGap } from './cuts-store.ts'
import { dropLists } from './read-matches.ts'
import type { ListCache } from './read-matches.ts'

export interface MatchPersonDeps extends MatchDeps, AnnounceDeps {
  readonly jobs: Jobs
  readonly clock: Clock
  readonly lists: ListCache
}

/** Runs at the end of registration, and again whenever feedback or a return asks for it. */
export const matchHandler = (deps: MatchPersonDeps): JobHandler =>
  handles({
    job: matchPerson,
    handle: async ({ personId }) => {
      await returnToStage(deps.db, personId, 'matching')
      await matchEverywhere(deps, personId)
    },
    onFailed: failStage(deps.db, 'matching'),
  })

/** Most lists still have somebody who steps in. */
export const refillHandler = (deps: MatchPersonDeps): JobHandler =>
  handles({
    job: refillLists,
    handle: async ({ personId }) => {
      if (await hasGap(deps.db.query, personId)) await matchEverywhere(deps, personId)
    },
  })

/** The generation that answers comes first: what is told to the host comes from it. */
async function matchEverywhere(deps: MatchPersonDeps, personId: string): Promise<void> {
  const person = await findPerson(deps.db.query, personId)
  if (!person) return
  for (const generation of await listLiveGenerations(deps.db.query)) {
    const comparison = await workingOn(person, () => compare(deps, generation, personId))
    if (!comparison) {
      if (generation.state === 'active') await embedAgain(deps, person)
      continue
    }
    const written = await deps.db.transaction((tx) => act(tx, deps, { person, generation, comparison }))
    if (written) await tidyLists(deps, generation, written.touched)
  }
}

/** Whoever was embedded for a generation that has been replaced since is embedded for the one that answers now. */
async function embedAgain({ db, jobs }: MatchPersonDeps, person: Person): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await moveStage(tx, person, { from: ['matching'], to: 'approved' }))) return
    await jobs.enqueue(tx, embedPerson, { personId: person.id })
  })
}

interface Acting {
  readonly person: Person
  readonly generation: Generation
  readonly comparison: Comparison
}

async function act(tx: Tx, deps: MatchPersonDeps, { person, generation, comparison }: Acting): Promise<Written | null> {
  const current = await lockPerson(tx, person.id)
  if (!current) return null
  const written = await writeComparison(tx, generation, comparison)
  if (!written) return null
  await fillGaps(tx, deps, written)
  if (generation.state !== 'active') return written
  await spread(tx, deps, written)
  if (await moveStage(tx, current, { from: ['matching'], to: 'matched' })) {
    await noteArrival(tx, deps, current)
    await announcePerson(tx, deps, { generation: generation.id, personId: person.id, batchId: newId() })
  }
  return written
}

/** The first time that somebody reaches her matches is told to the host's database, and no other. */
export async function noteArrival(
  tx: Tx,
  deps: Pick<MatchPersonDeps, 'jobs' | 'clock'>,
  person: Pick<Person, 'id' | 'firstMatchedAt'>,
): Promise<void> {
  if (person.firstMatchedAt) return
  await updatePerson(tx, person.id, { first_matched_at: deps.clock() })
  await deps.jobs.enqueue(tx, reportArrival, { personId: person.id })
}

/** Full lists that lost a place are looked at, in whatever generation that was. */
export async function fillGaps(
  tx: Tx,
  { jobs }: Pick<MatchPersonDeps, 'jobs'>,
  { gaps }: Pick<Written, 'gaps'>,
): Promise<void> {
  await jobs.enqueueAll(
    tx,
    refillLists,
    gaps.map((personId) => ({ personId })),
  )
}

/** What a written comparison means for everybody else: fresh lists, and the host's copy in step. */
export async function spread(tx: Tx, deps: Pick<MatchPersonDeps, 'jobs' | 'lists'>, written: Written): Promise<void> {
  const { personId } = written
  await dropLists(tx, deps.lists, [personId, ...written.touched])
  await deps.jobs.enqueue(tx, mirrorPerson, { personId })
}
