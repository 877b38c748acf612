/**
 * Likes as a host's database holds them: rows that come and go. What comes is a like, what is gone an unlike, and whatever
 * clocks say, in the end the stance is what the host has.
 */
import { inSlices } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { findHostStances, listHostLikesOf } from './host-likes-store.ts'
import type { HostStance } from './host-likes-store.ts'
import { derivedEventId } from './interaction.ts'
import type { Interaction, InteractionType } from './interaction.ts'
import type { StanceName } from './positives-store.ts'
import { takeInteractions } from './take-interactions.ts'
import type { TakeDeps } from './take-interactions.ts'

export interface HostLike extends StanceName {
  readonly at: Date
  /** What the host says of when it was, in milliseconds; what it says is believed as far as the present. */
  readonly saidMs: number
}

/** At most a thousand. A row that was gone and is back as it was is a like again. How many events it took. */
export async function takeHostLikes(tx: Tx, deps: TakeDeps, likes: readonly HostLike[]): Promise<number> {
  const said = await takeInteractions(
    tx,
    deps,
    likes.map((like) => eventOf(like, 'like', { at: like.at, saidMs: like.saidMs, because: '' })),
  )
  const takenBack = (await findHostStances(tx, likes)).filter(({ isLiked }) => !isLiked)
  const turnedBack = await takeInteractions(
    tx,
    deps,
    takenBack.map((stance) => turned(stance, 'like')),
  )
  return said.accepted + turnedBack.accepted
}

/** At most a thousand. Where our own API has spoken since, that counts. How many events it took. */
export async function dropHostLikes(tx: Tx, deps: TakeDeps, gone: readonly StanceName[]): Promise<number> {
  const liked = (await findHostStances(tx, gone)).filter(({ isLiked }) => isLiked)
  const { accepted } = await takeInteractions(
    tx,
    deps,
    liked.map((stance) => turned(stance, 'unlike')),
  )
  return accepted
}

export interface LikesOf {
  readonly userId: string
  readonly likes: readonly Omit<HostLike, 'userId'>[]
}

const AT_ONCE = 1000

/**
 * All likes of one person as the host has them now: what is not among them is taken back. What stands costs no write. How
 * many events it took.
 */
export async function replaceHostLikes(
  deps: TakeDeps & { readonly db: Db },
  { userId, likes }: LikesOf,
): Promise<number> {
  const known = new Map((await listHostLikesOf(deps.db.query, userId)).map((stance) => [stance.itemId, stance]))
  const there = new Set(likes.map(({ itemId }) => itemId))
  const come = likes.filter(({ itemId }) => !known.has(itemId)).map((like) => ({ ...like, userId }))
  const gone = [...known.values()].filter(({ itemId }) => !there.has(itemId))
  let taken = 0
  for await (const some of inSlices(come, AT_ONCE))
    taken += await deps.db.transaction((tx) => takeHostLikes(tx, deps, some))
  for await (const some of inSlices(gone, AT_ONCE))
    taken += await deps.db.transaction((tx) => dropHostLikes(tx, deps, some))
  return taken
}

/** A moment after what it turns around, so that it holds, and so that whatever the host says later holds against it. */
function turned(stance: HostStance, type: InteractionType): Interaction {
  const at = new Date(stance.opinionAt.getTime() + 1)
  return eventOf(stance, type, { at, saidMs: at.getTime(), because: stance.opinionEvent })
}

function eventOf(
  { userId, itemId }: StanceName,
  type: InteractionType,
  { at, saidMs, because }: { readonly at: Date; readonly saidMs: number; readonly because: string },
): Interaction {
  return {
    eventId: derivedEventId(['host', type, userId, itemId, saidMs, because]),
    userId,
    itemId,
    type,
    time: at,
    value: null,
    recommendationId: null,
    source: 'host',
  }
}
