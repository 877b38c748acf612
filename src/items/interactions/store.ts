/** Writing events, and what people hold of items after them: the same two statements for one event and for a thousand. */
import { plannedRows } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { StanceChange } from './fold-stances.ts'
import type { Interaction } from './interaction.ts'

/** All events, in the text of a query of a room that counts them: the table has its home here. */
export const eventRows =
  '(select event_id, user_id, item_id, type, time, value, recommendation_id, source, received_at from interactions)'

/** All stances, likewise; `at` is when she liked it, or last did anything with it. */
export const stanceRows = `(select user_id, item_id, opinion, is_hidden, clicks, purchases, weight, last_at,
    case when opinion = 'like' then opinion_at else last_at end as at from stances)`

/** A column of what is sent, its type in the database, and the field that fills it. */
type SentColumn<Row> = readonly [name: string, type: string, field: keyof Row & string]

/** Column by column, in as many lists as there are columns. */
function sentAs<Row>(columns: readonly SentColumn<Row>[]) {
  const names = columns.map(([name]) => name).join(', ')
  const lists = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
  return {
    names,
    text: `select * from unnest(${lists}) as sent (${names})`,
    valuesOf: (rows: readonly Row[]) =>
      columns.map(([, , field]) => `{${rows.map((row) => sentValue(row[field])).join()}}`),
  }
}

/** A list in the words of PostgreSQL: the driver looks at each value several times, which costs as much as the rest of a row. */
function sentValue(value: unknown): string {
  if (typeof value === 'string') return `"${MUST_BE_ESCAPED.test(value) ? value.replaceAll(/["\\]/gu, '\\$&') : value}"`
  if (value instanceof Date) return `"${value.toISOString()}"`
  return value === null ? 'NULL' : String(value)
}

const MUST_BE_ESCAPED = /["\\]/u

const sentEvents = sentAs<Interaction>([
  ['event_id', 'text', 'eventId'],
  ['user_id', 'text', 'userId'],
  ['item_id', 'text', 'itemId'],
  ['type', 'text', 'type'],
  ['time', 'timestamptz', 'time'],
  ['value', 'double precision', 'value'],
  ['recommendation_id', 'uuid', 'recommendationId'],
  ['source', 'text', 'source'],
])

/** In the order of their ids, so that two who write the same do not wait for each other in turns. */
const insertText = `insert into interactions (${sentEvents.names}) ${sentEvents.text}
  order by event_id collate "C" on conflict (event_id) do nothing returning event_id as "eventId"`

/** Ids of those that were not there before. */
export async function insertInteractions(tx: Tx, events: readonly Interaction[]): Promise<ReadonlySet<string>> {
  const values = sentEvents.valuesOf(events)
  const taken = await plannedRows<{ eventId: string }>(tx, 'interactions.insert', { text: insertText, values })
  return new Set(taken.map(({ eventId }) => eventId))
}

const sentChanges = sentAs<StanceChange>([
  ['user_id', 'text', 'userId'],
  ['item_id', 'text', 'itemId'],
  ['opinion', 'text', 'opinion'],
  ['opinion_at', 'timestamptz', 'opinionAt'],
  ['opinion_event', 'text', 'opinionEvent'],
  ['opinion_source', 'text', 'opinionSource'],
  ['liked_at', 'timestamptz', 'likedAt'],
  ['hidden_at', 'timestamptz', 'hiddenAt'],
  ['clicks', 'integer', 'clicks'],
  ['purchases', 'integer', 'purchases'],
  ['first_at', 'timestamptz', 'firstAt'],
  ['last_at', 'timestamptz', 'lastAt'],
])

const isLater = `excluded.opinion_at is not null and (stances.opinion_at is null
  or (excluded.opinion_at, excluded.opinion_event) > (stances.opinion_at, stances.opinion_event))`
const decided = (name: string): string => `case when ${isLater} then excluded.${name} else stances.${name} end`
const added = (name: string): string => `stances.${name} + excluded.${name}`
const latest = (name: string): string => `greatest(stances.${name}, excluded.${name})`

/** What the weight becomes, as the table works it out. */
const weight = `stance_weight(
  ${decided('opinion')},
  ${latest('hidden_at')} is not null and (${latest('liked_at')} is null or ${latest('liked_at')} <= ${latest('hidden_at')}),
  ${added('purchases')}, ${added('clicks')})`

const decidedTogether = ['opinion', 'opinion_at', 'opinion_event', 'opinion_source']
const mergeText = `insert into stances (${sentChanges.names}) ${sentChanges.text}
  order by user_id collate "C", item_id collate "C"
  on conflict (user_id, item_id) do update set
    ${decidedTogether.map((name) => `${name} = ${decided(name)}`).join(', ')},
    liked_at = ${latest('liked_at')}, hidden_at = ${latest('hidden_at')},
    clicks = ${added('clicks')}, purchases = ${added('purchases')},
    first_at = least(stances.first_at, excluded.first_at), last_at = ${latest('last_at')},
    changed_in = case when ${weight} = stances.weight then stances.changed_in else pg_current_xact_id() end`

/** Merges changes with what stands, each person and item at most once. One that changes no weight tells the fit nothing. */
export async function mergeStances(tx: Tx, changes: readonly StanceChange[]): Promise<void> {
  await plannedRows(tx, 'interactions.merge-stances', { text: mergeText, values: sentChanges.valuesOf(changes) })
}
