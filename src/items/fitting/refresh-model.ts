/** Between two fits: who likes what now, and items that came since. What was chosen stays, and so do the vectors of the others. */
import { runInWorker } from '../../platform/compute/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { readPositiveChanges } from '../interactions/index.ts'
import type { FitDeps } from './fit-model.ts'
import { itemBytes } from './fit-model.ts'
import type { FitSettings } from './fit-report.ts'
import { findFit, findReadyFit } from './fits-store.ts'
import type { FitRun, StoredFit } from './fits-store.ts'
import { refreshModel } from './jobs.ts'
import { leadFit } from './lead.ts'
import { isModel, itemIdsOf, modelsIn, readParts } from './parts.ts'
import { publishFit } from './publish.ts'
import { readData } from './read-data.ts'
import type { FitData } from './read-data.ts'
import type { RefreshAnswer, RefreshTask } from './refresh-task.ts'

export const refreshModelHandler = (deps: FitDeps): JobHandler =>
  handles({
    job: refreshModel,
    handle: async (_, run) => void (await refreshIfNew(deps, run)),
    everySeconds: deps.fit.refreshSeconds,
  })

export type RefreshOutcome = 'refreshed' | 'nothing to refresh' | 'nothing new' | 'too soon' | 'another fits'

type Run = Pick<JobRun, 'signal' | 'log'>

/** Everything is read again for it, so of the time at most so large a part goes into it. */
const TIME_SHARE = 0.05

/** @throws the reason of the signal, or WorkerStopped */
export async function refreshIfNew(deps: FitDeps, { signal }: Run): Promise<RefreshOutcome> {
  const { query } = deps.db
  const ready = await findReadyFit(query, 'model')
  if (!ready) return 'nothing to refresh'
  const { changes } = await readPositiveChanges(query, { since: ready.mark, after: null }, 1)
  if (changes.length === 0) return 'nothing new'
  if (isTooSoon(ready)) return 'too soon'
  const lead = (run: FitRun, led: AbortSignal): Promise<RefreshOutcome> => refresh(deps, run, led)
  return (await leadFit(deps.db, { kind: 'model', signal }, lead)) ?? 'another fits'
}

function isTooSoon({ baseId, report, madeAt }: StoredFit): boolean {
  if (baseId === null) return false
  const { seconds = 0 } = report as { readonly seconds?: number }
  return Date.now() - madeAt.getTime() < (seconds / TIME_SHARE) * 1000
}

async function refresh({ db }: FitDeps, run: FitRun, signal: AbortSignal): Promise<RefreshOutcome> {
  const begunMs = performance.now()
  const ready = await findReadyFit(db.query, 'model')
  const base = ready && (await findFit(db.query, ready.baseId ?? ready.id))
  if (!base) return 'nothing to refresh'
  const read = await readParts(db.query, { parts: base.parts.filter(({ name }) => name !== 'matrix') })
  if (!read) return 'nothing to refresh'
  const data = await readData(db, { signal, itemIds: itemIdsOf(read['items']) })
  const answer = await answerOf({ data, base, models: modelsIn(read) }, signal)
  const seconds = (performance.now() - begunMs) / 1000
  await publishFit(db, run, {
    parts: {
      items: itemBytes(data.itemIds),
      matrix: answer.matrix,
      ...(answer.folded ? { folded: answer.folded } : {}),
    },
    borrowed: base.parts.filter(isModel),
    row: {
      baseId: base.id,
      settings: base.settings,
      seed: base.seed,
      fingerprint: data.fingerprint,
      mark: data.mark,
      report: { seconds, people: data.shape.rows, items: data.shape.columns },
    },
    signal,
  })
  return 'refreshed'
}

interface Refreshing {
  readonly data: FitData
  readonly base: StoredFit
  readonly models: readonly Uint8Array[]
}

const WORKER = new URL('refresh-worker.ts', import.meta.url)
const MEMORY_MB = 1536
const TIMEOUT_MS = 600_000

function answerOf({ data, base, models }: Refreshing, signal: AbortSignal): Promise<RefreshAnswer> {
  const { shape, entries } = data
  const { rows, columns, values, times } = entries
  const task = { shape, entries, settings: base.settings as FitSettings, models }
  return runInWorker<RefreshTask, RefreshAnswer>(WORKER, task, {
    timeoutMs: TIMEOUT_MS,
    memoryMb: MEMORY_MB,
    transfer: [rows.buffer, columns.buffer, values.buffer, times.buffer],
    signal,
  })
}
