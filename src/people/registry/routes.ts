/** Registering, reading and approving people. */
import { z } from 'zod'
import { requireOwn } from '../../base/index.ts'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { approve } from './approve.ts'
import type { ApproveDeps } from './approve.ts'
import { register } from './register.ts'
import type { RegisterDeps } from './register.ts'
import { personNotFound } from './require-person.ts'
import { approval, approved, personId, personOutput, registered, registration } from './schema.ts'
import { findPerson, findPersona, findTexts } from './store.ts'
import { viewPerson } from './view-person.ts'

export type RegistryRoutesDeps = RegisterDeps & ApproveDeps

/** R4 to R6 of the replaced service. */
export const registryRoutes = (deps: RegistryRoutesDeps): Route[] => [
  registerRoute(deps),
  readRoute(deps),
  approveRoute(deps),
]

const exampleAnswers = {
  user_id: 'developer-001',
  questions: [
    { prompt: 'What do you need?', answer: 'I am looking for a designer who can make my app easier to use.' },
    { prompt: 'What can you offer?', answer: 'I build iOS apps in Swift. I can review code.' },
  ],
}

const registerRoute = (deps: RegisterDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/user/register',
    access: { scope: 'people:write' },
    tag: 'people',
    summary: 'Registers a person, or changes what an old acquaintance said.',
    body: registration,
    output: registered,
    status: 202,
    idempotent: true,
    problems: ['person.exists', 'person.not_found', 'resume.link_refused'],
    example: { body: exampleAnswers },
    async handle({ body }, { tellsOf }) {
      return { user_id: body.user_id, status: 'queued' as const, job_id: await register(deps, body, tellsOf) }
    },
  })

const readRoute = ({ db }: RegistryRoutesDeps): Route =>
  route({
    method: 'GET',
    path: '/api/v1/user/:user_id',
    access: { scope: 'people:read', members: true },
    tag: 'people',
    summary: 'A person: the stage, what was said, and what was concluded from it.',
    params: z.object({ user_id: personId }),
    output: personOutput,
    problems: ['person.not_found'],
    example: { params: { user_id: 'developer-001' } },
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      const [person, texts, stored] = await Promise.all([
        findPerson(db.query, id),
        findTexts(db.query, id),
        findPersona(db.query, id),
      ])
      if (!person || !texts) throw personNotFound()
      return viewPerson(person, texts, stored)
    },
  })

const approveRoute = (deps: ApproveDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/user/approve-summary',
    access: { scope: 'people:write', members: true },
    tag: 'people',
    summary: 'Approves the persona, with or without changes, and starts matching; or rejects it with a reason.',
    body: approval,
    output: approved,
    status: 202,
    otherStatuses: [200],
    idempotent: true,
    problems: ['person.not_found', 'person.not_ready'],
    example: { body: { user_id: 'developer-001' } },
    async handle({ body }, { caller, tellsOf }) {
      requireOwn(caller, body.user_id)
      const { status, stage, jobId } = await approve(deps, body, tellsOf)
      return Answer.of(status === 'queued' ? 202 : 200, { user_id: body.user_id, status, stage, job_id: jobId })
    },
  })
