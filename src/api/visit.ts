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

/** Counts and logs the visit when its connection is done with it, whether or not the answer arrived. */
export function watchVisit(
  visit: Visit,
  reply: FastifyReply,
  options: { telemetry: Telemetry; slowRequestMs: number },
): void {
  const { telemetry, slowRequestMs } = options
  reply.raw.once('close', () => {
    const ms = performance.now() - visit.startedMs
    const status = reply.raw.writableFinished ? reply.raw.statusCode : HUNG_UP
    const { method, target, caller } = visit
    const labels = { route: target.pattern, method }
    telemetry.metrics.observe('reciprocity_http_request_seconds', ms / 1_000, labels)
    telemetry.metrics.count('reciprocity_http_requests_total', {
      ...labels,
      status: String(status),
      caller: caller.kind,
    })
    report(telemetry, ms >= slowRequestMs, visit, { status, ms })
  })
}

interface Outcome {
  readonly status: number
  readonly ms: number
}

/** Never the path, the query or a header of the caller's: only what we named ourselves. */
function report({ log }: Telemetry, isSlow: boolean, visit: Visit, { status, ms }: Outcome): void {
  const facts = {
    requestId: visit.requestId,
    route: visit.target.pattern,
    method: visit.method,
    caller: visit.caller.kind,
    status,
    ms: Math.round(ms * 10) / 10,
    ...(visit.code !== null && { code: visit.code }),
  }
  if (isSlow) log.warn('A request was slow.', facts)
  else log.info('request', facts)
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
  interface FastifyContextConfig {
    target?: Target
  }
}
