/** Matches, feedback, pausing, blocking, leaving. */
import { z } from 'zod'
import { requireOwn } from '../../base/index.ts'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { advanceBatch } from '../registry/index.ts'
import { exportPerson } from './export.ts'
import type { ExportDeps } from './export.ts'
import { giveFeedback, takeBackFeedback } from './feedback.ts'
import type { FeedbackDeps } from './feedback.ts'
import type { ListKind } from './lists-store.ts'
import { readMatches } from './read-matches.ts'
import type { ReadMatchesDeps } from './read-matches.ts'
import {
  blockAnswer,
  blockParams,
  bothMatches,
  exportAnswer,
  feedbackAnswer,
  feedbackBody,
  leftAnswer,
  matchQuery,
  offeringsMatches,
  ofPerson,
  requirementsMatches,
  runAnswer,
  statusAnswer,
  statusBody,
} from './schema.ts'
import { block, leave, setStatus, unblock } from './standing.ts'
import type { StandingDeps } from './standing.ts'
import { readStats, statsAnswer } from './stats.ts'

export type MatchingRoutesDeps = ReadMatchesDeps & FeedbackDeps & StandingDeps & ExportDeps & { readonly jobs: Jobs }

export const matchingRoutes = (deps: MatchingRoutesDeps): Route[] => [
  listRoute(deps, {
    path: 'matches',
    kinds: ['needs', 'offers'],
    output: bothMatches,
    summary: 'Matches in both directions.',
  }),
  listRoute(deps, {
    path: 'requirements-matches',
    kinds: ['needs'],
    output: requirementsMatches,
    summary: 'People whose offers meet what this person needs.',
  }),
  listRoute(deps, {
    path: 'offerings-matches',
    kinds: ['offers'],
    output: offeringsMatches,
    summary: 'People whose needs this person can meet.',
  }),
  statsRoute(deps),
  runRoute(deps),
  giveFeedbackRoute(deps),
  takeBackFeedbackRoute(deps),
  ...standingRoutes(deps),
  ...leavingRoutes(deps),
]

interface ListRoute {
  readonly path: string
  readonly kinds: readonly ListKind[]
  readonly output: z.ZodType
  readonly summary: string
}

const mine = { scope: 'people:read', members: true } as const
const change = { scope: 'people:write', members: true } as const
const exampleParams = { user_id: 'developer-001' }

const listRoute = (deps: ReadMatchesDeps, { path, kinds, output, summary }: ListRoute): Route =>
  route({
    method: 'GET',
    path: `/api/v1/matching/:user_id/${path}`,
    access: mine,
    tag: 'matching',
    summary,
    params: ofPerson,
    query: matchQuery,
    output,
    problems: ['person.not_found'],
    example: { params: exampleParams, query: { top_k: '5' } },
    async handle({ params, query }, { caller }) {
      requireOwn(caller, params.user_id)
      return Answer.ready(await readMatches(deps, { ...query, personId: params.user_id, kinds }))
    },
  })

const statsRoute = ({ db }: MatchingRoutesDeps): Route =>
  route({
    method: 'GET',
    path: '/api/v1/matching/stats',
    access: { scope: 'people:read' },
    tag: 'matching',
    summary: 'How matching is doing as a whole.',
    output: statsAnswer,
    example: {},
    handle: () => readStats(db),
  })

const runRoute = ({ db, jobs }: MatchingRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/matching/run',
    access: { scope: 'matching:run' },
    tag: 'matching',
    summary: 'Looks after updated people now instead of at the next interval.',
    output: runAnswer,
    status: 202,
    idempotent: true,
    example: {},
    async handle() {
      const id = await db.transaction((tx) => jobs.enqueue(tx, advanceBatch, { reason: 'asked' }))
      return { status: 'queued' as const, job_id: id }
    },
  })

