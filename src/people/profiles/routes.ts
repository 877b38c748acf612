/** Saying who can be found, one by one or as a file. */
import { z } from 'zod'
import { requireOwn } from '../../base/index.ts'
import type { Caller } from '../../base/index.ts'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { importAnswer, importId } from '../../platform/imports/index.ts'
import { findPerson } from '../registry/index.ts'
import { idField, importProfiles, readProfileImport } from './import-profiles.ts'
import type { ImportDeps } from './import-profiles.ts'
import { importedProfile, ofPerson, profileBody, profileOutput, profilePatch, removedAnswer } from './schema.ts'
import type { ProfileOutput } from './schema.ts'
import { findProfile } from './store.ts'
import { viewProfile } from './wire.ts'
import { patchProfile, profileNotFound, putProfile, withdrawProfile } from './write-profile.ts'
import type { Saying, WithdrawDeps, Wrote } from './write-profile.ts'

export type ProfileRoutesDeps = WithdrawDeps & ImportDeps

export const profileRoutes = (deps: ProfileRoutesDeps): Route[] => [
  putRoute(deps),
  patchRoute(deps),
  readRoute(deps),
  removeRoute(deps),
  importRoute(deps),
  readImportRoute(deps),
]

const path = '/api/v1/people/:user_id'
const mine = { scope: 'people:read', members: true } as const
const change = { scope: 'people:write', members: true } as const
const exampleParams = { user_id: 'climber-001' }
const exampleBody = {
  name: 'Ana',
  date_of_birth: '1996-04-12',
  gender: 'female',
  about: 'I climb twice a week and teach beginners.',
  interests: ['Climbing', 'Photography'],
  offers: ['Climbing lessons'],
  needs: ['A partner for weekend tours'],
  languages: ['en', 'pt'],
  latitude: 38.72,
  longitude: -9.14,
  preferences: { max_distance: 50, age_range: [25, 45] },
}

function sayingOf(caller: Caller, personId: string): Saying {
  requireOwn(caller, personId)
  return { personId, isMember: caller.kind === 'member' }
}

const view = ({ clock }: ProfileRoutesDeps, { profile, person }: Pick<Wrote, 'profile' | 'person'>): ProfileOutput =>
  viewProfile(profile, person, clock())

const putRoute = (deps: ProfileRoutesDeps): Route =>
  route({
    method: 'PUT',
    path,
    access: change,
    tag: 'people',
    summary: 'Says who somebody is, for search: replaces what was said before. Registered or not, she can be found.',
    params: ofPerson,
    body: profileBody,
    output: profileOutput,
    status: 201,
    otherStatuses: [200],
    example: { params: exampleParams, body: exampleBody },
    async handle({ params, body }, { caller }) {
      const wrote = await putProfile(deps, sayingOf(caller, params.user_id), body)
      return Answer.of(wrote.isNew ? 201 : 200, view(deps, wrote))
    },
  })

const patchRoute = (deps: ProfileRoutesDeps): Route =>
  route({
    method: 'PATCH',
    path,
    access: change,
    tag: 'people',
    summary: 'Changes some of what was said of somebody; null takes a field away.',
    params: ofPerson,
    body: profilePatch,
    output: profileOutput,
    problems: ['profile.not_found'],
    example: { params: exampleParams, body: { last_active: '2026-05-01T10:00:00Z', gender: null } },
    async handle({ params, body }, { caller }) {
      return view(deps, await patchProfile(deps, sayingOf(caller, params.user_id), body))
    },
  })

const readRoute = (deps: ProfileRoutesDeps): Route =>
  route({
    method: 'GET',
    path,
    access: mine,
    tag: 'people',
    summary: 'What was said of somebody for search.',
    params: ofPerson,
    output: profileOutput,
    problems: ['profile.not_found'],
    example: { params: exampleParams },
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      const [profile, person] = await Promise.all([findProfile(deps.db.query, id), findPerson(deps.db.query, id)])
      if (!person || !profile?.isGiven) throw profileNotFound()
      return view(deps, { profile, person })
    },
  })

const removeRoute = (deps: ProfileRoutesDeps): Route =>
  route({
    method: 'DELETE',
    path,
    access: change,
    tag: 'people',
    summary: 'Takes back what was said of somebody. A registration stays; without one she is forgotten as a whole.',
    params: ofPerson,
    output: removedAnswer,
    example: { params: exampleParams },
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      await withdrawProfile(deps, { personId: id, isMember: caller.kind === 'member' })
      return { user_id: id, deleted: true as const }
    },
  })

const importRoute = (deps: ProfileRoutesDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/people/import',
    access: { scope: 'people:write' },
    tag: 'people',
    summary:
      'Takes a file of any length, a profile in each line. Bad lines are named by their numbers; the rest is kept.',
    query: z.object({ import_id: importId.optional() }),
    lines: importedProfile,
    output: importAnswer(idField),
    problems: ['import.running'],
    example: {
      query: { import_id: 'monday' },
      lines: [
        { user_id: 'climber-002', ...exampleBody },
        { user_id: 'climber-003', about: 'I would like to learn climbing.' },
      ],
    },
    async handle({ query, lines }) {
      return importProfiles(deps, { id: query.import_id, lines })
    },
  })

const readImportRoute = ({ db }: ProfileRoutesDeps): Route =>
  route({
    method: 'GET',
    path: '/api/v1/people/imports/:import_id',
    access: { scope: 'people:read' },
    tag: 'people',
    summary: 'How far a file was taken. It is known for 30 days.',
    params: z.object({ import_id: importId }),
    output: importAnswer(idField),
    problems: ['import.not_found'],
    example: { params: { import_id: 'monday' } },
    async handle({ params }) {
      return readProfileImport(db.query, params.import_id)
    },
  })
