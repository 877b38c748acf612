/** Where our tables live. */

/** Everything that is ours is in this schema, so that it can share a database with others without touching them. */
export const schemaName = 'reciprocity'

export const searchPath = {
  extensionQuery: `select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'vector'`,
  /** Our schema first; pgvector's wherever its administrator put it. */
  of(extensionSchema: unknown): string {
    const others = typeof extensionSchema === 'string' && extensionSchema !== 'public' ? [extensionSchema] : []
    return [schemaName, 'public', ...others].map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')
  },
}

/**
 * Of every connection. An index search goes on until enough rows pass the filter, and keeps more in sight than it is asked
 * for; compiling a plan, or sharing it among processes, takes longer than most of our queries. With the default of 4 MB for a step
 * a word that a tenth of a million people say is looked up twice.
 */
export const sessionSettings = `set hnsw.iterative_scan = 'relaxed_order'; set hnsw.ef_search = 200; set jit = off; set work_mem = '16MB';
  set max_parallel_workers_per_gather = 0`
