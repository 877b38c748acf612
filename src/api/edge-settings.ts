/** What the edge is told; where it comes from is not its business. */
import { version } from '../base/index.ts'
import { parseRate, unlimited } from './limits/index.ts'
import type { LimitSettings } from './limits/index.ts'

export interface EdgeSettings {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  readonly version: string
  readonly environment: string
  /** The largest body, in bytes, where a route says nothing else. */
  readonly bodyBytesMax: number
  /** Origins whose pages may call us. Empty: none. `*`: any. */
  readonly corsOrigins: readonly string[]
  /** Names that we answer under; `*` for any, `*.example.org` for those below one. */
  readonly allowedHosts: readonly string[]
  /** How many proxies of ours stand before us: so many entries of `X-Forwarded-For` are believed. */
  readonly trustedProxyHops: number
  /** Whether `/metrics` needs no key. */
  readonly metricsOpen: boolean
  readonly slowRequestMs: number
  readonly limits: LimitSettings
  /** In which a whole request must arrive. */
  readonly requestTimeoutMs: number
  /** For which a quiet connection is kept: longer than a load balancer does, so that it is the one that hangs up. */
  readonly keepAliveMs: number
}

export const edgeDefaults: EdgeSettings = {
  host: '0.0.0.0',
  port: 8_000,
  version,
  environment: 'development',
  bodyBytesMax: 1_000_000,
  corsOrigins: [],
  allowedHosts: ['*'],
  trustedProxyHops: 0,
  metricsOpen: false,
  slowRequestMs: 1_000,
  limits: {
    member: parseRate('600/min') ?? unlimited,
    open: parseRate('600/min') ?? unlimited,
    failedAuth: parseRate('20/15min') ?? unlimited,
    named: { search: parseRate('20/s burst 10') ?? unlimited },
  },
  requestTimeoutMs: 60_000,
  keepAliveMs: 72_000,
}
