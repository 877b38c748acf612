/** Writes what was recommended, once a second and beside the requests: none of them waits for it. */
import { setTimeout as pause } from 'node:timers/promises'
import { tally } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import { isConnectionFault } from '../../platform/db/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Telemetry } from '../../platform/telemetry/index.ts'
import type { Answered, Recommended } from '../recommending/index.ts'
import { openGathering } from './gathering.ts'
import type { Gathered, Gathering } from './gathering.ts'
import { saveMeasures } from './measures-store.ts'
import { armName } from './variant.ts'
import type { Split } from './variant.ts'

export interface MeasuringDeps {
  readonly db: Pick<Db, 'transaction'>
  readonly telemetry: Telemetry
  readonly clock: Clock
  /** The one that runs: it names the arms that come in. */
  readonly experiment: Pick<Split, 'name'> | null
}

export interface Measuring {
  /** Once for each computed answer. Never throws and never waits. */
  recommended(it: Recommended): void
  /** Once for each response, kept answers too. Never throws and never waits. */
  answered(it: Answered): void
  /** Writes all there is, as far as the database takes it. */
  close(): Promise<void>
}

const EVERY_MS = 1000
/** Of one transaction: others wait for no more. */
const ROWS_MAX = 1000
/** Some tens of megabytes, when the database is slow or away. */
const WAITING_MAX = 20_000
/** When everything is closed it is tried again so often; nobody's stop is held up longer. */
const LAST_PAUSE_MS = 200
const CLOSING_MS_MAX = 5000

/** A process that is killed loses what a second has gathered; one recommendation is written whole or not at all. */
export function openMeasuring(deps: MeasuringDeps): Measuring {
  const { clock, experiment, telemetry } = deps
  const gathering = openGathering(WAITING_MAX)
  const write = writerOf(deps, gathering)
  let writing: Promise<boolean> | null = null
  const writeOnce = (): Promise<boolean> =>
    (writing ??= write().finally(() => {
      writing = null
    }))
  const timer = setInterval(() => void writeOnce(), EVERY_MS)
  timer.unref()
  const named = (variant: string | null): string | null => variant && experiment && armName(experiment, variant)

  return {
    recommended(it) {
      gathering.recommended({ ...it, variant: named(it.variant) }, clock())
    },
    answered(it) {
      countForScrapes(telemetry, it)
      gathering.answered({ ...it, variant: named(it.variant) }, clock())
    },
    async close() {
      clearInterval(timer)
      await Promise.race([finish(), pause(CLOSING_MS_MAX, null, { ref: false })])
    },
  }

  async function finish(): Promise<void> {
    const deadlineMs = performance.now() + CLOSING_MS_MAX
    // What was gathered while one was under way is in the next.
    await writing
    while (!(await writeOnce()) && performance.now() < deadlineMs) await pause(LAST_PAUSE_MS)
  }
}

function countForScrapes({ metrics }: Telemetry, { algorithm, variant, isHit, tookMs, sources }: Answered): void {
  metrics.count('reciprocity_recommendation_answers_total', { algorithm, cache: isHit ? 'hit' : 'miss' })
  metrics.observe('reciprocity_recommendation_seconds', tookMs / 1000, { algorithm })
  for (const [source, count] of tally(sources))
    metrics.count('reciprocity_recommended_items_total', { source, variant: variant ?? 'none' }, count)
}

/**
 * Resolves to whether everything is written. While the database is away what it holds is kept for the next time; what it refuses
 * would be refused again, and would keep everything after it.
 */
function writerOf({ db, telemetry }: MeasuringDeps, gathering: Gathering): () => Promise<boolean> {
  const { log, metrics } = telemetry
  let isAway = false
  function giveUp(recommendations: number, error?: unknown): void {
    metrics.count('reciprocity_recommendations_lost_total', {}, recommendations)
    log.warn('Some of what was recommended, and of its counts, could not be kept.', {
      recommendations,
      ...(error ? { error } : {}),
    })
  }
  function keep(gathered: Gathered, error: unknown): void {
    gathering.putBack(gathered)
    if (!isAway) log.warn('What was recommended cannot be written now; it is tried again.', { error })
    isAway = true
  }
  return async () => {
    const lost = gathering.lost()
    if (lost > 0) giveUp(lost)
    for (;;) {
      const gathered = gathering.take(ROWS_MAX)
      if (!gathered) return true
      try {
        await db.transaction((tx) => saveMeasures(tx, gathered))
        isAway = false
        // What came meanwhile is of the next second: otherwise it would be written without end.
        if (gathered.recommendations.length < ROWS_MAX && gathered.shownItems.length < ROWS_MAX) return true
      } catch (error) {
        if (isConnectionFault(error)) {
          keep(gathered, error)
          return false
        }
        giveUp(gathered.recommendations.length, error)
      }
    }
  }
}
