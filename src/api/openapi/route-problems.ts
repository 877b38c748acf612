/** Which problems a route can answer with: its own, and those that come with what it asks of a request. */
import { problemList } from '../../base/index.ts'
import type { ProblemCode } from '../../base/index.ts'
import type { Route } from '../../platform/http/index.ts'

/** Whatever is asked, and of whatever. */
const ALWAYS: readonly ProblemCode[] = [
  'request.malformed',
  'request.headers_too_large',
  'request.timeout',
  'request.host_not_allowed',
  'server.stopping',
  'server.failed',
]
const WITH_INPUT: readonly ProblemCode[] = ['request.invalid']
const WITH_BODY: readonly ProblemCode[] = ['request.too_large', 'request.unsupported_media_type']
const CLOSED: readonly ProblemCode[] = [
  'auth.missing',
  'auth.invalid',
  'auth.scope_missing',
  'database.unavailable',
  'request.too_many',
]
/** What is somebody's can also be somebody else's, and a token needs keys that are fetched. */
const FOR_MEMBERS: readonly ProblemCode[] = ['auth.not_yours', 'auth.unavailable']
const IDEMPOTENT: readonly ProblemCode[] = [
  'request.idempotency_mismatch',
  'request.idempotency_running',
  'request.invalid',
]

/** Every code that `route` can answer with, by status, then in the order of the list. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const hasBody = route.body !== undefined || route.lines !== undefined
  const codes = new Set<ProblemCode>([
    ...ALWAYS,
    ...(route.params || route.query || hasBody ? WITH_INPUT : []),
    // A body that nobody asked for can be too large, too.
    ...(hasBody || route.method !== 'GET' ? WITH_BODY : []),
    ...(route.access === 'open' ? (['request.too_many'] as const) : CLOSED),
    ...(route.access !== 'open' && route.access.members ? FOR_MEMBERS : []),
    ...(route.idempotent ? IDEMPOTENT : []),
    ...(route.problems ?? []),
  ])
  return [...codes].sort((one, other) => problemList[one].status - problemList[other].status)
}
