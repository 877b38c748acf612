/**
 * Every problem that this service can answer with. `code` is the promise to clients: it never changes its meaning.
 * `docs/problems.md` is held to this list by a test.
 */
export const problemList = {
  'request.malformed': { status: 400, title: 'The request could not be read' },
  'request.invalid': { status: 422, title: 'Some fields are not as they should be' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.unsupported_media_type': { status: 415, title: 'The body is of a kind that is not read here' },
  'request.not_found': { status: 404, title: 'There is no such address' },
  'request.method_not_allowed': { status: 405, title: 'This address does not take that method' },
  'request.host_not_allowed': { status: 400, title: 'The service does not answer under that host name' },
  'request.headers_too_large': { status: 431, title: 'The headers of the request are too large' },
  'request.timeout': { status: 408, title: 'The request did not arrive in time' },
  'request.too_many': { status: 429, title: 'Too many requests' },
  'request.idempotency_mismatch': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'request.idempotency_running': { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  'auth.missing': { status: 401, title: 'Nobody is signed in' },
  'auth.invalid': { status: 401, title: 'The key or token is not valid' },
  'auth.unavailable': { status: 503, title: 'Tokens cannot be checked' },
  'auth.scope_missing': { status: 403, title: 'The key may not do this' },
  'auth.not_yours': { status: 403, title: 'This belongs to somebody else' },
  'person.not_found': { status: 404, title: 'There is no such person' },
  'person.exists': { status: 409, title: 'This person is registered already' },
  'person.not_ready': { status: 409, title: 'This cannot be done at this stage' },
  'profile.not_found': { status: 404, title: 'There is no such profile' },
  'import.not_found': { status: 404, title: 'There is no such import' },
  'import.running': { status: 409, title: 'This import is running' },
  'resume.link_refused': { status: 422, title: 'The résumé link cannot be used' },
  'resume.unreachable': { status: 502, title: 'The résumé could not be fetched' },
  'resume.too_large': { status: 413, title: 'The résumé is too large' },
  'resume.unreadable': { status: 422, title: 'The résumé could not be read' },
  'resume.too_slow': { status: 504, title: 'The résumé took too long to fetch or to read' },
  'match.not_found': { status: 404, title: 'There is no such match' },
  'feedback.not_found': { status: 404, title: 'There is no such feedback' },
  'search.nothing_asked': { status: 400, title: 'The search says nothing to look for' },
  'key.not_found': { status: 404, title: 'There is no such key' },
  'key.not_revocable': { status: 409, title: 'This key is set by the environment' },
  'job.not_found': { status: 404, title: 'There is no such job' },
  'job.not_retryable': { status: 409, title: 'Only a failed or waiting job can be tried again' },
  'delivery.not_found': { status: 404, title: 'There is no such delivery' },
  'delivery.not_replayable': { status: 409, title: 'This delivery cannot be sent again' },
  'model.unavailable': { status: 503, title: 'A model is not available' },
  'model.refused': { status: 502, title: 'The model gave no usable answer' },
  'model.budget_spent': { status: 503, title: 'The budget of model tokens is spent' },
  'database.unavailable': { status: 503, title: 'A database is not available' },
  'server.stopping': { status: 503, title: 'The server is stopping' },
  'server.setting': { status: 500, title: 'A setting is wrong' },
  'server.failed': { status: 500, title: 'Something went wrong here' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>

export type ProblemCode = keyof typeof problemList

export const problemCodes = Object.keys(problemList) as readonly ProblemCode[]
