import type { FastifyInstance } from 'fastify'
import type { Route, TellsOf } from '../platform/http/index.ts'
import { withRequest } from '../platform/telemetry/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { RequestScope, readInput, runHandler } from './answer-request.ts'
import { answerFault } from './fault.ts'
import type { Idempotency } from './idempotency/index.ts'
import { runOnce } from './idempotent.ts'
import { send } from './send.ts'
import { targetOf } from './target.ts'
import { requestFacts } from './visit.ts'

/** What a route needs besides itself to be served. */
export interface MountDeps {
  readonly telemetry: Telemetry
  readonly idempotency: Idempotency
}

/** Serves a route. Reading a body leaves the context of the request, so the handler is run in it again. */
export function mount(app: FastifyInstance, route: Route, { telemetry, idempotency }: MountDeps): void {
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
        const input = readInput(route, request)
        const run = (tellsOf: TellsOf) =>
          runHandler(route, input, new RequestScope(visit, reply, { log, tellsOf })).catch((error: unknown) =>
            answerFault(error, visit, log),
          )
        const answer = await runOnce({ visit, request, route }, idempotency, run)
        return send(reply, answer)
      }),
  })
}
