/** Keeps the host's database in step with a person as she stands now. Running it again changes nothing. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { findPerson, findPersona, isSamePersona } from '../registry/index.ts'
import type { StoredPersona } from '../registry/index.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import type { PeopleHost } from './host.ts'
import { mirrorPerson, reportArrival } from './jobs.ts'
import { listMirrored, listPairsToMirror, removeMirrored, saveMirrored } from './mirror-store.ts'
import type { MirroredPair } from './mirror-store.ts'

export interface MirrorDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly host: PeopleHost | null
  readonly scoreMin: number
}

type Mirrored = Omit<MirroredPair, 'at'>

/** The difference between what is and what was written. */
export interface MirrorPlan {
  readonly write: readonly Mirrored[]
  readonly remove: readonly Mirrored[]
}

/** What the host's `matches` lacks, and what we wrote there that is no longer so. */
export function planMirror(wanted: readonly Mirrored[], written: readonly Mirrored[]): MirrorPlan {
  const key = ({ aId, bId }: Mirrored): string => JSON.stringify([aId, bId])
  const known = new Map(written.map((pair) => [key(pair), pair.score]))
  const keep = new Set(wanted.map(key))
  return {
    write: wanted.filter((pair) => known.get(key(pair)) !== pair.score),
    remove: written.filter((pair) => !keep.has(key(pair))),
  }
}

/** Whoever left on the way has not arrived, nor has whoever came after her under the same id. */
export const arrivalHandler = ({ db, host }: MirrorDeps): JobHandler =>
  handles({
    job: reportArrival,
    handle: async ({ personId }) => {
      if ((await findPerson(db.query, personId))?.firstMatchedAt) await host?.completeOnboarding(personId)
    },
  })

/** Without a host there is nothing to do. The job of somebody who left is the last that names her, and goes too. */
export const mirrorHandler = (deps: MirrorDeps): JobHandler =>
  handles({
    job: mirrorPerson,
    handle: async ({ personId }, { jobId }) => {
      if (deps.host) await mirrorSummary(deps, deps.host, personId)
      if (deps.host?.takesPairs) await mirrorPairs(deps, deps.host, personId)
      if (!(await findPerson(deps.db.query, personId))) await deps.jobs.erase(deps.db.query, jobId)
    },
  })

/**
 * Two runs for one person may overlap, and the later reading may be written first: each looks again after it has
 * written, so that the last to write has written what is, and nothing of somebody who left meanwhile.
 */
async function mirrorSummary({ db }: Pick<MirrorDeps, 'db'>, host: PeopleHost, personId: string): Promise<void> {
  const person = await findPerson(db.query, personId)
  if (!person) return host.removeSummary(personId)
  const stored = await findPersona(db.query, personId)
  if (!stored || !(await host.validIds([personId])).has(personId)) return
  await writeSummary(host, personId, stored)
  const isStill = isSamePersona(await findPersona(db.query, personId), stored)
  if (!isStill) await mirrorSummary({ db }, host, personId)
}

async function writeSummary(host: PeopleHost, personId: string, stored: StoredPersona): Promise<void> {
  const texts = (list: readonly { text: string }[]): string[] => list.map(({ text }) => text)
  await host.writeSummary({
    personId,
    persona: stored.persona,
    requirements: texts(stored.requirements),
    offerings: texts(stored.offerings),
    at: stored.generatedAt,
  })
}

/** Goes on until there is nothing left to do, for the same reason. */
async function mirrorPairs(deps: MirrorDeps, host: PeopleHost, personId: string): Promise<void> {
  const { db, clock, scoreMin } = deps
  const { id: generation } = await requireActiveGeneration(db.query)
  const pairs = await listPairsToMirror(db.query, { generation, personId, scoreMin })
  const known = await host.validIds([...new Set(pairs.flatMap(({ aId, bId }) => [aId, bId]))])
  const wanted = pairs.filter(({ aId, bId }) => known.has(aId) && known.has(bId))
  const plan = planMirror(wanted, await listMirrored(db.query, personId))
  for (const pair of plan.write) {
    await host.writePair({ ...pair, at: clock() })
    await saveMirrored(db.query, pair)
  }
  for (const pair of plan.remove) {
    await host.removePair(pair)
    await removeMirrored(db.query, pair)
  }
  if (plan.write.length + plan.remove.length > 0) await mirrorPairs(deps, host, personId)
}
