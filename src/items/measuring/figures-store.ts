/** Queries that add up what was measured since an instant. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { slotMs } from './gathering.ts'
import { histogramSteps } from './histogram.ts'

export interface AnswersSince {
  readonly algorithm: string
  readonly variant: string | null
  readonly answers: number
  readonly hits: number
  readonly histogram: readonly number[]
}

export interface ShownSince {
  readonly source: string
  readonly variant: string | null
  readonly shown: number
}

export interface OutcomesSince {
  readonly source: string
  readonly variant: string | null
  readonly type: string
  readonly outcomes: number
}

/** Different items that were shown. Null: by any source, or to any variant; `isVariant` tells a variant that has no name from that. */
export interface ItemsSince {
  readonly source: string | null
  readonly variant: string | null
  readonly isVariant: boolean
  readonly items: number
}

export interface Sums {
  readonly answers: readonly AnswersSince[]
  readonly shown: readonly ShownSince[]
  readonly outcomes: readonly OutcomesSince[]
  readonly items: readonly ItemsSince[]
}

/** Counts begin with the five minutes that hold the instant. */
export async function readSums(tx: Tx, since: Date): Promise<Sums> {
  const from = new Date(Math.floor(since.getTime() / slotMs) * slotMs).toISOString()
  return {
    answers: await readAnswers(tx, from),
    shown: await rows<ShownSince>(
      tx,
      'measuring.sum-shown',
      sql`select source, variant, sum(shown)::float8 as shown from shown_slots where slot >= ${from}::timestamptz
        group by source, variant`,
    ),
    outcomes: await rows<OutcomesSince>(
      tx,
      'measuring.sum-outcomes',
      sql`select source, variant, type, sum(outcomes)::int as outcomes from outcome_slots
        where slot >= ${from}::timestamptz group by source, variant, type`,
    ),
    items: await readItems(tx, since),
  }
}

/** Each step is added up by itself: taking millions of figures out of their arrays would take ten times as long. */
const stepSums = sql.join(
  Array.from({ length: histogramSteps }, (_, step) => sql`sum(histogram[${sql.lit(step + 1)}])::int`),
)

async function readAnswers(tx: Tx, from: string): Promise<AnswersSince[]> {
  return rows<AnswersSince>(
    tx,
    'measuring.sum-answers',
    sql`select algorithm, variant, sum(answers)::int as answers, sum(hits)::int as hits, array[${stepSums}] as histogram
      from answer_slots where slot >= ${from}::timestamptz group by algorithm, variant`,
  )
}

async function readItems(tx: Tx, since: Date): Promise<ItemsSince[]> {
  return rows<ItemsSince>(
    tx,
    'measuring.count-shown-items',
    sql`with recent as (
        select item_id, source, variant from shown_items
        where shown_at >= date_trunc('minute', ${since.toISOString()}::timestamptz)
      )
      select null as source, null as variant, false as "isVariant", count(*)::int as items
      from (select 1 from recent group by item_id) as shown
      union all
      select source, null, false, count(*)::int from (select source from recent group by source, item_id) as shown group by 1
      union all
      select null, variant, true, count(*)::int from (select variant from recent group by variant, item_id) as shown group by 2`,
  )
}
