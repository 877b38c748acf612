/** Between the wire and an interaction. */
import { Problem } from '../../base/index.ts'
import type { FieldFault } from '../../base/index.ts'
import { futureFaults, instantOf } from '../catalogue/index.ts'
import type { Interaction } from './interaction.ts'
import type { InteractionBody } from './schema.ts'

/** What no field shows by itself. */
export const faultsOf = (body: InteractionBody, now: Date, before = ''): readonly FieldFault[] =>
  futureFaults(body.time, `${before}time`, now)

/** Of a body without faults. */
export function interactionOf(body: InteractionBody, now: Date): Interaction {
  return {
    eventId: body.event_id,
    userId: body.user_id ?? null,
    itemId: body.item_id,
    type: body.type,
    time: body.time == null ? now : instantOf(body.time),
    value: body.value ?? null,
    recommendationId: body.recommendation_id ?? null,
    source: 'api',
  }
}

/** @throws Problem `request.invalid` with all faults, each under its place in the list */
export function requireSound(errors: readonly FieldFault[]): void {
  const [first] = errors
  if (first) throw new Problem('request.invalid', `The field "${first.path}" ${first.message}.`, { errors })
}
