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
