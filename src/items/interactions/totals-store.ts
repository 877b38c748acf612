/** How many there are. Read a stretch at a time, so that a large table is counted while everybody else goes on. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Of what people hold of items now. */
export interface StanceTotals {
  readonly likes: number
  /** People who like something. */
  readonly likers: number
  /** People with one or two positives. */
  readonly withFew: number
  /** People with three and more. */
  readonly withMany: number
}

/** Some tens of milliseconds each. */
const STANCES_AT_ONCE = 50_000
const BLOCKS_AT_ONCE = 1000

/** Outside of any transaction: each stretch is of its own moment. */
export async function totalStances(tx: Tx): Promise<StanceTotals> {
  const counts = { likes: 0, likers: 0, withFew: 0, withMany: 0 }
  for (let after: string | null = ''; after !== null;) {
    const until = await findBoundary(tx, after)
    const stretch = await countStretch(tx, after, until)
    counts.likes += stretch.likes
    counts.likers += stretch.likers
    counts.withFew += stretch.withFew
    counts.withMany += stretch.withMany
    after = until
  }
  return counts
}

/** The last person of a stretch; null where it reaches the end. */
async function findBoundary(tx: Tx, after: string): Promise<string | null> {
  const [boundary] = await rows<{ userId: string }>(
    tx,
    'interactions.find-boundary',
    sql`select user_id as "userId" from stances where user_id > ${after} order by user_id offset ${STANCES_AT_ONCE} limit 1`,
  )
  return boundary?.userId ?? null
}

async function countStretch(tx: Tx, after: string, until: string | null): Promise<StanceTotals> {
  const [counted] = await rows<StanceTotals>(
    tx,
    'interactions.total-stances',
    sql`select coalesce(sum(likes), 0)::int as likes, count(*) filter (where likes > 0)::int as likers,
        count(*) filter (where positives between 1 and 2)::int as "withFew",
        count(*) filter (where positives > 2)::int as "withMany"
      from (
        select count(*) filter (where opinion = 'like') as likes, count(*) filter (where weight > 0) as positives
        from stances where user_id > ${after} and (${until}::text is null or user_id <= ${until}) group by user_id
      ) as people`,
  )
  return counted ?? { likes: 0, likers: 0, withFew: 0, withMany: 0 }
}

/** All that were ever taken in, of people who are known and of others. Outside of any transaction. */
export async function totalClicks(tx: Tx): Promise<number> {
  const [size] = await rows<{ blocks: number }>(
    tx,
    'interactions.count-blocks',
    sql`select (pg_relation_size('interactions') / current_setting('block_size')::int)::int as blocks`,
  )
  let clicks = 0
  for (let block = 0; block < (size?.blocks ?? 0); block += BLOCKS_AT_ONCE) {
    const [counted] = await rows<{ clicks: number }>(
      tx,
      'interactions.total-clicks',
      sql`select count(*)::int as clicks from interactions
        where ctid >= ${`(${block},0)`}::tid and ctid < ${`(${block + BLOCKS_AT_ONCE},0)`}::tid and type = 'click'`,
    )
    clicks += counted?.clicks ?? 0
  }
  return clicks
}
