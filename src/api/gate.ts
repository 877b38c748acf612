/** What every request passes before anything of it is read: the host name, the caller, the limits. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../base/index.ts'
import type { Caller } from '../base/index.ts'
import { NoToken, authorise, identify, tokenIn } from './identify.ts'
import type { Verifiers } from './identify.ts'
import { limitHeaders } from './limits/index.ts'
import type { Limiter } from './limits/index.ts'
import type { Visit } from './visit.ts'
import { addressGroup, renewedTokenHeader } from './wire/index.ts'
import type { HostRule } from './wire/index.ts'

export interface GateOptions {
  readonly verifiers: Verifiers
  readonly limiter: Limiter
  readonly isHostAllowed: HostRule
  /** True from the moment on which no new work may begin. */
  readonly isStopping: () => boolean
}

export type Gate = (visit: Visit, request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Lets a request through, with its caller and its limits noted, or throws the problem that it is refused with. */
export function openGate({ verifiers, limiter, isHostAllowed, isStopping }: GateOptions): Gate {
  const know = async ({ target }: Visit, request: FastifyRequest): Promise<Caller> => {
    const { 'x-api-key': apiKey, authorization } = request.headers
    // Only wrong credentials count: a caller who sent none, or lacks a scope, is not guessing.
    try {
      return await identify(target.access, { apiKey: apiKey as string | undefined, authorization }, verifiers)
    } catch (error) {
      if (error instanceof Problem && error.code === 'auth.invalid' && !(error instanceof NoToken))
        await limiter.countFailedAuth(addressGroup(request.ip))
      throw error
    }
  }

  const renew = async (authorization: string, reply: FastifyReply): Promise<void> => {
    const token = tokenIn(authorization)
    const renewed = token === null ? null : await verifiers.tokens.renew(token)
    if (renewed !== null) reply.header(renewedTokenHeader, renewed)
  }

  /** Cheapest first: what turns a request away without asking anybody comes before what asks the database or Redis. */
  return async (visit, request, reply) => {
    if (isStopping()) {
      reply.header('connection', 'close')
      throw new Problem('server.stopping', 'The server is stopping: ask again, another one will answer.', {
        retryAfterSeconds: 1,
      })
    }
    const { target } = visit
    const { host } = request.headers
    if (host === undefined && request.raw.httpVersion === '1.1')
      throw new Problem('request.malformed', 'The request names no host.')
    if (namesSeveralHosts(request)) throw new Problem('request.malformed', 'The request names more than one host.')
    if (!target.isExempt && !isHostAllowed(host)) {
      throw new Problem('request.host_not_allowed', 'The service does not answer under that host name.')
    }
    visit.caller = await know(visit, request)
    authorise(target.access, visit.caller)
    if (target.isExempt || visit.caller.kind === 'service') return
    const address = (): string => addressGroup(request.ip)
    const taken = await limiter.admit({ caller: visit.caller, address, limits: target.limits })
    if (taken !== null) reply.headers(limitHeaders(taken))
    // Here and not with the answer: whatever a member is told who was let in, the client gets the token.
    if (target.renewsTokens) await renew(request.headers.authorization ?? '', reply)
  }
}

/** RFC 9112, 3.2: whoever stands before us may have believed the other one. */
function namesSeveralHosts({ raw: { rawHeaders } }: FastifyRequest): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts > 1
}
