/** What happened to items of late. */
import { DAY_MS } from '../../base/index.ts'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

export interface Activity {
  readonly itemId: string
  /** Of each person the most that she did counts: a click 1, a like or a purchase 3. Of nobody known each event. */
  readonly recent: number
  readonly prior: number
}

export interface ActivityAsked {
  readonly recentDays: number
  /** Of the days before these. */
  readonly priorDays: number
  readonly now: Date
}

/** Items with anything recent, in no order. */
export async function recentActivity(
  tx: Tx,
  { recentDays, priorDays, now }: ActivityAsked,
): Promise<readonly Activity[]> {
  const recentFrom = new Date(now.getTime() - recentDays * DAY_MS)
  const priorFrom = new Date(recentFrom.getTime() - priorDays * DAY_MS)
  const weight = sql`case type when 'click' then 1 else 3 end`
  return rows<Activity>(
    tx,
    'interactions.recent-activity',
    sql`select item_id as "itemId", sum(weight) filter (where is_recent)::double precision as recent,
        coalesce(sum(weight) filter (where not is_recent), 0)::double precision as prior
      from (
        select item_id, time >= ${recentFrom} as is_recent, max(${weight}) as weight
        from interactions where time >= ${priorFrom} and type in ('click', 'like', 'purchase')
        group by item_id, is_recent, user_id, case when user_id is null then event_id end
      ) of_each
      group by item_id having bool_or(is_recent)`,
  )
}
