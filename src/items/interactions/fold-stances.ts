/** What some events add to what people hold of items: a decision without a database. */
import { byBytes } from '../../base/index.ts'
import type { Interaction } from './interaction.ts'

export type Opinion = 'like' | 'dislike'

/** Of one person and one item. It is merged with what stands, and the order in which such changes come makes no difference. */
export interface StanceChange {
  readonly userId: string
  readonly itemId: string
  /** By the latest like, unlike or dislike; null: taken back. */
  opinion: Opinion | null
  /** Null where no event is about the opinion. */
  opinionAt: Date | null
  opinionEvent: string | null
  opinionSource: Interaction['source'] | null
  likedAt: Date | null
  hiddenAt: Date | null
  clicks: number
  purchases: number
  firstAt: Date
  lastAt: Date
}

/** To have seen an item is no stance, and nobody known has none. Each event at most once. */
export function foldStances(interactions: readonly Interaction[]): readonly StanceChange[] {
  const changes = new Map<string, StanceChange>()
  for (const interaction of interactions) {
    const { userId, itemId, time, type } = interaction
    if (userId === null || type === 'view') continue
    const key = JSON.stringify([userId, itemId])
    const change = changes.get(key) ?? nothingYet(userId, itemId, time)
    changes.set(key, change)
    add(change, interaction)
  }
  return [...changes.values()]
}

const nothingYet = (userId: string, itemId: string, time: Date): StanceChange => ({
  userId,
  itemId,
  opinion: null,
  opinionAt: null,
  opinionEvent: null,
  opinionSource: null,
  likedAt: null,
  hiddenAt: null,
  clicks: 0,
  purchases: 0,
  firstAt: time,
  lastAt: time,
})

function add(change: StanceChange, { eventId, type, time, source }: Interaction): void {
  change.firstAt = earlier(change.firstAt, time)
  change.lastAt = later(change.lastAt, time)
  if (type === 'click') change.clicks += 1
  else if (type === 'purchase') change.purchases += 1
  else if (type === 'hide') change.hiddenAt = later(change.hiddenAt, time)
  else if (type !== 'view') {
    if (type === 'like') change.likedAt = later(change.likedAt, time)
    if (!isLatest(change, time, eventId)) return
    change.opinion = type === 'unlike' ? null : type
    change.opinionAt = time
    change.opinionEvent = eventId
    change.opinionSource = source
  }
}

const later = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other)
const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/** Of equal times the larger event id counts, in the order of the database: byte by byte. */
function isLatest({ opinionAt, opinionEvent }: StanceChange, time: Date, eventId: string): boolean {
  if (opinionAt === null || opinionEvent === null || time > opinionAt) return true
  if (time < opinionAt) return false
  return byBytes(eventId, opinionEvent) > 0
}
