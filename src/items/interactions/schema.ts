/** Interactions on the wire. */
import { z } from 'zod'
import { instant, itemId, userId } from '../catalogue/index.ts'
import { externalIdFault } from '../../base/index.ts'
import { interactionTypes } from './interaction.ts'

/** In one request; a file may hold any number. */
export const atOnceMax = 1000

const eventId = z
  .string()
  .describe('An id of the host: an event counts once under it.')
  .check((context) => {
    const fault = externalIdFault(context.value)
    if (fault) context.issues.push({ code: 'custom', message: fault, input: context.value })
  })

const type = z.enum(interactionTypes)

/** A field that is misspelt is refused, not lost. */
export const interaction = z.strictObject({
  event_id: eventId,
  user_id: userId.nullish().describe('Left out where nobody knows who it was: such events count in popularity alone.'),
  item_id: itemId.describe('It need not be known yet.'),
  type,
  time: instant.nullish().describe('Left out: now. Without an offset it is UTC.'),
  value: z.number().nullish().describe('What the host says of it besides: a price, a rating.'),
  recommendation_id: z.uuid().nullish().describe('Of the answer that brought it about.'),
})
export type InteractionBody = z.output<typeof interaction>

export const interactionsBody = z.union([interaction, z.array(interaction).max(atOnceMax)], {
  error: `must be an interaction, or a list of at most ${atOnceMax}`,
})

export const takenAnswer = z.object({
  accepted: z.number().int(),
  repeated: z.number().int().describe('Were known by their event_id: nothing of them is changed.'),
})

export const ofUser = z.object({ user_id: userId })

/** As clients of MySanta say it: what else they send is not looked at. */
export const userInteractionBody = z.object({
  interaction_type: type,
  item_id: itemId.nullish().describe('Without one, what is kept of her answers is made anew.'),
  timestamp: instant.nullish().describe('With one, the same said twice is one event. Without an offset it is UTC.'),
})
export type UserInteractionBody = z.output<typeof userInteractionBody>

export const userInteractionAnswer = z.object({
  status: z.literal('success'),
  message: z.string(),
  user_id: z.string(),
})
