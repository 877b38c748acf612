/** The scheduled count of what is popular with whom. */
import { givingTurns } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import { runInWorker } from '../../platform/compute/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { popularityCounts } from '../tastes/index.ts'
import type { PopularityCount } from '../tastes/index.ts'
import { itemBytes } from './fit-model.ts'
import type { FitDeps } from './fit-model.ts'
import { findReadyFit } from './fits-store.ts'
import type { FitRun } from './fits-store.ts'
import { groupNumbers, groupWords } from './groups.ts'
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
  const read = await readCounts(popularityCounts(db.query, { halfLifeDays: popularity.halfLifeDays, now }), signal)
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

interface ReadCounts {
  readonly itemIds: readonly string[]
  readonly task: GroupsTask
}

const TURN_MS = 10

async function readCounts(pages: AsyncIterable<readonly PopularityCount[]>, signal: AbortSignal): Promise<ReadCounts> {
  const giveTurn = givingTurns(TURN_MS)
  const all: PopularityCount[] = []
  for await (const page of pages) {
    signal.throwIfAborted()
    all.push(...page)
    await giveTurn()
  }
  const words = groupWords(
    all.map(({ gender, weight }) => [gender, weight]),
    all.map(({ ageGroup, weight }) => [ageGroup, weight]),
  )
  const { cellOf, ...shape } = groupNumbers(words)
  await giveTurn()
  const itemIds: string[] = []
  const [items, cells] = [new Uint32Array(all.length), new Uint32Array(all.length)]
  const [weights, squares] = [new Float32Array(all.length), new Float32Array(all.length)]
  for (const [at, { itemId, gender, ageGroup, weight, squares: squared }] of all.entries()) {
    await giveTurn()
    if (itemIds.at(-1) !== itemId) itemIds.push(itemId)
    items[at] = itemIds.length - 1
    cells[at] = cellOf({ gender, age: ageGroup })
    weights[at] = weight
    squares[at] = squared
  }
  return { itemIds, task: { counts: { ...shape, columns: itemIds.length, items, cells, weights, squares }, ...words } }
}

const WORKER = new URL('groups-worker.ts', import.meta.url)
const MEMORY_MB = 1024
const TIMEOUT_MS = 600_000

const ranked = ({ task }: ReadCounts, signal: AbortSignal): Promise<GroupsAnswer> =>
  runInWorker<GroupsTask, GroupsAnswer>(WORKER, task, { timeoutMs: TIMEOUT_MS, memoryMb: MEMORY_MB, signal })
