/** Searches that go on by themselves. */
import type { Caller } from '../../base/index.ts'
import { requireOwn } from '../../base/index.ts'
import { route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { askerOf, questionOf } from './read-question.ts'
import { readSaved, saveSearch, takeBackSaved } from './save-search.ts'
import { listSaved } from './saved-store.ts'
import type { SavedSearch } from './saved-store.ts'
import {
  listSavedQuery,
  ofSaved,
  savedSearchAnswer,
  savedSearchBody,
  savedSearches,
  savedSearchGone,
  savedSearchRead,
} from './schema.ts'
import type { WireSavedSearch } from './schema.ts'
import type { SearchDeps } from './prepare.ts'

type Deps = Pick<SearchDeps, 'db' | 'clock' | 'inactiveDays'>

const tag = 'search'
const path = '/api/v1/people/searches'
const read = { scope: 'people:read', members: true } as const
const change = { scope: 'people:write', members: true } as const

export const savedSearchRoutes = (deps: Deps): Route[] => [
  saveRoute(deps),
  listRoute(deps),
  readRoute(deps),
  takeBackRoute(deps),
]

const saveRoute = (deps: Deps): Route =>
  route({
    method: 'POST',
    path,
    access: change,
    tag,
    summary: 'A search that goes on: whoever comes and fits is told in a callback, at most once a day.',
    body: savedSearchBody,
    output: savedSearchAnswer,
    status: 201,
    idempotent: true,
    problems: ['person.not_found', 'search.too_many_saved'],
    example: { body: { user_id: 'developer-001', prompt: 'someone near me who can teach me climbing' } },
    async handle({ body }, { caller, tellsOf }) {
      const { name, ...asked } = body
      const who = { askerId: askerOf(caller, body.user_id), isMember: caller.kind === 'member', mayWiden: false }
      const question = questionOf({ ...asked, single_best_match: false }, who)
      return viewSaved(await saveSearch(deps, { question, name: name ?? null, tellsOf }))
    },
  })

const listRoute = ({ db }: Deps): Route =>
  route({
    method: 'GET',
    path,
    access: read,
    tag,
    summary: 'The saved searches of a person, newest first.',
    query: listSavedQuery,
    output: savedSearches,
    example: { query: { user_id: 'developer-001' } },
    async handle({ query }, { caller }) {
      const personId = askerOf(caller, query.user_id)
      requireOwn(caller, personId)
      return { searches: (await listSaved(db.query, personId)).map(viewSaved) }
    },
  })

const readRoute = (deps: Deps): Route =>
  route({
    method: 'GET',
    path: `${path}/:id`,
    access: read,
    tag,
    summary: 'A saved search and whom it has found.',
    params: ofSaved,
    output: savedSearchRead,
    problems: ['search.not_found'],
    async handle({ params: { id } }, { caller }) {
      const { saved, told } = await readSaved(deps, id, ownerIn(caller))
      const found = told.map(({ personId, toldAt }) => ({ user_id: personId, found_at: toldAt.toISOString() }))
      return { ...viewSaved(saved), found }
    },
  })

const takeBackRoute = (deps: Deps): Route =>
  route({
    method: 'DELETE',
    path: `${path}/:id`,
    access: change,
    tag,
    summary: 'Takes a saved search back.',
    params: ofSaved,
    output: savedSearchGone,
    problems: ['search.not_found'],
    async handle({ params: { id } }, { caller }) {
      await takeBackSaved(deps, id, ownerIn(caller))
      return { id, deleted: true as const }
    },
  })

/** A member reaches her own; a service anybody's. */
const ownerIn = (caller: Caller): string | null => (caller.kind === 'member' ? caller.memberId : null)

const viewSaved = (saved: SavedSearch): WireSavedSearch => ({
  id: saved.id,
  user_id: saved.personId,
  name: saved.name,
  prompt: saved.question.prompt,
  status: saved.pausedAt === null ? 'active' : 'paused',
  created_at: saved.createdAt.toISOString(),
  read_at: saved.readAt.toISOString(),
  next_run_at: saved.dueAt.toISOString(),
})
