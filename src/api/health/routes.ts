import { z } from 'zod'
import type { Clock } from '../../base/index.ts'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import type { NamedState } from './probe.ts'
import { describeHealth, describeReadiness, describeSearchHealth } from './report.ts'
import { healthBody, readyBody, searchHealthBody } from './report.ts'
import type { About } from './report.ts'

export interface HealthRoutesOptions {
  readonly about: About
  readonly clock: Clock
  /** Of every dependency, in the order in which the operator reads them. */
  readonly states: () => Promise<readonly NamedState[]>
}

/** No limit counts these, and no rule about host names holds them up: whoever watches us knows us by our address. */
export const healthPaths: ReadonlySet<string> = new Set([
  '/health',
  '/health/live',
  '/health/ready',
  '/api/ml/health',
  '/api/ml-matching/health',
])

/** Those for clients of old, one for whoever restarts us (`live`), one for whoever sends us traffic (`ready`). */
export const healthRoutes = (options: HealthRoutesOptions): readonly Route[] => [
  wholeHealth('/health', options),
  wholeHealth('/api/ml/health', options),
  searchHealth(options),
  ...probeRoutes(options),
]

/** The same at either address: clients of Circle were promised the second one. */
const wholeHealth = (path: string, { about, clock, states }: HealthRoutesOptions): Route =>
  route({
    method: 'GET',
    path,
    access: 'open',
    tag: 'operations',
    summary: 'How the service is; 503 when something that it needs is gone.',
    output: healthBody,
    otherStatuses: [503],
    example: {},
    async handle() {
      const body = describeHealth(await states(), about, clock())
      return Answer.of(body.status === 'healthy' ? 200 : 503, body)
    },
  })

const searchHealth = ({ clock, states }: HealthRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/ml-matching/health',
    access: 'open',
    tag: 'operations',
    summary: 'How searching is, for clients of Circle; 503 when something that it needs is gone.',
    output: searchHealthBody,
    otherStatuses: [503],
    dialect: 'circle',
    example: {},
    async handle() {
      const body = describeSearchHealth(await states(), clock())
      return Answer.of(body.status === 'healthy' ? 200 : 503, body)
    },
  })

const probeRoutes = ({ states }: HealthRoutesOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/health/live',
    access: 'open',
    tag: 'operations',
    summary: 'Whether the process answers at all; asks nothing else.',
    output: z.object({ status: z.literal('alive') }),
    example: {},
    handle: async () => ({ status: 'alive' as const }),
  }),
  route({
    method: 'GET',
    path: '/health/ready',
    access: 'open',
    tag: 'operations',
    summary: 'Each dependency with its state; 503 when one that is required is lost.',
    output: readyBody,
    otherStatuses: [503],
    example: {},
    async handle() {
      const body = describeReadiness(await states())
      return Answer.of(body.status === 'ready' ? 200 : 503, body)
    },
  }),
]
