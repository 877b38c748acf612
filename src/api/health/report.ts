/** What the health routes say, from the states of what we depend on. */
import { z } from 'zod'
import type { NamedState } from './probe.ts'

/** One body for the clients of all four services that this one replaces. */
export const healthBody = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  service: z.literal('reciprocity'),
  version: z.string(),
  environment: z.string(),
  timestamp: z.iso.datetime(),
  /** Whether every database that is needed answers. */
  database_connected: z.boolean(),
  /** The databases that answer. */
  databases: z.array(z.string()),
})

/** What clients of Circle know; `error` stands beside an unhealthy state. */
export const searchHealthBody = z.object({
  service: z.literal('ml-matching'),
  status: z.enum(['healthy', 'unhealthy']),
  timestamp: z.iso.datetime(),
  error: z.string().optional(),
})

/** Names the dependencies, not their addresses: the route is open. */
export const readyBody = z.object({
  status: z.enum(['ready', 'not_ready']),
  dependencies: z.array(
    z.object({
      name: z.string(),
      required: z.boolean(),
      status: z.enum(['up', 'degraded', 'down']),
      detail: z.string(),
    }),
  ),
})

export interface About {
  readonly version: string
  readonly environment: string
}

const isLost = ({ status }: NamedState): boolean => status === 'down'

export function describeHealth(states: readonly NamedState[], about: About, now: Date): z.infer<typeof healthBody> {
  const databases = states.filter(({ isDatabase }) => isDatabase)
  return {
    status: isWhole(states) ? 'healthy' : 'unhealthy',
    service: 'reciprocity',
    ...about,
    timestamp: now.toISOString(),
    database_connected: isWhole(databases),
    databases: databases.filter((state) => !isLost(state)).map(({ name }) => name),
  }
}

export function describeSearchHealth(states: readonly NamedState[], now: Date): z.infer<typeof searchHealthBody> {
  const about = { service: 'ml-matching', timestamp: now.toISOString() } as const
  if (isWhole(states)) return { ...about, status: 'healthy' }
  return { ...about, status: 'unhealthy', error: 'Something that searching needs does not answer now.' }
}

export function describeReadiness(states: readonly NamedState[]): z.infer<typeof readyBody> {
  return {
    status: isWhole(states) ? 'ready' : 'not_ready',
    dependencies: states.map(({ name, required, status, detail }) => ({ name, required, status, detail })),
  }
}

/** Only what is required can make us unfit; the rest is named and lived without. */
export const isWhole = (states: readonly NamedState[]): boolean =>
  !states.some((state) => state.required && isLost(state))
