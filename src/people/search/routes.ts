/** Finding people: as the clients of the replaced service ask, and with everything that may be said. */
import { Problem } from '../../base/index.ts'
import { route } from '../../platform/http/index.ts'
import type { RequestContext, Route } from '../../platform/http/index.ts'
import { explain } from './explain.ts'
import { askerOf, questionOf } from './read-question.ts'
import {
  explainAnswer,
  explainBody,
  matchBody,
  memberSearchBody,
  promptSearchAnswer,
  promptSearchBody,
  searchAnswer,
  searchBody,
} from './schema.ts'
import type { SearchAnswer } from './schema.ts'
import { savedSearchRoutes } from './saved-routes.ts'
import { search } from './search.ts'
import type { SearchDeps } from './prepare.ts'
import type { SearchQuestion } from './question.ts'
import { viewExplained } from './view-explained.ts'
import { viewFound } from './view-found.ts'

export const searchRoutes = (deps: SearchDeps): Route[] => [
  matchRoute(deps),
  memberSearchRoute(deps),
  promptSearchRoute(deps),
  searchRoute(deps),
  explainRoute(deps),
  ...savedSearchRoutes(deps),
]

/** Of the routes of the replaced service: grown-ups where nothing is said of ages. */
const asBefore = { ageFloor: 18 }

const example = { prompt: 'someone between 25 and 35 near me who can teach me climbing' }

/** C3. */
const matchRoute = (deps: SearchDeps): Route =>
  route({
    method: 'POST',
    path: '/api/ml/match',
    access: { scope: 'people:read' },
    dialect: 'circle',
    tag: 'search',
    summary: 'People for somebody, from a sentence and preferences.',
    body: matchBody,
    output: searchAnswer,
    problems: ['person.not_found'],
    example: { body: { user_id: 'developer-001', ...example } },
    handle: ({ body }, context) =>
      answer(deps, questionOf(body, { ...asBefore, askerId: body.user_id, isMember: false, mayWiden: false }), {
        context,
      }),
  })

/** C4. */
const memberSearchRoute = (deps: SearchDeps): Route =>
  route({
    method: 'POST',
    path: '/api/ml-matching/search',
    access: { scope: 'people:read', members: true },
    dialect: 'circle',
    limits: ['search'],
    tag: 'search',
    summary: 'People for the member who asks, from a sentence or preferences.',
    body: memberSearchBody,
    output: searchAnswer,
    problems: ['person.not_found', 'search.nothing_asked'],
    example: { body: example },
    async handle({ body }, context) {
      if (!body.prompt?.trim() && !body.preferences)
        throw new Problem('search.nothing_asked', 'Say what you look for: a prompt, or preferences.')
      return answer(deps, memberQuestion(body, context), { context })
    },
  })

/** C5. */
const promptSearchRoute = (deps: SearchDeps): Route =>
  route({
    method: 'POST',
    path: '/api/ml-matching/prompt-search',
    access: { scope: 'people:read', members: true },
    dialect: 'circle',
    limits: ['search'],
    tag: 'search',
    summary: 'People for the member who asks, from a sentence.',
    body: promptSearchBody,
    output: promptSearchAnswer,
    problems: ['person.not_found', 'search.nothing_asked'],
    example: { body: example },
    async handle({ body }, context) {
      if (!body.prompt?.trim()) throw new Problem('search.nothing_asked', 'Valid prompt is required.')
      const { max_distance, age_range, ...rest } = body
      const question = memberQuestion({ ...rest, preferences: { max_distance, age_range } }, context)
      const found = viewFound(await search(deps, question, { cursor: null, signal: context.signal }))
      return { ...found, count: found.matches.length }
    },
  })

const searchRoute = (deps: SearchDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/people/search',
    access: { scope: 'people:read', members: true },
    limits: ['search'],
    tag: 'search',
    summary: 'People for somebody, with everything that may be said of whom.',
    body: searchBody,
    output: searchAnswer,
    problems: ['person.not_found'],
    example: { body: { user_id: 'developer-001', ...example } },
    handle: ({ body }, context) => answer(deps, ownQuestion(body, context), { context, cursor: body.cursor ?? null }),
  })

const explainRoute = (deps: SearchDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/people/search/explain',
    access: { scope: 'people:read', members: true },
    limits: ['search'],
    tag: 'search',
    summary: 'Why somebody is not among the results, or how the score came about.',
    body: explainBody,
    output: explainAnswer,
    problems: ['person.not_found'],
    example: { body: { user_id: 'developer-001', person_id: 'designer-001', ...example } },
    async handle({ body }, context) {
      const question = ownQuestion({ ...body, single_best_match: false }, context)
      const who = { personId: body.person_id, signal: context.signal }
      return viewExplained(await explain(deps, question, who), question, body.person_id)
    },
  })

type Asked = Parameters<typeof questionOf>[0]

/** Their client expects never to be left empty. */
function memberQuestion(body: Omit<Asked, 'single_best_match'>, { caller }: RequestContext): SearchQuestion {
  return questionOf(
    { ...body, single_best_match: false },
    { ...asBefore, askerId: askerOf(caller, undefined), isMember: true, mayWiden: true },
  )
}

function ownQuestion(
  body: Asked & { readonly user_id?: string | undefined },
  { caller }: RequestContext,
): SearchQuestion {
  const askerId = askerOf(caller, body.user_id)
  return questionOf(body, { askerId, isMember: caller.kind === 'member', mayWiden: false })
}

async function answer(
  deps: SearchDeps,
  question: SearchQuestion,
  { context, cursor = null }: { readonly context: RequestContext; readonly cursor?: string | null },
): Promise<SearchAnswer> {
  const began = performance.now()
  const found = await search(deps, question, { cursor, signal: context.signal })
  return {
    ...viewFound(found),
    total_candidates: found.fitting,
    total_is_exact: found.isExact,
    processing_time_ms: Math.round((performance.now() - began) * 100) / 100,
  }
}
