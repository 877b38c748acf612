/** The scheduled count of what is popular with whom. */
import { givingTurns } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import { cellOf } from '../../engine/index.ts'
import type { GroupCounts } from '../../engine/index.ts'
import { runInWorker } from '../../platform/compute/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { popularityCounts } from '../tastes/index.ts'
import type { PopularityCount } from '../tastes/index.ts'
import { itemBytes } from './fit-model.ts'
import type { FitDeps } from './fit-model.ts'
import { findReadyFit } from './fits-store.ts'
import type { FitRun } from './fits-store.ts'
import { commonest } from './groups.ts'
import { countPopularity } from './jobs.ts'
import { leadFit } from './lead.ts'
import { publishFit } from './publish.ts'
import type { GroupsAnswer, GroupsTask } from './rank-groups.ts'

export interface PopularityDeps extends Pick<FitDeps, 'db' | 'popularity'> {
  readonly clock: Clock
}

export const countPopularityHandler = (deps: PopularityDeps): JobHandler =>
  handles({
    job: countPopularity,
    handle: async (_, run) => void (await countFavourites(deps, run)),
    everySeconds: deps.popularity.refreshSeconds,
  })

/** How many items somebody has done anything with; null while another process counts. */
export async function countFavourites(
  deps: PopularityDeps,
  { signal }: Pick<JobRun, 'signal'>,
): Promise<number | null> {
  const lead = (run: FitRun, led: AbortSignal): Promise<number> => count(deps, run, led)
  return leadFit(deps.db, { kind: 'popularity', signal }, lead)
}

async function count({ db, popularity, clock }: PopularityDeps, run: FitRun, signal: AbortSignal): Promise<number> {
  const now = clock()
  const read = await readCounts(popularityCounts(db.query, { ...asked(popularity), now }), signal)
  if (read.itemIds.length === 0 && !(await findReadyFit(db.query, 'popularity'))) return 0
  const { settings, scores } = await ranked(read, signal)
  await publishFit(db, run, {
    parts: { items: itemBytes(read.itemIds), scores },
    row: {
      baseId: null,
      settings,
      seed: null,
      fingerprint: now.toISOString(),
      mark: null,
      report: { items: read.itemIds.length, counts: read.task.counts.items.length },
    },
    signal,
  })
  return read.itemIds.length
}

/** A like is one event, and three clicks are as much: the 1 : 3 of old. */
const asked = ({ halfLifeDays }: FitDeps['popularity']) => ({ halfLifeDays, weights: { click: 1 / 3, like: 1 } })

interface ReadCounts {
  readonly itemIds: readonly string[]
  readonly task: GroupsTask
}

/** Beyond so many, a gender or an age is as good as not known. */
const GENDERS_MAX = 4
const AGES_MAX = 8
const TURN_MS = 10

async function readCounts(pages: AsyncIterable<readonly PopularityCount[]>, signal: AbortSignal): Promise<ReadCounts> {
  const giveTurn = givingTurns(TURN_MS)
  const all: PopularityCount[] = []
  for await (const page of pages) {
    signal.throwIfAborted()
    all.push(...page)
    await giveTurn()
  }
  const genders = commonest(
    all.map(({ gender, weight }) => [gender, weight] as const),
    GENDERS_MAX,
  )
  await giveTurn()
  const ages = commonest(
    all.map(({ ageGroup, weight }) => [ageGroup, weight] as const),
    AGES_MAX,
  )
  const shape = { genders: genders.length, ages: ages.length }
  const [itemIds, items, cells, weights] = [
    [] as string[],
    new Uint32Array(all.length),
    new Uint32Array(all.length),
    new Float32Array(all.length),
  ]
  for (const [at, { itemId, gender, ageGroup, weight }] of all.entries()) {
    await giveTurn()
    if (itemIds.at(-1) !== itemId) itemIds.push(itemId)
    items[at] = itemIds.length - 1
    cells[at] = cellOf(shape, { gender: placeOf(genders, gender), age: placeOf(ages, ageGroup) })
    weights[at] = weight
  }
  const counts: GroupCounts = { ...shape, columns: itemIds.length, items, cells, weights, squares: null }
  return { itemIds, task: { counts, genders, ages } }
}

function placeOf(values: readonly string[], value: string | null): number | null {
  const place = value === null ? -1 : values.indexOf(value)
  return place < 0 ? null : place
}

const WORKER = new URL('groups-worker.ts', import.meta.url)
const MEMORY_MB = 1024
const TIMEOUT_MS = 600_000

const ranked = ({ task }: ReadCounts, signal: AbortSignal): Promise<GroupsAnswer> =>
  runInWorker<GroupsTask, GroupsAnswer>(WORKER, task, { timeoutMs: TIMEOUT_MS, memoryMb: MEMORY_MB, signal })
