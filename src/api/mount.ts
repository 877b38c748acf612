import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Line, Route, TellsOf } from '../platform/http/index.ts'
import { withRequest } from '../platform/telemetry/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { RequestScope, readInput, runHandler } from './answer-request.ts'
import { answerFault } from './fault.ts'
import type { Idempotency } from './idempotency/index.ts'
import { withLongBody } from './long-bodies.ts'
import { runOnce } from './idempotent.ts'
import { send } from './send.ts'
import { targetOf } from './target.ts'
import { requestFacts } from './visit.ts'
import { jsonLines } from './wire/index.ts'

/** What a route needs besides itself to be served. */
export interface MountDeps {
  /** For how long a body of any length may be silent. */
  readonly quietMs: number
  readonly telemetry: Telemetry
  readonly idempotency: Idempotency
}

/** Serves a route. Reading a body leaves the context of the request, so the handler is run in it again. */
export function mount(app: FastifyInstance, route: Route, { telemetry, idempotency, quietMs }: MountDeps): void {
  const { log } = telemetry
  app.route({
    method: route.method,
    url: route.path,
    config: { target: targetOf(route) },
    ...(route.bodyBytesMax !== undefined && { bodyLimit: route.bodyBytesMax }),
    handler: (request, reply) =>
      withRequest(requestFacts(request.visit), async () => {
        const { visit } = request
        // Before any key is claimed: a request that is wrong may be mended and sent again under its key.
        const input = { ...readInput(route, request), lines: linesIn(route, request, quietMs) }
        const run = (tellsOf: TellsOf) =>
          runHandler(route, input, new RequestScope(visit, reply, { log, tellsOf })).catch((error: unknown) =>
            answerFault(error, visit, log),
          )
        const answering = () => runOnce({ visit, request, route }, idempotency, run)
        const answer = await (route.lines ? withLongBody(request.raw.socket, answering) : answering())
        return send(reply, answer)
      }),
  })
}

/** Of a route that takes none there are none. */
function linesIn(route: Route, { body }: FastifyRequest, quietMs: number): AsyncIterable<Line> {
  return jsonLines(route.lines ? (body as Readable | undefined) : undefined, quietMs)
}
