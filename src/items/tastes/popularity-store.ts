/** What is popular with whom: positives, weighed and faded, by item and segment. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { eventRows, stanceRows } from '../interactions/index.ts'
import { segmentRows } from './store.ts'

export interface PopularityAsked {
  /** After so many days an event counts half. */
  readonly halfLifeDays: number
  readonly now: Date
}

/** Null where it is not known: such events say nothing of a narrower group. */
export interface PopularityCount {
  readonly itemId: string
  readonly gender: string | null
  readonly ageGroup: string | null
  /** Above 0. */
  readonly weight: number
  /** The sum of the squares of what each person, or each event of nobody known, adds to it. */
  readonly squares: number
}

/** Items that are counted in one query: one of a hundred thousand events must not hold up others for long. */
const ITEMS_AT_ONCE = 200
/** Halved more often, the square of a weight would be too small for a number of four bytes. */
const HALVINGS_MAX = 60

const events = sql.raw(eventRows)
const stances = sql.raw(stanceRows)

/** Pages of counts, in the order of items. */
export async function* popularityCounts(tx: Tx, asked: PopularityAsked): AsyncGenerator<readonly PopularityCount[]> {
  for (let after = ''; ;) {
    const itemIds = await listItems(tx, after)
    const last = itemIds.at(-1)
    if (last === undefined) return
    yield await countItems(tx, asked, itemIds)
    after = last
  }
}

async function listItems(tx: Tx, after: string): Promise<readonly string[]> {
  const found = await rows<{ itemId: string }>(
    tx,
    'tastes.list-popular-items',
    sql`select distinct item_id as "itemId" from ${events} events
      where item_id > ${after} order by 1 limit ${ITEMS_AT_ONCE}`,
  )
  return found.map(({ itemId }) => itemId)
}

/**
 * Of a person what she holds now counts, once for each item, as a fit learns from it: who clicks a hundred times makes no
 * bestseller. Of nobody known each event counts. What lies in the future, where clocks differ, counts as what happens now.
 */
async function countItems(
  tx: Tx,
  { halfLifeDays, now }: PopularityAsked,
  itemIds: readonly string[],
): Promise<readonly PopularityCount[]> {
  const ageDays = sql`greatest(0, extract(epoch from ${now}::timestamptz - at)::double precision / 86400)`
  const fading = sql`power(0.5::double precision, least(${HALVINGS_MAX}, ${ageDays} / ${halfLifeDays}))`
  const ofThese = sql`item_id = any(${[...itemIds]}::text[])`
  return rows<PopularityCount>(
    tx,
    'tastes.count-popularity',
    sql`with touched as (select distinct user_id, item_id from ${events} e where ${ofThese} and user_id is not null),
      positives as (
        select s.user_id, s.item_id, s.weight, s.at from touched join ${stances} s using (user_id, item_id)
          where s.weight > 0
        union all
        select null, item_id, stance_weight(type, false, (type = 'purchase')::integer, (type = 'click')::integer), time
          from ${events} e where ${ofThese} and user_id is null and type in ('click', 'like', 'purchase')
      ),
      faded as (select user_id, item_id, weight * ${fading} as weight from positives)
      select f.item_id as "itemId", p.gender, p.age_group as "ageGroup",
        sum(f.weight) as weight, sum(f.weight * f.weight) as squares
      from faded f left join ${segmentRows} p on p.user_id = f.user_id
      group by 1, 2, 3
      order by 1, 2, 3`,
  )
}
