/** Every query of the models: kept embeddings, what was used, and whose turn it is. */
import type { ColumnType } from 'kysely'
import { rows, sql, tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'

interface ModelTables {
  embedding_cache: { model: string; text_hash: Buffer; vector: Buffer; used_at: Date }
  model_usage: {
    day: string
    provider: string
    model: string
    input_tokens: Count
    output_tokens: Count
    calls: Count
    refusals: Count
    failures: Count
  }
}

type Count = ColumnType<string, number, number>

const tables = tablesOf<ModelTables>()

export interface KeptVector {
  readonly hash: Buffer
  readonly vector: Buffer
  readonly usedAt: Date
}

/** At most 1,000 hashes at a time. */
export async function findVectors(tx: Tx, model: string, hashes: readonly Buffer[]): Promise<KeptVector[]> {
  return tables(tx, 'models.find-vectors')
    .selectFrom('embedding_cache')
    .select(['text_hash as hash', 'vector', 'used_at as usedAt'])
    .where('model', '=', model)
    .where(sql<boolean>`text_hash = any(${[...hashes]}::bytea[])`)
    .execute()
}

export interface NewVector {
  readonly hash: Buffer
  readonly vector: Buffer
}

export interface MadeVectors {
  readonly model: string
  readonly vectors: readonly NewVector[]
  readonly usedAt: Date
}

/**
 * A vector that is there already stays: the same model makes the same one. At most 1,000 at a time, written in the
 * order of their hashes so that two processes never wait for each other in a ring.
 */
export async function saveVectors(tx: Tx, { model, vectors, usedAt }: MadeVectors): Promise<void> {
  const hashes = vectors.map(({ hash }) => hash)
  const bytes = vectors.map(({ vector }) => vector)
  const query = sql`
    insert into embedding_cache (model, text_hash, vector, used_at)
    select ${model}, hash, vector, ${usedAt}::timestamptz
    from unnest(${hashes}::bytea[], ${bytes}::bytea[]) as made (hash, vector)
    order by hash
    on conflict do nothing`
  await rows(tx, 'models.save-vectors', query)
}

/** Only rows that were not touched since `before`, so that a text in daily use is written once a day. */
export async function touchVectors(
  tx: Tx,
  touched: { readonly model: string; readonly hashes: readonly Buffer[] },
  times: { readonly now: Date; readonly before: Date },
): Promise<void> {
  await tables(tx, 'models.touch-vectors')
    .updateTable('embedding_cache')
    .set({ used_at: times.now })
    .where('model', '=', touched.model)
    .where(sql<boolean>`text_hash = any(${[...touched.hashes]}::bytea[])`)
    .where('used_at', '<', times.before)
    .execute()
}

/** Of every model. */
export async function deleteVectors(tx: Tx, hashes: readonly Buffer[]): Promise<void> {
  await tables(tx, 'models.delete-vectors')
    .deleteFrom('embedding_cache')
    .where(sql<boolean>`text_hash = any(${[...hashes]}::bytea[])`)
    .execute()
}

/** To every process, this one included, once `tx` commits. */
export async function tellForgotten(tx: Tx, channel: string, payload: string): Promise<void> {
  await rows(tx, 'models.tell-forgotten', sql`select pg_notify(${channel}, ${payload})`)
}

export async function countVectors(tx: Tx): Promise<number> {
  const row = await tables(tx, 'models.count-vectors')
    .selectFrom('embedding_cache')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Those that were not used for longest go first. Returns how many went. */
export async function deleteOldestVectors(tx: Tx, countMax: number): Promise<number> {
  const result = await tables(tx, 'models.delete-oldest-vectors')
    .deleteFrom('embedding_cache')
    .where(
      sql<boolean>`ctid = any(array(
        select ctid from embedding_cache order by used_at limit ${countMax} for update skip locked))`,
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** How long the vectors of a model are, if one is kept. */
export async function findDimension(tx: Tx, model: string): Promise<number | null> {
  const row = await tables(tx, 'models.find-dimension')
    .selectFrom('embedding_cache')
    .select(sql<number>`octet_length(vector) / 4`.as('dimension'))
    .where('model', '=', model)
    .limit(1)
    .executeTakeFirst()
  return row?.dimension ?? null
}

/**
 * Sets `tokens` aside. False, and nothing set aside, when the day's `limit` would be passed. One statement, so that
 * processes that ask at once are told one after the other, without a lock that outlives it.
 */
export async function reserveTokens(tx: Tx, day: string, amount: { tokens: number; limit: number }): Promise<boolean> {
  const query = sql<{ tokens: string }>`
    insert into model_budget (day, tokens)
    select ${day}::date, ${amount.tokens}::bigint where ${amount.tokens}::bigint <= ${amount.limit}::bigint
    on conflict (day) do update set tokens = model_budget.tokens + excluded.tokens
      where model_budget.tokens + excluded.tokens <= ${amount.limit}::bigint
    returning tokens`
  const found = await rows(tx, 'models.reserve-tokens', query)
  return found.length > 0
}

/** Puts the true figure in the place of what was set aside. */
export async function correctTokens(tx: Tx, day: string, difference: number): Promise<void> {
  const query = sql`
    update model_budget set tokens = greatest(0, tokens + ${difference}::bigint) where day = ${day}::date`
  await rows(tx, 'models.correct-tokens', query)
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly refusals: number
  readonly failures: number
}

export interface UsageOwner {
  readonly day: string
  readonly provider: string
  readonly model: string
}

/** Adds one call. */
export async function addUsage(tx: Tx, owner: UsageOwner, usage: Usage): Promise<void> {
  const added = {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    calls: 1,
    refusals: usage.refusals,
    failures: usage.failures,
  }
  await tables(tx, 'models.add-usage')
    .insertInto('model_usage')
    .values({ ...owner, ...added })
    .onConflict((conflict) =>
      conflict.columns(['day', 'provider', 'model']).doUpdateSet(({ eb, ref }) => ({
        input_tokens: eb('model_usage.input_tokens', '+', ref('excluded.input_tokens')),
        output_tokens: eb('model_usage.output_tokens', '+', ref('excluded.output_tokens')),
        calls: eb('model_usage.calls', '+', ref('excluded.calls')),
        refusals: eb('model_usage.refusals', '+', ref('excluded.refusals')),
        failures: eb('model_usage.failures', '+', ref('excluded.failures')),
      })),
    )
    .execute()
}

export interface Pace {
  readonly intervalMs: number
  /** A turn further away is not taken. */
  readonly waitMsMax: number
}

/**
 * Takes the next turn and returns how long to wait for it, in milliseconds; null when it is too far away. The
 * database's clock decides, so that processes whose clocks differ keep one pace.
 */
export async function claimTurn(tx: Tx, provider: string, pace: Pace): Promise<number | null> {
  const interval = sql`${pace.intervalMs}::float8 * interval '1 millisecond'`
  const furthest = sql`clock_timestamp() + ${pace.waitMsMax}::float8 * interval '1 millisecond'`
  const query = sql<{ wait_ms: number }>`
    insert into model_pace (provider, next_at) values (${provider}, clock_timestamp() + ${interval})
    on conflict (provider) do update
      set next_at = greatest(model_pace.next_at, clock_timestamp()) + ${interval}
      where model_pace.next_at <= ${furthest}
    returning extract(epoch from next_at - ${interval} - clock_timestamp())::float8 * 1000 as wait_ms`
  const [turn] = await rows(tx, 'models.claim-turn', query)
  return turn ? Math.max(0, turn.wait_ms) : null
}