const giveFeedbackRoute = (deps: FeedbackDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/user/feedback',
    access: change,
    tag: 'matching',
    summary: 'Feedback on a match or a chat.',
    body: feedbackBody,
    output: feedbackAnswer,
    idempotent: true,
    problems: ['person.not_found', 'match.not_found'],
    example: {
      body: { ...exampleParams, type: 'match', feedback_id: 'designer-001', feedback: 'We met, and it was very good.' },
    },
    async handle({ body }, { caller, tellsOf }) {
      requireOwn(caller, body.user_id)
      const { id, sentiment, moved } = await giveFeedback(deps, body, { sender: caller.kind, tellsOf })
      const { user_id, type, feedback_id, feedback } = body
      const message = moved
        ? 'Thank you. Your matches will follow.'
        : 'Thank you. It is kept; nothing moved because of it.'
      return {
        Code: 200 as const,
        Message: 'success' as const,
        Result: {
          success: true as const,
          message,
          data: { user_id, type, feedback_id, feedback, id, sentiment, moved },
        },
      }
    },
  })

const takeBackFeedbackRoute = (deps: FeedbackDeps): Route =>
  route({
    method: 'DELETE',
    path: '/api/v1/user/feedback/:id',
    access: change,
    tag: 'matching',
    summary: 'Takes one feedback back; what it had moved moves back.',
    params: z.object({ id: z.string().max(64) }),
    output: z.object({ id: z.string(), deleted: z.literal(true) }),
    problems: ['feedback.not_found'],
    async handle({ params: { id } }, { caller }) {
      await takeBackFeedback(deps, id, caller.kind === 'member' ? caller.memberId : null)
      return { id, deleted: true as const }
    },
  })

const standingRoutes = (deps: StandingDeps): Route[] => [
  route({
    method: 'PUT',
    path: '/api/v1/user/:user_id/status',
    access: change,
    tag: 'people',
    summary: 'Takes a person out of all lists, or back into them.',
    params: ofPerson,
    body: statusBody,
    output: statusAnswer,
    problems: ['person.not_found'],
    example: { params: exampleParams, body: { status: 'paused' } },
    async handle({ params: { user_id: id }, body: { status } }, { caller }) {
      requireOwn(caller, id)
      await setStatus(deps, id, status)
      return { user_id: id, status }
    },
  }),
  blockRoute(deps, {
    method: 'PUT',
    blocked: true,
    summary: 'Blocks somebody, who may be yet to come: neither sees the other again.',
  }),
  blockRoute(deps, { method: 'DELETE', blocked: false, summary: 'Takes a block back.' }),
]

const blockRoute = (
  deps: StandingDeps,
  wanted: { method: 'PUT' | 'DELETE'; blocked: boolean; summary: string },
): Route =>
  route({
    method: wanted.method,
    path: '/api/v1/user/:user_id/blocks/:other_id',
    access: change,
    tag: 'people',
    summary: wanted.summary,
    params: blockParams,
    output: blockAnswer,
    problems: ['person.not_found'],
    example: { params: { ...exampleParams, other_id: 'designer-001' } },
    async handle({ params: { user_id: id, other_id: other } }, { caller }) {
      requireOwn(caller, id)
      await (wanted.blocked ? block(deps, id, other) : unblock(deps, id, other))
      return { user_id: id, other_id: other, blocked: wanted.blocked }
    },
  })

const leavingRoutes = (deps: StandingDeps & ExportDeps): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/user/:user_id/export',
    access: mine,
    tag: 'people',
    summary: 'Everything that is held about a person.',
    params: ofPerson,
    output: exportAnswer,
    problems: ['person.not_found'],
    example: { params: exampleParams },
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      return exportPerson(deps, id)
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/user/:user_id',
    access: change,
    tag: 'people',
    summary: 'Forgets a person. Saying it twice is as good as once.',
    params: ofPerson,
    output: leftAnswer,
    example: { params: exampleParams },
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      await leave(deps, id, caller.kind === 'member')
      return { user_id: id, deleted: true as const }
    },
  }),
]
