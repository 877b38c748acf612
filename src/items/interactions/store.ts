/** Writing events, and what people hold of items after them. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { StanceChange } from './fold-stances.ts'
import type { Interaction } from './interaction.ts'

/** All events, in the text of a query of a room that counts them: the table has its home here. */
export const eventRows =
  '(select event_id, user_id, item_id, type, time, value, recommendation_id, source, received_at from interactions)'

/** All stances, likewise. */
export const stanceRows =
  '(select user_id, item_id, opinion, opinion_event, is_hidden, clicks, purchases, weight, last_at from stances)'

/** Ids of those that were not there before. In the order of their ids, so that two who write the same do not wait for each other. */
export async function insertInteractions(tx: Tx, events: readonly Interaction[]): Promise<ReadonlySet<string>> {
  const column = <Name extends keyof Interaction>(name: Name) => events.map((event) => event[name])
  const taken = await rows<{ eventId: string }>(
    tx,
    'interactions.insert',
    sql`insert into interactions (event_id, user_id, item_id, type, time, value, recommendation_id, source)
      select * from unnest(
        ${column('eventId')}::text[], ${column('userId')}::text[], ${column('itemId')}::text[], ${column('type')}::text[],
        ${timesOf(column('time'))}::timestamptz[], ${column('value')}::double precision[],
        ${column('recommendationId')}::uuid[], ${column('source')}::text[]
      ) as sent (event_id, user_id, item_id, type, time, value, recommendation_id, source)
      order by event_id collate "C"
      on conflict (event_id) do nothing
      returning event_id as "eventId"`,
  )
  return new Set(taken.map(({ eventId }) => eventId))
}

/** The driver writes a date in the zone of the machine, field by field, which costs more than the rest of a row. */
const timesOf = (times: readonly (Date | null)[]): readonly (string | null)[] =>
  times.map((time) => time?.toISOString() ?? null)

const isLater = sql`excluded.opinion_at is not null and (stances.opinion_at is null
  or (excluded.opinion_at, excluded.opinion_event) > (stances.opinion_at, stances.opinion_event))`
const decided = (name: string) =>
  sql`${sql.ref(name)} = case when ${isLater} then ${sql.ref(`excluded.${name}`)} else ${sql.ref(`stances.${name}`)} end`
const added = (name: string) => sql`${sql.ref(name)} = ${sql.ref(`stances.${name}`)} + ${sql.ref(`excluded.${name}`)}`
const latest = (name: string) => sql`greatest(${sql.ref(`stances.${name}`)}, ${sql.ref(`excluded.${name}`)})`
/** What the weight becomes, as the table works it out. */
const weight = sql`stance_weight(
  case when ${isLater} then excluded.opinion else stances.opinion end,
  ${latest('hidden_at')} is not null and (${latest('liked_at')} is null or ${latest('liked_at')} <= ${latest('hidden_at')}),
  stances.purchases + excluded.purchases, stances.clicks + excluded.clicks)`

/** Merges changes with what stands, each person and item at most once. One that changes no weight tells the fit nothing. */
export async function mergeStances(tx: Tx, changes: readonly StanceChange[]): Promise<void> {
  const column = <Name extends keyof StanceChange>(name: Name) => changes.map((change) => change[name])
  await rows(
    tx,
    'interactions.merge-stances',
    sql`insert into stances (user_id, item_id, opinion, opinion_at, opinion_event, opinion_source, liked_at, hidden_at,
        clicks, views, purchases, first_at, last_at)
      select * from unnest(
        ${column('userId')}::text[], ${column('itemId')}::text[], ${column('opinion')}::text[],
        ${timesOf(column('opinionAt'))}::timestamptz[], ${column('opinionEvent')}::text[],
        ${column('opinionSource')}::text[], ${timesOf(column('likedAt'))}::timestamptz[],
        ${timesOf(column('hiddenAt'))}::timestamptz[], ${column('clicks')}::integer[], ${column('views')}::integer[],
        ${column('purchases')}::integer[], ${timesOf(column('firstAt'))}::timestamptz[],
        ${timesOf(column('lastAt'))}::timestamptz[]
      ) as sent (user_id, item_id, opinion, opinion_at, opinion_event, opinion_source, liked_at, hidden_at, clicks, views,
        purchases, first_at, last_at)
      order by user_id collate "C", item_id collate "C"
      on conflict (user_id, item_id) do update set ${decided('opinion')}, ${decided('opinion_at')},
        ${decided('opinion_event')}, ${decided('opinion_source')}, ${added('clicks')}, ${added('views')},
        ${added('purchases')}, liked_at = ${latest('liked_at')}, hidden_at = ${latest('hidden_at')},
        first_at = least(stances.first_at, excluded.first_at), last_at = ${latest('last_at')},
        changed_in = case when ${weight} = stances.weight then stances.changed_in else pg_current_xact_id() end`,
  )
}
