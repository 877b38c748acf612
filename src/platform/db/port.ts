/** The database that is ours. Two adapters (embedded and real PostgreSQL) keep the promises of `contract.ts`. */
declare const ours: unique symbol

/**
 * A place to run queries on our database: the pool, or an open transaction. Opaque on purpose: a store file turns it
 * into a typed query builder with `tablesOf`, and a host's database has another type, so the two cannot be confused.
 */
export interface Tx {
  readonly [ours]: true
}

/** The one database of a process. */
export interface Db {
  readonly kind: 'embedded' | 'postgres'
  /** Queries outside any transaction. Throws inside one: on a single connection that would wait for itself. */
  readonly query: Tx
  /**
   * All or nothing. Inside it: no network, no worker thread, no other query source. A deadlock is undone and `work`
   * runs again, so all that it does outside the database must bear repeating.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /**
   * Reads alone, all of them of one moment. What is written meanwhile waits for nobody, and nobody waits for it; inside
   * it the rules of `transaction` hold.
   */
  snapshot<Result>(read: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Says `payload` to every process, this one included, once `tx` commits; at most 7,000 bytes. */
  notify(tx: Tx, channel: string, payload: string): Promise<void>
  /** Hears what any process says on `channel`, until the returned function is called. */
  listen(channel: string, hear: Hearing): () => void
  /** Runs SQL text as it stands, several statements too: for a library that writes its own. */
  statements(text: string, values?: readonly unknown[]): Promise<Rows>
  /** Throws when no answer comes within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>
  pool(): PoolState
  close(): Promise<void>
}

export interface Hearing {
  readonly onPayload: (payload: string) => void
  /** The line is lost: whatever is said now may be missed. */
  readonly onGap: () => void
  /** The line is up, for the first time or again. */
  readonly onReady: () => void
}

/** Rows as the driver gives them. */
export interface Rows {
  readonly rows: readonly Record<string, unknown>[]
}

/** Connections: all, those without work, and requests that wait for one. */
export interface PoolState {
  readonly total: number
  readonly idle: number
  readonly waiting: number
}
