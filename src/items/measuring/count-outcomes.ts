/** Counts what came of recommendations: events that name the answer which showed their item. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Telemetry } from '../../platform/telemetry/index.ts'
import { lockUncounted, markCounted } from '../interactions/index.ts'
import type { AttributedEvent } from '../interactions/index.ts'
import { slotMs } from './gathering.ts'
import { leadCounting } from './measures-store.ts'
import { findAnswers, saveOutcomes } from './outcomes-store.ts'
import type { KnownAnswer, OutcomeCount } from './outcomes-store.ts'
import { armOf } from './variant.ts'

export interface OutcomeDeps {
  readonly db: Pick<Db, 'transaction'>
  readonly clock: Clock
  readonly telemetry: Pick<Telemetry, 'metrics'>
}

export interface OutcomePlan {
  readonly counts: readonly OutcomeCount[]
  /** Ids of the events that need not be looked at again, counted or not. */
  readonly settled: readonly string[]
}

type Found = AttributedEvent & { readonly answer: KnownAnswer | null }

/**
 * An event counts once for each person, kind and item of an answer. It must name an answer that holds its item and was made for
 * that person or for nobody in particular; what names another counts nowhere. What names an answer that is not
 * written yet is looked at again.
 */
export function planOutcomes(events: readonly Found[], now: Date): OutcomePlan {
  const settled = events.filter(({ answer, isYoung }) => answer !== null || !isYoung)
  const seen = new Set<string>()
  const counts = new Map<string, OutcomeCount>()
  for (const event of settled) {
    const outcome = outcomeOf(event, now)
    const sameKey = JSON.stringify([event.userId ?? event.eventId, event.recommendationId, event.itemId, event.type])
    if (!outcome || event.isRepeated || seen.has(sameKey)) continue
    seen.add(sameKey)
    const key = [outcome.slot.getTime(), outcome.source, outcome.variant, outcome.type].join('|')
    counts.set(key, { ...outcome, outcomes: (counts.get(key)?.outcomes ?? 0) + 1 })
  }
  return { counts: [...counts.values()], settled: settled.map(({ eventId }) => eventId) }
}

function outcomeOf({ answer, userId, type, time }: Found, now: Date): Omit<OutcomeCount, 'outcomes'> | null {
  if (!answer || answer.source === null) return null
  if (userId !== null && answer.userId !== null && answer.userId !== userId) return null
  const { source, variant, madeAt } = answer
  // Clocks of hosts go wrong: nothing came of an answer before it was made.
  const at = Math.min(Math.max(time.getTime(), madeAt.getTime()), now.getTime())
  return { slot: new Date(Math.floor(at / slotMs) * slotMs), source, variant, type }
}

/** Events of one transaction. */
const EVENTS_AT_ONCE = 500

/** Counts what is new, at most so many batches of it, and nothing while somebody else counts. */
export async function countOutcomes(deps: OutcomeDeps, batchesMax: number): Promise<void> {
  for (let batch = 0; batch < batchesMax; batch += 1) if (!(await countBatch(deps))) return
}

/** Resolves to whether there may be more. */
async function countBatch({ db, clock, telemetry }: OutcomeDeps): Promise<boolean> {
  const { plan, isFull } = await db.transaction(async (tx) => {
    const events = (await leadCounting(tx)) ? await lockUncounted(tx, EVENTS_AT_ONCE) : []
    const answers = await findAnswers(tx, events)
    const decided = planOutcomes(
      events.map((event, at) => ({ ...event, answer: answers[at] ?? null })),
      clock(),
    )
    if (decided.settled.length > 0) await markCounted(tx, decided.settled)
    await saveOutcomes(tx, decided.counts)
    return { plan: decided, isFull: events.length === EVENTS_AT_ONCE }
  })
  for (const { type, source, variant, outcomes } of plan.counts) {
    const labels = { event: type, source, variant: variant === null ? 'none' : armOf(variant).arm }
    telemetry.metrics.count('reciprocity_recommendation_outcomes_total', labels, outcomes)
  }
  return isFull && plan.settled.length > 0
}
