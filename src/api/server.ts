/** The HTTP server: routes of all rooms and of the edge, behind one gate, in front of one way to fail. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Clock } from '../base/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Route } from '../platform/http/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { createApp } from './app.ts'
import { edgeRoutes, openApiRoute } from './edge-routes.ts'
import type { EdgeSettings } from './edge-settings.ts'
import { openGate } from './gate.ts'
import { healthRoutes, probe } from './health/index.ts'
import type { Dependency } from './health/index.ts'
import type { Verifiers } from './identify.ts'
import { openIdempotency } from './idempotency/index.ts'
import { limiter } from './limits/index.ts'
import type { LimitStore } from './limits/index.ts'
import { listenOn } from './listen.ts'
import type { Listener } from './listen.ts'
import { mount } from './mount.ts'
import { openApiDocument, serveDocs } from './openapi/index.ts'
import { stopGracefully } from './stop.ts'
import { hostRule } from './wire/index.ts'

export interface ServerDeps extends Verifiers {
  readonly settings: EdgeSettings
  /** The routes of the rooms; those of the edge are added. */
  readonly routes: readonly Route[]
  readonly telemetry: Telemetry
  readonly db: Db
  readonly limits: LimitStore
  /** What `/health` and `/health/ready` ask. */
  readonly dependencies: readonly Dependency[]
  readonly clock: Clock
}

export interface Server extends Listener {
  /** Every route that is served, those of the edge too. */
  readonly routes: readonly Route[]
  /** Refuses what is new, finishes what is in hand for at most so many seconds, then cuts it off. */
  closeGracefully(seconds: number): Promise<void>
  close(): Promise<void>
  /** A request without a socket. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
}

/** Puts the edge together. Nothing listens until `listen`; whoever opened what it is given closes that. */
export async function openServer(deps: ServerDeps): Promise<Server> {
  const { settings, telemetry } = deps
  const routes = allRoutes(deps)
  const state = { isStopping: false }
  const gate = openGate({
    verifiers: deps,
    limiter: limiter(deps.limits, settings.limits),
    isHostAllowed: hostRule(settings.allowedHosts),
    isStopping: () => state.isStopping,
  })
  const app = await createApp({ settings, telemetry, routes, gate })
  const idempotency = openIdempotency({ db: deps.db, clock: deps.clock, log: telemetry.log })
  for (const route of routes) mount(app, route, { telemetry, idempotency, quietMs: settings.requestTimeoutMs })
  await serveDocs(app, openApiDocument(routes, settings.version))
  await app.ready()

  const closeGracefully = (seconds: number): Promise<void> => {
    state.isStopping = true
    return stopGracefully(app, seconds)
  }
  return {
    routes,
    ...listenOn(app, settings),
    closeGracefully,
    close: () => closeGracefully(0),
    inject: (request) => app.inject(request),
  }
}

/** Where no password is set, no route says that it takes one. */
function allRoutes({ settings, routes, telemetry, clock, dependencies, basic }: ServerDeps): readonly Route[] {
  const about = { version: settings.version, environment: settings.environment }
  const all = [
    ...edgeRoutes({ about, metrics: telemetry.metrics, metricsOpen: settings.metricsOpen }),
    ...healthRoutes({ about, clock, states: probe(dependencies, { clock }) }),
    ...(basic === undefined ? routes.map(withoutBasic) : routes),
  ]
  return [...all, openApiRoute(all, settings.version)]
}

function withoutBasic(route: Route): Route {
  if (route.access === 'open' || !route.access.basic) return route
  const { basic: _, ...access } = route.access
  return { ...route, access }
}
