/** How a store file gets at its tables: typed by the room, every query named. */
import { CompiledQuery, sql } from 'kysely'
import type { Kysely, KyselyPlugin, LogEvent, RawBuilder } from 'kysely'
import type { Telemetry } from '../telemetry/index.ts'
import { keepPlan } from './kept-plans.ts'
import type { Rows, Tx } from './port.ts'

/** Names of the queries in flight. Kysely hands the same `queryId` to the plugin and to the log. */
const names = new WeakMap<object, string>()
const plugins = new Map<string, KyselyPlugin>()

function namePlugin(name: string): KyselyPlugin {
  const known = plugins.get(name)
  if (known) return known
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      names.set(queryId, name)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  plugins.set(name, plugin)
  return plugin
}

/**
 * The tables of one room, as a function that a store calls for each query.
 *
 * @example
 * const tables = tablesOf<{ blocks: { person_id: string; other_id: string } }>()
 * await tables(tx, 'people.find-blocks').selectFrom('blocks').selectAll().where('person_id', '=', id).execute()
 */
export function tablesOf<Schema>(): (tx: Tx, name: string) => Kysely<Schema> {
  return (tx, name) => kyselyOf<Schema>(tx).withPlugin(namePlugin(name))
}

/** Runs a raw query under a name; `Row` is what one row looks like. */
export async function rows<Row>(tx: Tx, name: string, query: RawBuilder<Row>): Promise<Row[]> {
  const result = await query.execute(kyselyOf<unknown>(tx).withPlugin(namePlugin(name)))
  return result.rows
}

/** A statement whose values stand for $1, $2 and so on. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/**
 * As `rows`, and each connection plans the text only once: for a question that is asked again and again with other
 * values, and whose best plan does not depend on them. The text comes ready made, because composing it would cost as
 * much as asking; one that is put together must have few forms.
 */
export async function plannedRows<Row>(tx: Tx, name: string, { text, values }: Statement): Promise<Row[]> {
  keepPlan(name, text)
  const query = CompiledQuery.raw(text, [...values])
  names.set(query.queryId, name)
  return (await kyselyOf<unknown>(tx).executeQuery(query)).rows as Row[]
}

/** Runs SQL text of a library inside `tx`. One statement only. */
export async function statementIn(tx: Tx, text: string, values: readonly unknown[] = []): Promise<Rows> {
  const result = await kyselyOf<unknown>(tx).executeQuery(CompiledQuery.raw(text, [...values]))
  return { rows: result.rows as Record<string, unknown>[] }
}

export function kyselyOf<Schema>(tx: Tx): Kysely<Schema> {
  return tx as unknown as Kysely<Schema>
}

export function asTx(kysely: Kysely<unknown>): Tx {
  return kysely as unknown as Tx
}

/** Times every query under its name and warns of slow ones: the name and the time, never the SQL or its values. */
export function queryObserver(telemetry: Telemetry, slowQueryMs: number): (event: LogEvent) => void {
  return (event) => {
    const query = names.get(event.query.queryId) ?? 'library'
    telemetry.metrics.observe('reciprocity_query_seconds', event.queryDurationMillis / 1000, { query })
    if (event.queryDurationMillis < slowQueryMs) return
    telemetry.log.warn('A query was slow.', { query, ms: Math.round(event.queryDurationMillis) })
  }
}

export { sql }
