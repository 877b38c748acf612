import { newId } from '../../base/index.ts'

/** Short and plain, so that an id can stand in a log line, a header and a shell command as it is. */
const ACCEPTED = /^[A-Za-z0-9._-]{1,128}$/u

/** The caller's own id for the request, when it is a decent one; else a new UUIDv7. */
export function requestIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && ACCEPTED.test(header) ? header : newId()
}
