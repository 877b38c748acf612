/** Queries on what came of recommendations. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** An item of an answer that somebody names. */
export interface Named {
  readonly recommendationId: string
  readonly itemId: string
}

/** What the answer says of it. */
export interface KnownAnswer {
  /** For whom it was made; null: for nobody in particular. */
  readonly userId: string | null
  readonly variant: string | null
  readonly madeAt: Date
  /** What brought the item; null where the answer does not hold it. */
  readonly source: string | null
}

export interface OutcomeCount {
  readonly slot: Date
  readonly source: string
  readonly variant: string | null
  readonly type: string
  readonly outcomes: number
}

/** In the order of what is named; null where there is no such answer. */
export async function findAnswers(tx: Tx, named: readonly Named[]): Promise<readonly (KnownAnswer | null)[]> {
  const found = await rows<KnownAnswer & { place: number }>(
    tx,
    'measuring.find-answers',
    sql`select named.place::int - 1 as place, made.user_id as "userId", made.variant, made.made_at as "madeAt",
        made.sources[array_position(made.items, named.item_id)] as source
      from unnest(${named.map(({ recommendationId }) => recommendationId)}::uuid[], ${named.map(({ itemId }) => itemId)}::text[])
        with ordinality as named (recommendation_id, item_id, place)
      join recommendations as made on made.id = named.recommendation_id`,
  )
  const byPlace = new Map(found.map(({ place, ...answer }) => [place, answer]))
  return named.map((_, place) => byPlace.get(place) ?? null)
}

export async function saveOutcomes(tx: Tx, counts: readonly OutcomeCount[]): Promise<void> {
  if (counts.length === 0) return
  await rows(
    tx,
    'measuring.save-outcomes',
    sql`insert into outcome_slots as kept (slot, source, variant, type, outcomes)
      select * from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
        as added (slot timestamptz, source text, variant text, type text, outcomes integer)
      order by slot, source, variant, type
      on conflict (slot, source, variant, type) do update set outcomes = kept.outcomes + excluded.outcomes`,
  )
}
