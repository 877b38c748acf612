/** A code, or the kind of error, for logs: a message could hold a text, a path or a key. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
