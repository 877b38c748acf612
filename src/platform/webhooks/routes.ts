/** For the operator: what the host was told, what it answered, and telling it again. */
import { z } from 'zod'
import { decodeCursor, encodeCursor, route } from '../http/index.ts'
import { deliveryNotFound, replay } from './replay.ts'
import { attemptToWire, deliveryDetailOutput, deliveryListOutput, deliveryListQuery, toWire } from './schema.ts'
import { listAttempts, listDeliveries, listSubjects } from './store.ts'
import type { Route } from '../http/index.ts'
import type { WebhookDeps } from './deps.ts'

/** A page goes on before the last id that was seen: what is new meanwhile stands before the first page. */
const cursorShape = z.object({ before: z.string().max(100) })
const params = z.object({ id: z.string().max(64) })

export const deliveryRoutes = (deps: WebhookDeps): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/deliveries',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'Callbacks to the host product, newest first.',
    query: deliveryListQuery,
    output: deliveryListOutput,
    problems: ['request.invalid'],
    example: { query: { state: 'failed', limit: '10' } },
    async handle({ query }) {
      const { cursor, ...filter } = query
      // One more than asked for: whether it is there says whether a next page is.
      const before = cursor === undefined ? undefined : decodeCursor(cursor, cursorShape).before
      const found = await listDeliveries(deps.db.query, { ...filter, before, limit: filter.limit + 1 })
      const page = found.slice(0, filter.limit)
      const last = found.length > page.length ? page.at(-1) : undefined
      return { deliveries: page.map(toWire), next_cursor: last ? encodeCursor({ before: last.id }) : null }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/deliveries/:id',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'One callback with every attempt.',
    params,
    output: deliveryDetailOutput,
    problems: ['delivery.not_found'],
    handle: ({ params: { id } }) => showDelivery(deps, id),
  }),
  route({
    method: 'POST',
    path: '/api/v1/deliveries/:id/replay',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'Sends a callback again under its id, a delivered one too.',
    params,
    output: deliveryDetailOutput,
    status: 202,
    idempotent: true,
    problems: ['delivery.not_found', 'delivery.not_replayable'],
    async handle({ params: { id } }, { tellsOf }) {
      await replay(deps, id, tellsOf)
      return showDelivery(deps, id)
    },
  }),
]

/** Answers what is in the database after the change, so that a replay shows its new appointment. */
async function showDelivery({ db }: WebhookDeps, id: string): Promise<z.infer<typeof deliveryDetailOutput>> {
  return db.snapshot(async (tx) => {
    const [delivery] = await listDeliveries(tx, { id, limit: 1 })
    if (!delivery) throw deliveryNotFound(id)
    const subjects = await listSubjects(tx, id)
    const attempts = await listAttempts(tx, id)
    return {
      ...toWire(delivery),
      subject_ids: [...subjects],
      attempts: attempts.map(attemptToWire),
    }
  })
}
