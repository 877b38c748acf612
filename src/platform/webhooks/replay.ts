/** The operator sends a callback again: the same bytes, under the same id, on a new schedule. */
import { Problem } from '../../base/index.ts'
import { standingOf } from './attempt.ts'
import { planReplay } from './decide.ts'
import { sendDelivery } from './jobs.ts'
import { listSubjects, lockDelivery, restartDelivery } from './store.ts'
import type { TellsOf } from '../http/index.ts'
import type { WebhookDeps } from './deps.ts'

/**
 * A delivered one too: whoever asks knows that the host will see it twice.
 *
 * @throws Problem `delivery.not_found`, `delivery.not_replayable`.
 */
export async function replay(deps: WebhookDeps, id: string, tellsOf: TellsOf): Promise<void> {
  if (deps.settings.baseUrl === null) {
    throw new Problem('delivery.not_replayable', 'RECIPROCITY_BACKEND_URL is not set, so there is no host to call.')
  }
  await deps.db.transaction(async (tx) => {
    const now = deps.clock()
    const delivery = await lockDelivery(tx, id)
    if (delivery === null) throw deliveryNotFound(id)

    await tellsOf(tx, await listSubjects(tx, id))

    const plan = planReplay(standingOf(delivery), now)

    if (plan.act === 'refuse') {
      throw new Problem(
        'delivery.not_replayable',
        `The body of delivery ${id} is no longer kept: it ended long ago, or what it told has been replaced.`,
      )
    }
    const dueAt = plan.act === 'enqueue' ? plan.dueAt : now
    if (plan.act === 'restart') await restartDelivery(tx, id, dueAt)
    await deps.jobs.enqueue(tx, sendDelivery, { id, at: dueAt.toISOString() })
  })
}

export const deliveryNotFound = (id: string): Problem =>
  new Problem('delivery.not_found', `There is no delivery ${id}.`)
