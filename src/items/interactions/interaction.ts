/** An interaction: one thing that somebody did with an item. */
import { createHash } from 'node:crypto'

export const interactionTypes = ['view', 'click', 'like', 'unlike', 'dislike', 'purchase', 'hide'] as const
export type InteractionType = (typeof interactionTypes)[number]

export interface Interaction {
  /** It counts once under this id. */
  readonly eventId: string
  /** Null where nobody knows who it was. */
  readonly userId: string | null
  /** The item need not be known yet. */
  readonly itemId: string
  readonly type: InteractionType
  readonly time: Date
  /** What the host says of it besides: a price, a rating. */
  readonly value: number | null
  /** The answer that brought it about. */
  readonly recommendationId: string | null
  /** Who told of it: our own API, or the host's database. */
  readonly source: 'api' | 'host'
}

/** An id for an event that has none: whoever says the same again says it under the same id. */
export const derivedEventId = (parts: readonly (string | number)[]): string =>
  `derived:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`
