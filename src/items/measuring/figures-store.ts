/** Queries that add up what was measured since an instant. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { slotMs } from './gathering.ts'

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
      sql`select source, variant, sum(shown)::int as shown from shown_slots where slot >= ${from}::timestamptz
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

async function readAnswers(tx: Tx, from: string): Promise<AnswersSince[]> {
  return rows<AnswersSince>(
    tx,
    'measuring.sum-answers',
    sql`with kept as (select * from answer_slots where slot >= ${from}::timestamptz),
      steps as (
        select algorithm, variant, step, sum(count)::int as count
        from kept cross join unnest(histogram) with ordinality as counted (count, step) group by algorithm, variant, step
      )
      select algorithm, variant, sum(answers)::int as answers, sum(hits)::int as hits,
        (select array_agg(count order by step) from steps
          where steps.algorithm = kept.algorithm and steps.variant is not distinct from kept.variant) as histogram
      from kept group by algorithm, variant`,
  )
}

async function readItems(tx: Tx, since: Date): Promise<ItemsSince[]> {
  return rows<ItemsSince>(
    tx,
    'measuring.count-shown-items',
    sql`select source, variant, grouping(variant) = 0 as "isVariant", count(distinct item_id)::int as items
      from shown_items where shown_at >= date_trunc('minute', ${since.toISOString()}::timestamptz)
      group by grouping sets ((), (source), (variant))`,
  )
}
