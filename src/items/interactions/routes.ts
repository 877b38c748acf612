/** Saying what people did. */
import { z } from 'zod'
import { route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { importAnswer, importId } from '../../platform/imports/index.ts'
import {
  idField,
  importInteractions,
  postInteractions,
  postUserInteraction,
  readInteractionImport,
} from './post-interactions.ts'
import type { InteractionDeps } from './post-interactions.ts'
import {
  interaction,
  interactionsBody,
  ofUser,
  takenAnswer,
  userInteractionAnswer,
  userInteractionBody,
} from './schema.ts'
import type { UserInteractionBody } from './schema.ts'

export const interactionRoutes = (deps: InteractionDeps): Route[] => [
  postRoute(deps),
  importRoute(deps),
  readImportRoute(deps),
  userInteractionRoute(deps),
]

const change = { scope: 'items:write', basic: true } as const
const tag = 'items'
const example = {
  event_id: 'click-1',
  user_id: 'ann',
  item_id: 'bath-salts',
  type: 'like',
  time: '2026-05-01T10:00:00Z',
}

const postRoute = (deps: InteractionDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/interactions',
    access: change,
    tag,
    summary: 'Takes what somebody did, or a list of such events, all or none: each counts once by its event_id.',
    body: interactionsBody,
    output: takenAnswer,
    example: { body: [example, { event_id: 'click-2', item_id: 'tea', type: 'click' }] },
    handle: async ({ body }) => postInteractions(deps, body),
  })

const importRoute = (deps: InteractionDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/interactions/import',
    access: change,
    tag,
    summary:
      'Takes a file of any length, an event in each line. Bad lines are named by their numbers; the rest is kept.',
    query: z.object({ import_id: importId.optional() }),
    lines: interaction,
    output: importAnswer(idField),
    problems: ['import.running'],
    example: { query: { import_id: 'monday' }, lines: [example, { ...example, event_id: 'click-3', item_id: 'tea' }] },
    handle: async ({ query, lines }) => importInteractions(deps, { id: query.import_id, lines }),
  })

const readImportRoute = ({ db }: InteractionDeps): Route =>
  route({
    method: 'GET',
    path: '/api/v1/interactions/imports/:import_id',
    access: { scope: 'items:read', basic: true },
    tag,
    summary: 'How far a file of events was taken. It is known for 30 days.',
    params: z.object({ import_id: importId }),
    output: importAnswer(idField),
    problems: ['import.not_found'],
    example: { params: { import_id: 'monday' } },
    handle: async ({ params }) => readInteractionImport(db.query, params.import_id),
  })

const userInteractionRoute = (deps: InteractionDeps): Route =>
  route({
    method: 'POST',
    path: '/user-interaction/:user_id',
    access: change,
    tag,
    summary: 'Takes what one person did just now; her next answer feels it.',
    params: ofUser,
    body: userInteractionBody,
    output: userInteractionAnswer,
    example: { params: { user_id: 'ann' }, body: { interaction_type: 'like', item_id: 'bath-salts' } },
    async handle({ params: { user_id: userId }, body }) {
      const isNew = await postUserInteraction(deps, userId, body)
      return { status: 'success' as const, message: messageOf(body, isNew), user_id: userId }
    },
  })

/** Old clients send events without an item, to have what is kept of somebody made anew. */
function messageOf({ item_id: itemId }: UserInteractionBody, isNew: boolean): string {
  if (itemId == null) return 'The next answer is made anew. Nothing is noted, for there is no item_id.'
  return isNew ? 'The next answer is made with it.' : 'This was known.'
}
