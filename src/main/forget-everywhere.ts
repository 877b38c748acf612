/** What every room holds of somebody who leaves. */
import { forgetMember } from '../api/index.ts'
import type { Items } from '../items/index.ts'
import type { PeopleDeps } from '../people/index.ts'
import type { JobRunner } from '../platform/jobs/index.ts'
import { forgetTexts } from '../platform/models/index.ts'
import type { Webhooks } from '../platform/webhooks/index.ts'

export interface Memories {
  readonly jobs: JobRunner
  readonly webhooks: Webhooks
  readonly items: Pick<Items, 'forget'>
}

/** Runs in the transaction that removes the person, so that nothing is forgotten by halves. */
export const forgetEverywhere =
  ({ jobs, webhooks, items }: Memories): PeopleDeps['forget'] =>
  async (tx, { id, texts }) => {
    await forgetTexts(tx, texts)
    await items.forget(tx, id)
    await webhooks.forget(tx, id, ({ body }) => withoutPerson(body, id))
    await jobs.forget(tx, id)
    await forgetMember(tx, id)
  }

/** A callback about several people, without one of them; undefined when nobody is left or it was about her alone. */
export function withoutPerson(body: unknown, id: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  if ('user_id' in body && body.user_id === id) return undefined
  if ('matches' in body && Array.isArray(body.matches)) {
    return { ...body, matches: body.matches.filter((match) => match.target_user_id !== id) }
  }
  if (!('match_pairs' in body) || !Array.isArray(body.match_pairs)) return undefined
  const pairs = body.match_pairs.filter((pair) => pair.user_a_id !== id && pair.user_b_id !== id)
  return pairs.length > 0 ? { ...body, match_pairs: pairs } : undefined
}
