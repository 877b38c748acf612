/** Taking what people did: each event once, and what follows from it in the same transaction. */
import type { Tx } from '../../platform/db/index.ts'
import { foldStances } from './fold-stances.ts'
import type { Interaction } from './interaction.ts'
import { insertInteractions, mergeStances } from './store.ts'

export interface TakeDeps {
  /**
   * Tells in the transaction what was taken, and whose answers are other ones now: whatever is kept of theirs is not true any
   * more. To have seen something changes none.
   */
  readonly felt: (tx: Tx, userIds: readonly string[], taken: readonly Interaction[]) => Promise<void>
}

export interface Taken {
  readonly accepted: number
  /** Were there before, or twice in what was sent: nothing of them is changed. */
  readonly repeated: number
}

/** At most a thousand, in whatever order they happened. */
export async function takeInteractions(
  tx: Tx,
  { felt }: TakeDeps,
  interactions: readonly Interaction[],
): Promise<Taken> {
  const distinct = [...new Map(interactions.toReversed().map((each) => [each.eventId, each])).values()].toReversed()
  const newIds = distinct.length === 0 ? new Set<string>() : await insertInteractions(tx, distinct)
  const taken = distinct.filter(({ eventId }) => newIds.has(eventId))
  const changes = foldStances(taken)
  if (changes.length > 0) await mergeStances(tx, changes)
  if (taken.length > 0) await felt(tx, peopleIn(taken), taken)
  return { accepted: taken.length, repeated: interactions.length - taken.length }
}

const peopleIn = (interactions: readonly Interaction[]): readonly string[] => [
  ...new Set(interactions.flatMap(({ userId, type }) => (userId === null || type === 'view' ? [] : [userId]))),
]
