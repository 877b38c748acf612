/** One request from its first byte to its last: what is known of it on the way, and what is said of it at the end. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, ProblemCode } from '../base/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import type { Target } from './target.ts'

export interface Visit {
  readonly target: Target
  readonly requestId: string
  readonly method: string
  readonly startedMs: number
  /** Anonymous until we know better. */
  caller: Caller
  /** The problem that was answered; null when it went well. */
  code: ProblemCode | null
}

/** What clients that hang up are logged with; nobody receives it. */
const HUNG_UP = 499

const anonymous: Caller = { kind: 'anonymous' }

export function startVisit(request: FastifyRequest, target: Target): Visit {
  return {
    target,
    requestId: request.id,
    method: request.method,
    startedMs: performance.now(),
    caller: anonymous,
    code: null,
  }
}

/** What the lines that are written meanwhile are joined by. */
export const requestFacts = ({ requestId, target }: Visit) => ({ requestId, route: target.pattern })

interface Watching {
  readonly telemetry: Telemetry
  readonly slowRequestMs: number
}

/** Counts and logs the visit when its connection is done with it, whether or not the answer arrived. */
export function watchVisit(visit: Visit, { raw }: FastifyReply, watching: Watching): void {
  let status = HUNG_UP
  raw.once('finish', () => {
    status = raw.statusCode
  })
  raw.once('close', () => {
    report(visit, { status, ms: performance.now() - visit.startedMs }, watching)
  })
}

interface Outcome {
  readonly status: number
  readonly ms: number
}

/** Never the path, the query or a header of the caller's: only what we named ourselves. */
function report(visit: Visit, { status, ms }: Outcome, { telemetry, slowRequestMs }: Watching): void {
  const { method, target, caller, code, requestId } = visit
  const route = target.pattern
  const { log, metrics } = telemetry
  metrics.observe('reciprocity_http_request_seconds', ms / 1_000, { route, method })
  metrics.count('reciprocity_http_requests_total', { route, method, status: String(status), caller: caller.kind })
  const facts = { requestId, route, method, caller: caller.kind, status, ms: Math.round(ms * 10) / 10 }
  const withCode = code === null ? facts : { ...facts, code }
  if (ms < slowRequestMs) log.info('request', withCode)
  else log.warn('A request was slow.', withCode)
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
  interface FastifyContextConfig {
    target?: Target
  }
}
