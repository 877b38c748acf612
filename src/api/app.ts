/** Fastify, set up so that every way in passes the gate and every way to fail ends in a problem. */
import type { IncomingMessage } from 'node:http'
import cors from '@fastify/cors'
import { fastify } from 'fastify'
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify'
import { Problem } from '../base/index.ts'
import type { Route } from '../platform/http/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { refuseUnknown } from './allowed-methods.ts'
import { breakOff } from './broken-connection.ts'
import { corsOptions } from './cors.ts'
import type { EdgeSettings } from './edge-settings.ts'
import { answerFault } from './fault.ts'
import type { Gate } from './gate.ts'
import { send } from './send.ts'
import { openTarget, unknownTarget } from './target.ts'
import type { Target } from './target.ts'
import { startVisit, watchVisit } from './visit.ts'
import { jsonBodyType, jsonLinesType, readJson, requestIdFrom, securityHeaders } from './wire/index.ts'

export interface AppDeps {
  readonly settings: EdgeSettings
  readonly telemetry: Telemetry
  readonly routes: readonly Route[]
  readonly gate: Gate
}

/** Longer than any id in percent-encoding: what is too long is refused by the name of its field. */
const PARAMETER_LENGTH_MAX = 16_384
const HEADERS_MS_MAX = 20_000
const TIMEOUTS_CHECKED_EVERY_MS = 1_000

export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { settings, telemetry } = deps
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    send(reply, answerFault(error, request.visit, telemetry.log))
  const app: FastifyInstance = fastify({
    ...serverOptions(settings),
    // An address that cannot be decoded has no route, so no hook has run for it.
    frameworkErrors(error, request, reply) {
      arrive(deps, { request, reply, target: unknownTarget })
      void refuseUnrouted(error, request, reply)
    },
  })
  const refuseUnrouted = async (fault: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    let told = fault
    try {
      await deps.gate(request.visit, request, reply)
    } catch (refusal) {
      told = refusal
    }
    fail(told, request, reply)
  }
  app.decorateRequest('visit', null as never)
  app.addHook('onRequest', (request, reply, done) => {
    arrive(deps, { request, reply, target: targetFor(request) })
    done()
  })
  // Before the gate: a page may read why it was refused, and the question of a browser carries no key.
  if (settings.corsOrigins.length > 0) await app.register(cors, corsOptions(settings.corsOrigins))
  app.addHook('onRequest', (request, reply) => admit(deps, request, reply))
  app.setErrorHandler(fail)
  // Addresses of nobody are refused by the gate; what comes here is a page of the documentation that there is not.
  app.setNotFoundHandler((request, reply) => refuseUnknown(deps.routes, request, reply))
  // Node would refuse an expectation that it does not know, without a word; ignoring it is as good (RFC 9110, 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  readBodies(app)
  return app
}

function serverOptions(settings: EdgeSettings): FastifyHttpOptions<RawServerDefault> {
  return {
    logger: false,
    bodyLimit: settings.bodyBytesMax,
    requestTimeout: settings.requestTimeoutMs,
    keepAliveTimeout: settings.keepAliveMs,
    http: {
      headersTimeout: Math.min(HEADERS_MS_MAX, settings.requestTimeoutMs),
      connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY_MS,
      // The gate says it in our words.
      requireHostHeader: false,
    },
    // Counted from us outwards: `true` would believe whatever a client claims about its own address.
    trustProxy: (_address, hop) => hop < settings.trustedProxyHops,
    // The gate says this, too.
    return503OnClosing: false,
    genReqId: (raw) => requestIdFrom(raw.headers['x-request-id']),
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    clientErrorHandler: breakOff,
  }
}

/** A request that has just come in, and what it is for. */
interface Arrival {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly target: Target
}

function arrive({ settings, telemetry }: AppDeps, { request, reply, target }: Arrival): void {
  request.visit = startVisit(request, target)
  reply.headers(securityHeaders).header('x-request-id', request.id)
  watchVisit(request.visit, reply, { telemetry, slowRequestMs: settings.slowRequestMs })
}

async function admit({ gate, routes }: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await gate(request.visit, request, reply)
  if (request.is404) refuseUnknown(routes, request, reply)
}

/** Addresses that are none of our routes are pages of the documentation, or nothing. */
function targetFor(request: FastifyRequest): Target {
  const { config, url } = request.routeOptions
  return config.target ?? (url === undefined ? unknownTarget : openTarget(url))
}

/** Whatever is neither JSON nor, where a route takes them, JSON lines is refused by its media type, plain text too. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(jsonBodyType, { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) => {
    if (request.visit.target.takesLines) throw otherKind(request)
    return readJson(bytes, request.headers['content-type'])
  })
  app.addContentTypeParser(jsonLinesType, async (request: FastifyRequest, stream: IncomingMessage) => {
    if (!request.visit.target.takesLines) throw otherKind(request)
    return stream
  })
  app.addContentTypeParser('*', async (request: FastifyRequest) => {
    throw otherKind(request)
  })
}

function otherKind({ visit }: FastifyRequest): Problem {
  const wanted = visit.target.takesLines ? 'application/x-ndjson' : 'application/json'
  return new Problem('request.unsupported_media_type', `Send the body as ${wanted} in UTF-8.`)
}
