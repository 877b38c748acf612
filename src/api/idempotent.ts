import type { FastifyRequest } from 'fastify'
import { Problem, callerName } from '../base/index.ts'
import type { Route, TellsOf } from '../platform/http/index.ts'
import { hashRequest, isIdempotencyKey } from './idempotency/index.ts'
import type { Idempotency } from './idempotency/index.ts'
import type { Visit } from './visit.ts'
import type { WireAnswer } from './wire/index.ts'

/** An answer that is not kept need not be found again. */
const keepsNothing: TellsOf = () => Promise.resolve()

/** Runs the request, or repeats what was answered to it, when it carries a key on a route that honours one. */
export async function runOnce(
  { visit, request, route }: { readonly visit: Visit; readonly request: FastifyRequest; readonly route: Route },
  idempotency: Idempotency,
  run: (tellsOf: TellsOf) => Promise<WireAnswer>,
): Promise<WireAnswer> {
  const key = request.headers['idempotency-key']
  if (!route.idempotent || key === undefined) return run(keepsNothing)
  if (typeof key !== 'string' || !isIdempotencyKey(key)) {
    const message = 'must be 1 to 255 printable ASCII characters'
    throw new Problem('request.invalid', `The Idempotency-Key ${message}.`, {
      errors: [{ path: 'Idempotency-Key', message }],
    })
  }
  // As sent, not as parsed: a default that a later version fills in must not make it another request.
  const { params, query, body } = request
  const name = { caller: callerName(visit.caller), route: visit.target.name, key }
  const { answer, isReplayed } = await idempotency.once(
    { ...name, requestHash: hashRequest({ params, query, body }) },
    run,
  )
  return isReplayed ? { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } : answer
}
