/** Queries that write what was recommended and shown. Whatever a process adds is added to what others did. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { AnswerCount, Gathered, MadeRecommendation, ShownCount, ShownItem } from './gathering.ts'

/** In the order of the keys everywhere, so that processes wait for each other and never in a ring. */
export async function saveMeasures(tx: Tx, gathered: Gathered): Promise<void> {
  await saveRecommendations(tx, gathered.recommendations)
  await saveAnswers(tx, gathered.answers)
  await saveShown(tx, gathered.shown)
  await saveShownItems(tx, gathered.shownItems)
}

/** Any number will do, as long as every version uses the same: whoever erases waits for what is being written, and the reverse. */
const ERASING_LOCK = 7_236_422
const COUNTING_LOCK = 7_236_423

const digestOf = sql`sha256(convert_to(user_id, 'UTF8'))`

/** What was made for somebody before she was forgotten is left out. */
async function saveRecommendations(tx: Tx, made: readonly MadeRecommendation[]): Promise<void> {
  if (made.length === 0) return
  const given = made.map(({ id, userId, algorithm, variant, madeAt, items, sources }) => ({
    id,
    user_id: userId,
    algorithm,
    variant,
    made_at: madeAt.toISOString(),
    items,
    sources,
  }))
  await rows(tx, 'measuring.share-erasing', sql`select pg_advisory_xact_lock_shared(${ERASING_LOCK})`)
  await rows(
    tx,
    'measuring.save-recommendations',
    sql`insert into recommendations (id, user_id, algorithm, variant, made_at, items, sources)
      select made.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as made (id uuid, user_id text, algorithm text, variant text, made_at timestamptz, items text[], sources text[])
      where not exists (select 1 from recommendation_erasures as erased
        where erased.user_digest = ${digestOf} and erased.erased_at >= made.made_at)
      on conflict (id) do nothing`,
  )
}

async function saveAnswers(tx: Tx, counts: readonly AnswerCount[]): Promise<void> {
  if (counts.length === 0) return
  await rows(
    tx,
    'measuring.save-answers',
    sql`insert into answer_slots as kept (slot, algorithm, variant, answers, hits, histogram)
      select * from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
        as added (slot timestamptz, algorithm text, variant text, answers integer, hits integer, histogram integer[])
      order by slot, algorithm, variant
      on conflict (slot, algorithm, variant) do update set
        answers = kept.answers + excluded.answers,
        hits = kept.hits + excluded.hits,
        histogram = array(
          select coalesce(had, 0) + coalesce(came, 0)
          from unnest(kept.histogram, excluded.histogram) with ordinality as steps (had, came, step) order by step)`,
  )
}

async function saveShown(tx: Tx, counts: readonly ShownCount[]): Promise<void> {
  if (counts.length === 0) return
  await rows(
    tx,
    'measuring.save-shown',
    sql`insert into shown_slots as kept (slot, source, variant, shown)
      select * from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
        as added (slot timestamptz, source text, variant text, shown integer)
      order by slot, source, variant
      on conflict (slot, source, variant) do update set shown = kept.shown + excluded.shown`,
  )
}

/** Another process may have written the same minute already. */
async function saveShownItems(tx: Tx, shown: readonly ShownItem[]): Promise<void> {
  if (shown.length === 0) return
  await rows(
    tx,
    'measuring.save-shown-items',
    sql`insert into shown_items as kept (item_id, source, variant, shown_at)
      select * from jsonb_to_recordset(${JSON.stringify(shown.map(wireOf))}::jsonb)
        as added (item_id text, source text, variant text, shown_at timestamptz)
      order by item_id collate "C", source, variant
      on conflict (item_id, source, variant) do update set shown_at = excluded.shown_at
        where kept.shown_at < excluded.shown_at`,
  )
}

const wireOf = ({ itemId, source, variant, shownAt }: ShownItem) => ({
  item_id: itemId,
  source,
  variant,
  shown_at: shownAt.toISOString(),
})

/** Events are told apart by what was counted before, so one transaction at a time counts. False while another does. */
export async function leadCounting(tx: Tx): Promise<boolean> {
  const [lock] = await rows<{ isMine: boolean }>(
    tx,
    'measuring.lead-counting',
    sql`select pg_try_advisory_xact_lock(${COUNTING_LOCK}) as "isMine"`,
  )
  return lock?.isMine ?? false
}

/**
 * Also what another process has made for her and not written yet, or makes until this is committed: of a minute from now on nothing
 * is kept, for clocks differ and an erasure takes its time.
 */
export async function forgetRecommendations(tx: Tx, userId: string): Promise<void> {
  await rows(tx, 'measuring.hold-erasing', sql`select pg_advisory_xact_lock(${ERASING_LOCK})`)
  await rows(
    tx,
    'measuring.note-erasure',
    sql`insert into recommendation_erasures (user_digest, erased_at)
      values (sha256(convert_to(${userId}, 'UTF8')), clock_timestamp() + interval '1 minute')
      on conflict (user_digest) do update set erased_at = excluded.erased_at`,
  )
  await rows(tx, 'measuring.forget-person', sql`delete from recommendations where user_id = ${userId}`)
}

/** As it is kept; instants are ISO 8601. */
export interface ExportedRecommendation {
  readonly id: string
  readonly algorithm: string
  readonly variant: string | null
  readonly made_at: string
  readonly items: readonly string[]
}

/** What she was recommended, the oldest first. */
export async function exportRecommendations(tx: Tx, userId: string): Promise<ExportedRecommendation[]> {
  const found = await rows<Omit<ExportedRecommendation, 'made_at'> & { made_at: Date }>(
    tx,
    'measuring.export-person',
    sql`select id, algorithm, variant, made_at, items from recommendations where user_id = ${userId} order by made_at, id`,
  )
  return found.map((one) => ({ ...one, made_at: one.made_at.toISOString() }))
}

/** Deletes at most `limit` of each kind that are older; returns whether there may be more. */
export async function removeOldMeasures(tx: Tx, before: Date, limit: number): Promise<boolean> {
  const old = sql`${before.toISOString()}::timestamptz`
  const removals = [
    sql`delete from recommendations where id = any(array(select id from recommendations where made_at < ${old} limit ${limit})) returning 1`,
    sql`delete from answer_slots where ctid = any(array(select ctid from answer_slots where slot < ${old} limit ${limit})) returning 1`,
    sql`delete from shown_slots where ctid = any(array(select ctid from shown_slots where slot < ${old} limit ${limit})) returning 1`,
    sql`delete from outcome_slots where ctid = any(array(select ctid from outcome_slots where slot < ${old} limit ${limit})) returning 1`,
    sql`delete from shown_items where ctid = any(array(select ctid from shown_items where shown_at < ${old} limit ${limit})) returning 1`,
    sql`delete from recommendation_erasures where erased_at < ${old} returning 1`,
  ]
  let isMore = false
  for (const removal of removals) {
    const gone = await rows(tx, 'measuring.remove-old', removal)
    isMore ||= gone.length >= limit
  }
  return isMore
}
