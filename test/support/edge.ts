/** An edge in front of routes that a test makes up, with a key for every scope and a signer of tokens. */
import type { Clock, Facts, Logger } from '../../src/base/index.ts'
import { systemClock } from '../../src/base/index.ts'
import {
  basicVerifier,
  edgeDefaults,
  memoryLimitStore,
  openKeyVerifier,
  openServer,
  printToken,
  tokenVerifier,
} from '../../src/api/index.ts'
import type { BasicAccount, Dependency, EdgeSettings, LimitStore, Server, TokenVerifier } from '../../src/api/index.ts'
import type { Db, Hearing, Tx } from '../../src/platform/db/index.ts'
import type { Route } from '../../src/platform/http/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'

export const serviceKey = 'a-service-key-of-a-test'
export const jwtSecret = 'a-secret-of-a-test-that-is-long-enough'

export interface LogLine {
  readonly level: string
  readonly message: string
  readonly facts: Facts
}

export interface EdgeOptions {
  readonly routes?: readonly Route[]
  readonly settings?: Partial<EdgeSettings>
  readonly dependencies?: readonly Dependency[]
  readonly limits?: LimitStore
  readonly tokens?: TokenVerifier
  /** Without one, no route takes HTTP Basic. */
  readonly account?: BasicAccount
  readonly clock?: Clock
  /** Without one, whatever asks the database fails as if it were lost. */
  readonly db?: Db
}

export interface Edge {
  readonly server: Server
  /** Every line that was logged, oldest first. */
  readonly lines: readonly LogLine[]
  close(): Promise<void>
}

export async function testEdge(options: EdgeOptions = {}): Promise<Edge> {
  const { routes = [], dependencies = [], clock = systemClock, db = lostDb() } = options
  const lines: LogLine[] = []
  const telemetry = { log: recordingLogger(lines), metrics: silentTelemetry().metrics }
  const keys = openKeyVerifier({ db, clock, log: telemetry.log, environmentKey: serviceKey })
  const server = await openServer({
    settings: { ...edgeDefaults, host: '127.0.0.1', port: 0, ...options.settings },
    routes,
    telemetry,
    db,
    keys,
    tokens: options.tokens ?? tokenVerifier({ clock, secret: jwtSecret }),
    basic: options.account && basicVerifier(options.account),
    limits: options.limits ?? memoryLimitStore(),
    dependencies,
    clock,
  })
  return {
    server,
    lines,
    async close() {
      await server.close()
      await keys.close()
    },
  }
}

/** Headers of a service with every scope. */
export const asService = { 'x-api-key': serviceKey }

/** Headers of a member. */
export async function asMember(memberId: string): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await printToken(memberId, jwtSecret)}` }
}

/** A database that is gone: for tests of what does not need one. */
export function lostDb(): Db {
  const lost = () => Promise.reject(new Error('connection refused'))
  return {
    kind: 'postgres',
    query: null as unknown as Tx,
    transaction: lost,
    snapshot: lost,
    notify: lost,
    listen: (_channel: string, _hearing: Hearing) => () => {},
    statements: lost,
    ping: lost,
    pool: () => ({ total: 0, idle: 0, waiting: 0 }),
    close: async () => {},
  }
}

export function recordingLogger(lines: LogLine[], bound: Facts = {}): Logger {
  const say = (level: string) => (message: string, facts?: Facts) =>
    void lines.push({ level, message, facts: { ...bound, ...facts } })
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    with: (facts) => recordingLogger(lines, { ...bound, ...facts }),
  }
}
