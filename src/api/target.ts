/** What the edge needs to know of a route before it runs, worked out once. */
import type { ProblemCode } from '../base/index.ts'
import type { Access, Dialect, LimitName, Route } from '../platform/http/index.ts'
import { healthPaths } from './health/index.ts'
import { problemsOf } from './openapi/index.ts'
import { renewsTokens } from './wire/index.ts'

export interface Target {
  readonly access: Access
  /** The pattern, for log lines and metrics: a path carries ids. */
  readonly pattern: string
  /** Method and pattern: what limits and idempotency keys are counted under. */
  readonly name: string
  /** Health is exempt from limits and from the rule about host names: whoever watches us comes by address. */
  readonly isExempt: boolean
  /** Limits of the route's own. */
  readonly limits: readonly LimitName[]
  /** Whose clients the problems of the route are told to in their own members, too; null for nobody's. */
  readonly dialect: Dialect | null
  /** Whether a member who is let in may hear of a new token. */
  readonly renewsTokens: boolean
  /** The problems that the route says it can answer with; null where nobody said. */
  readonly problems: ReadonlySet<ProblemCode> | null
  /** Whether the body is a stream of JSON lines; otherwise it is JSON. */
  readonly takesLines: boolean
}

export function targetOf(route: Route): Target {
  return {
    access: route.access,
    pattern: route.path,
    name: `${route.method} ${route.path}`,
    isExempt: healthPaths.has(route.path),
    limits: route.limits ?? [],
    dialect: route.dialect ?? null,
    renewsTokens: renewsTokens(route),
    problems: new Set(problemsOf(route)),
    takesLines: route.lines !== undefined,
  }
}

/** Pages of the documentation, and addresses that do not exist: open to all, and counted like what is. */
export const openTarget = (pattern: string): Target => ({
  access: 'open',
  pattern,
  name: `GET ${pattern}`,
  isExempt: false,
  limits: [],
  dialect: null,
  renewsTokens: false,
  problems: null,
  takesLines: false,
})

/** One name for all: the paths that people try are theirs, and there is no end of them. */
export const unknownTarget: Target = openTarget('(none)')
