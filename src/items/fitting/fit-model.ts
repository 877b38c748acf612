/** The scheduled fit: one process makes it, all load it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { countPositives } from '../interactions/index.ts'
import type { PositiveCounts } from '../interactions/index.ts'
import type { Shelf } from '../shelf/index.ts'
import { contentOnShelf } from './content.ts'
import type { FitAnswer } from './fit-task.ts'
import { findReadyFit } from './fits-store.ts'
import type { FitRun } from './fits-store.ts'
import { fitModel } from './jobs.ts'
import { leadFit } from './lead.ts'
import { namedModels } from './parts.ts'
import { pruneFits, publishFit } from './publish.ts'
import { readData, readGroups } from './read-data.ts'
import type { FitData } from './read-data.ts'
import { runFit } from './run-fit.ts'

export interface FitDeps {
  readonly db: Db
  readonly shelf: Pick<Shelf, 'current'>
  readonly fit: { readonly intervalSeconds: number; readonly budgetSeconds: number; readonly refreshSeconds: number }
  readonly popularity: { readonly refreshSeconds: number; readonly halfLifeDays: number }
}

export const fitModelHandler = (deps: FitDeps): JobHandler =>
  handles({
    job: fitModel,
    handle: (_, run) => fitInTurn(deps, run),
    everySeconds: deps.fit.intervalSeconds,
  })

const LOOK_EVERY_MS = 5000
const LOOKS_MAX = 60

/** A refresh that has just begun is waited for: the next fit is an hour away. What is old goes, whether or not there is anything new. */
async function fitInTurn(deps: FitDeps, run: Run): Promise<void> {
  for (let looks = 1; (await fitIfNew(deps, run)) === 'another fits' && looks < LOOKS_MAX; looks += 1)
    await pause(LOOK_EVERY_MS, null, { signal: run.signal })
  await pruneFits(deps.db, 'model', RETIRED_INTERVALS * deps.fit.intervalSeconds)
}

/** A model that was fitted so many times ago is nothing to go back to, and may know of people who have left. */
const RETIRED_INTERVALS = 3

/** Fewer say nothing of anybody else's taste. */
const enough: PositiveCounts = { people: 10, items: 10, positives: 30 }

export const isEnough = ({ people, items, positives }: PositiveCounts): boolean =>
  people >= enough.people && items >= enough.items && positives >= enough.positives

export type FitOutcome = 'fitted' | 'too little' | 'nothing new' | 'another fits'

type Run = Pick<JobRun, 'signal' | 'log'>

/** @throws the reason of the signal, or WorkerStopped */
export async function fitIfNew(deps: FitDeps, run: Run): Promise<FitOutcome> {
  if (!isEnough(await countPositives(deps.db.query))) return 'too little'
  const lead = (fit: FitRun, signal: AbortSignal): Promise<FitOutcome> => fitAnew(deps, fit, { ...run, signal })
  return (await leadFit(deps.db, { kind: 'model', signal: run.signal }, lead)) ?? 'another fits'
}

async function fitAnew(deps: FitDeps, fit: FitRun, { signal, log }: Run): Promise<FitOutcome> {
  const { db } = deps
  const data = await readData(db, { signal })
  const ready = await findReadyFit(db.query, 'model')
  if (ready?.baseId === null && ready.fingerprint === data.fingerprint) return 'nothing new'
  const { settings, report, models, matrix } = await makeFit(deps, data, signal)
  const { fingerprint, mark } = data
  await publishFit(db, fit, {
    parts: { items: itemBytes(data.itemIds), matrix, ...namedModels(models) },
    row: { baseId: null, settings, seed: settings.seed, fingerprint, mark, report },
    signal,
  })
  log.info('A model was fitted.', { fit: fit.id, ...report.data, chosen: report.chosen })
  return 'fitted'
}

/** The same for every fit: whoever repeats one needs no luck. */
const SEED = 1
const DAY_MS = 86_400_000

async function makeFit(
  { db, shelf, fit, popularity }: FitDeps,
  { shape, entries, itemIds, userIds }: FitData,
  signal: AbortSignal,
): Promise<FitAnswer> {
  const task = {
    shape,
    entries,
    groups: await readGroups(db, userIds),
    content: await contentOnShelf(await shelf.current(), itemIds),
    halfLifeMs: popularity.halfLifeDays * DAY_MS,
    budgetSeconds: fit.budgetSeconds,
    seed: SEED,
  }
  return runFit(task, signal)
}

/** No id holds a line break. */
export const itemBytes = (itemIds: readonly string[]): Uint8Array => new TextEncoder().encode(itemIds.join('\n'))
