/** Who somebody is and what she likes, at the addresses that clients of MySanta know. */
import { route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { countEverybody } from './count-tastes.ts'
import { askProfile, refreshPerson, sayDemographics } from './person.ts'
import type { TasteDeps } from './person.ts'
import { countedAnswer, demographicsAnswer, demographicsBody, ofUser, profileAnswer, refreshAnswer } from './schema.ts'

export const tasteRoutes = (deps: TasteDeps): Route[] => [
  profileRoute(deps),
  demographicsRoute(deps),
  refreshRoute(deps),
  countRoute(deps),
]

const path = '/user-profile/:user_id'
const read = { scope: 'items:read', basic: true } as const
const change = { scope: 'items:write', basic: true } as const
const tag = 'items'
const exampleParams = { user_id: 'ann' }

const profileRoute = ({ db }: TasteDeps): Route =>
  route({
    method: 'GET',
    path,
    access: read,
    tag,
    summary: 'What somebody likes and whom she buys for, by the likes that stand now.',
    params: ofUser,
    output: profileAnswer,
    example: { params: exampleParams },
    handle: async ({ params }) => askProfile(db.query, params.user_id),
  })

const demographicsRoute = (deps: TasteDeps): Route =>
  route({
    method: 'PUT',
    path,
    access: change,
    tag,
    summary: 'Says who somebody is: replaces what was said before, and stays until it is said anew.',
    params: ofUser,
    body: demographicsBody,
    output: demographicsAnswer,
    example: { params: exampleParams, body: { gender: 'female', age_group: '25-34', locale: 'ru', geo_id: 1 } },
    async handle({ params, body }) {
      const demographics = await sayDemographics(deps, params.user_id, body)
      return {
        status: 'success' as const,
        message: 'The next answer is made with it.',
        demographics,
        cached_until: 'kept until it is changed',
      }
    },
  })

const refreshRoute = (deps: TasteDeps): Route =>
  route({
    method: 'POST',
    path: `${path}/refresh`,
    access: change,
    tag,
    summary: 'Reads the likes of somebody anew, now.',
    params: ofUser,
    output: refreshAnswer,
    problems: ['database.unavailable'],
    example: { params: exampleParams },
    async handle({ params: { user_id: userId } }) {
      const likes = await refreshPerson(deps, userId)
      return { status: 'success' as const, message: `Likes that stand now: ${likes}.`, user_id: userId }
    },
  })

const countRoute = (deps: TasteDeps): Route =>
  route({
    method: 'POST',
    path: '/admin/update-user-profiles',
    access: change,
    tag,
    summary: 'Counts anew what is known of everybody. It happens by itself now and then, too.',
    output: countedAnswer,
    example: {},
    async handle(_, { signal }) {
      const people = await countEverybody(deps, signal)
      return { status: 'success' as const, message: `People who were counted: ${people}.` }
    },
  })
