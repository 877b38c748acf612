/** What is popular with whom: events, weighed and faded, by item and segment. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { eventRows, stanceRows } from '../interactions/index.ts'
import { segmentRows } from './store.ts'

export interface PopularityAsked {
  /** After so many days an event counts half. */
  readonly halfLifeDays: number
  /** A purchase counts as a like. */
  readonly weights: { readonly click: number; readonly like: number }
  readonly now: Date
}

/** Null where it is not known: such events say nothing of a narrower group. */
export interface PopularityCount {
  readonly itemId: string
  readonly gender: string | null
  readonly ageGroup: string | null
  /** Above 0. */
  readonly weight: number
}

/** Items that are counted in one query: one of a hundred thousand events must not hold up others for long. */
const ITEMS_AT_ONCE = 200
/** Halved more often, a weight is too small for a number. */
const HALVINGS_MAX = 1000

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
 * A like counts while it stands, and once, however often it was said. What lies in the future, where clocks differ, counts as
 * what happens now.
 */
async function countItems(
  tx: Tx,
  { halfLifeDays, weights, now }: PopularityAsked,
  itemIds: readonly string[],
): Promise<readonly PopularityCount[]> {
  const ageDays = sql`greatest(0, extract(epoch from ${now}::timestamptz - e.time)::double precision / 86400)`
  return rows<PopularityCount>(
    tx,
    'tastes.count-popularity',
    sql`select e.item_id as "itemId", p.gender, p.age_group as "ageGroup",
        sum(case e.type when 'click' then ${weights.click}::double precision else ${weights.like} end
          * power(0.5::double precision, least(${HALVINGS_MAX}, ${ageDays} / ${halfLifeDays})))::double precision as weight
      from ${events} e
        left join ${stances} s on s.user_id = e.user_id and s.item_id = e.item_id and e.type = 'like'
        left join ${segmentRows} p on p.user_id = e.user_id
      where e.item_id = any(${[...itemIds]}::text[])
        and (e.type in ('click', 'purchase') or e.type = 'like' and (e.user_id is null or s.opinion_event = e.event_id))
      group by 1, 2, 3
      order by 1, 2, 3`,
  )
}
