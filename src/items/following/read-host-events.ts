/** Likes and clicks of the host as events: each under an id that is the same whenever it is read. */
import { itemId, userId } from '../catalogue/index.ts'
import { derivedEventId } from '../interactions/index.ts'
import type { HostLike as ReadLike, Interaction } from '../interactions/index.ts'
import type { HostClicks } from './host-clicks-store.ts'
import type { HostLike } from './host-likes-store.ts'
import { instantOf } from './read-host-item.ts'

/** Null for what nobody can have, or nobody can be. `now` is the moment beyond which nothing can have happened. */
export function readHostLike({ userId: user, itemId: item, likedAt }: HostLike, now: Date): ReadLike | null {
  if (!isUser(user) || !isItem(item)) return null
  // A clock that is ahead must not make another event of it each time that it is read.
  const saidMs = instantOf(likedAt, END_OF_TIME).getTime()
  return { userId: user, itemId: item, at: instantOf(likedAt, now), saidMs }
}

/** The last instant that a date can hold. */
const END_OF_TIME = new Date(8.64e15)

/** As many as there are; none for what nobody can have. Who cannot be anybody is nobody. */
export function* readHostClicks(
  { itemId: item, clickedAt, userId: user, clickId, count }: HostClicks,
  now: Date,
): Generator<Interaction> {
  if (!isItem(item)) return
  const name = clickId === '' ? [item, clickedAt, user] : [clickId]
  for (let number = 0; number < count; number += 1) {
    yield {
      eventId: derivedEventId(['host-click', ...name, String(number)]),
      userId: isUser(user) ? user : null,
      itemId: item,
      type: 'click',
      time: instantOf(clickedAt, now),
      value: null,
      recommendationId: null,
      source: 'host',
    }
  }
}

const isUser = (id: string): boolean => userId.safeParse(id).success
const isItem = (id: string): boolean => itemId.safeParse(id).success
