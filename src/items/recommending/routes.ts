/** The lists that can be asked for. */
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { answerRequest } from './answer-request.ts'
import type { AnswerDeps } from './answer-request.ts'
import { personalise } from './personalise.ts'
import type { Arm, RecommendDeps } from './personalise.ts'
import { popular } from './popular.ts'
import { personalQuestion, popularQuestion, similarQuestion, trendingQuestion } from './question.ts'
import type { Question, Standards } from './question.ts'
import { ofItem, personalisedBody, popularBody, recommendationAnswer, similarBody, trendingBody } from './schema.ts'
import type { PageSizes } from './schema.ts'
import { findPublicItem, similar } from './similar.ts'
import { trending } from './trending.ts'
import type { Trends } from './trending.ts'

export interface RecommendRoutesDeps extends RecommendDeps, AnswerDeps {
  readonly pageSizes: PageSizes
  readonly trends: Trends
  /** Which arm of an experiment a person is in, and what holds there. */
  readonly armOf: (userId: string) => Arm & { readonly standards: Standards }
}

export const recommendRoutes = (deps: RecommendRoutesDeps): Route[] => [
  popularRoute(deps),
  personalisedRoute(deps),
  similarRoute(deps),
  trendingRoute(deps),
]

const read = { scope: 'items:read', basic: true } as const
const tag = 'items'
const output = recommendationAnswer
const page = { page: 1, limit: 10 }

/** What a kept answer hangs on, beside what was asked. */
const about = ({ userId, wanted: { geoId }, isExplained }: Question & { readonly userId: string | null }) => ({
  userId,
  geoId,
  isExplained,
})
const aboutNobody = (question: Question) => about({ ...question, userId: null })

const popularRoute = (deps: RecommendRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/popular',
    access: read,
    tag,
    summary: 'The favourites of a group of people, shrunk towards those of wider groups where little is known of it.',
    body: popularBody(deps.pageSizes),
    output,
    example: { body: { user_params: { gender: 'f', age: '25-34', geo_id: 1 }, pagination: page, explain: true } },
    async handle({ body }) {
      const question = popularQuestion(body)
      const asking = { ...aboutNobody(question), asked: ['popular', question], make: () => popular(deps, question) }
      return Answer.ready(await answerRequest(deps, asking))
    },
  })

const personalisedRoute = (deps: RecommendRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/personalized',
    access: read,
    tag,
    summary: 'What one person should see next, by what she did and by what people like her did.',
    body: personalisedBody(deps.pageSizes),
    output,
    example: { body: { user_id: 'ann', geo_id: 1, pagination: page, explain: true } },
    async handle({ body }) {
      const { standards, ...arm } = deps.armOf(body.user_id)
      const question = personalQuestion(body, standards)
      const make = () => personalise(deps, question, arm)
      const asking = { ...about(question), asked: ['personalized', question, arm], make }
      return Answer.ready(await answerRequest(deps, asking))
    },
  })

const similarRoute = (deps: RecommendRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/items/:id/similar',
    access: read,
    tag,
    summary: 'What is like an item, by who likes both and by what is said of both.',
    params: ofItem,
    body: similarBody(deps.pageSizes),
    output,
    problems: ['item.not_found'],
    example: { params: { id: 'bath-salts' }, body: { geo_id: 1, pagination: page } },
    async handle({ params, body }) {
      const item = await findPublicItem(deps, params.id)
      const question = similarQuestion(body, item)
      const asking = {
        ...about(question),
        asked: ['similar', question, item.updatedAt],
        make: () => similar(deps, question, item),
      }
      return Answer.ready(await answerRequest(deps, asking))
    },
  })

const trendingRoute = (deps: RecommendRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/items/trending',
    access: read,
    tag,
    summary: 'What people have begun to like in the last seven days, beside the thirty before.',
    body: trendingBody(deps.pageSizes),
    output,
    example: { body: { geo_id: 1, pagination: page } },
    async handle({ body }) {
      const question = trendingQuestion(body)
      const make = () => trending(deps, question, deps.trends)
      const asking = { ...aboutNobody(question), asked: ['trending', question], make }
      return Answer.ready(await answerRequest(deps, asking))
    },
  })
