/** Positives, for whoever learns from them: all of them once, and from then on what has changed. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { privateItemRows } from '../catalogue/index.ts'

/** What names a positive, and its place among all. */
export interface StanceName {
  readonly userId: string
  readonly itemId: string
}

export interface Positive extends StanceName {
  /** 1 for a like or a purchase, a third for a click; 0: there was one, and is no more. */
  readonly weight: number
  /** When she liked it, or last did anything with it. */
  readonly at: Date
}

const columns = sql`user_id as "userId", item_id as "itemId", weight,
  case when opinion = 'like' then opinion_at else last_at end as at`

/** What one person alone may see says nothing of anybody else, and is nothing to foresee. */
const isOpen = sql`not exists (select 1 from ${sql.raw(privateItemRows)} owned where owned.id = stances.item_id)`

const isBehind = (after: StanceName | null) =>
  after === null ? sql`true` : sql`(user_id, item_id) > (${after.userId}, ${after.itemId})`

/** A page of all that there are of items that nobody owns, in the order of people and items. */
export async function readPositives(tx: Tx, after: StanceName | null, limit: number): Promise<readonly Positive[]> {
  return rows<Positive>(
    tx,
    'interactions.read-positives',
    sql`select ${columns} from stances where ${isBehind(after)} and weight > 0 and ${isOpen}
      order by user_id, item_id limit ${limit}`,
  )
}

export interface PositiveChanges {
  /** In the order of people and items. Some may have been told before. */
  readonly changes: readonly Positive[]
  /** Where the next page goes on; null when there is none. */
  readonly next: StanceName | null
  /** From that of the first page on the changes are read that come after all of the pages. */
  readonly mark: string
}

export interface PositiveChangesAsked {
  /** The mark that was given before; null tells of nothing and gives one, to be asked for before all positives are read. */
  readonly since: string | null
  readonly after: StanceName | null
}

/** What the changes of the catalogue are to items. Somebody who was forgotten is not told of. */
export async function readPositiveChanges(
  tx: Tx,
  { since, after }: PositiveChangesAsked,
  limit: number,
): Promise<PositiveChanges> {
  const found = await rows<(Positive | { readonly userId: null }) & { readonly mark: string }>(
    tx,
    'interactions.read-positive-changes',
    sql`select seen.mark, changed.*
      from (select pg_snapshot_xmin(pg_current_snapshot())::text as mark) seen left join lateral (
        select ${columns} from stances
        where changed_in >= ${since}::text::xid8 and changed_in < pg_snapshot_xmax(pg_current_snapshot())
          and ${isBehind(after)} and ${isOpen}
        order by user_id, item_id limit ${limit}
      ) changed on true
      order by changed."userId" collate "C", changed."itemId" collate "C"`,
  )
  const changes = found.filter((row) => row.userId !== null).map(({ mark: _mark, ...positive }) => positive)
  const last = changes.at(-1)
  return {
    changes,
    next: last && changes.length === limit ? { userId: last.userId, itemId: last.itemId } : null,
    mark: found[0]?.mark ?? '0',
  }
}

export interface PositiveCounts {
  readonly people: number
  readonly items: number
  readonly positives: number
}

/** Whether there is enough to learn from is told by so many people, and so many items of each. */
const PEOPLE_MAX = 100
const OF_EACH_MAX = 100

/** Bounded, however many events there are: of the first hundred people with positives, a hundred of each. */
export async function countPositives(tx: Tx): Promise<PositiveCounts> {
  const [found] = await rows<PositiveCounts>(
    tx,
    'interactions.count-positives',
    sql`with recursive holders as (
        (select user_id from stances where weight > 0 order by user_id limit 1)
        union all
        select (
          select user_id from stances where user_id > holders.user_id and weight > 0 order by user_id limit 1
        ) from holders where user_id is not null
      )
      select count(distinct user_id)::integer as people, count(distinct item_id)::integer as items,
        count(*)::integer as positives
      from (select user_id from holders where user_id is not null limit ${PEOPLE_MAX}) counted, lateral (
        select item_id from stances where stances.user_id = counted.user_id and weight > 0 limit ${OF_EACH_MAX}
      ) held`,
  )
  return found ?? { people: 0, items: 0, positives: 0 }
}
