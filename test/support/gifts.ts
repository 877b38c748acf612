/** A small world of gifts: three tastes of twenty things each, and people who like things of one of them. */
import { uuidOf } from './main-host.ts'

export const geo = 213
export const elsewhere = 2

export const tasteNames = ['beauty', 'sport', 'books'] as const
export type TasteName = (typeof tasteNames)[number]

/** As MySanta's tables have it. */
export interface Gift {
  readonly id: string
  readonly geo_id: number
  readonly categories: {
    readonly category: TasteName
    readonly gender: string
    readonly age: string
    readonly suitable_for: string
    readonly acquaintance_level: string
  }
  readonly price: number
  readonly platform: string
}

const GIFTS_A_TASTE = 20
export const giftCount = GIFTS_A_TASTE * tasteNames.length
export const recipients = ['friend', 'family', 'colleague', 'relative'] as const
export const levels = ['close', 'casual', 'formal', 'friendly'] as const
const genders = ['f', 'm', 'any'] as const
const ages = ['18-24', '25-34', 'any'] as const

export const giftId = (taste: TasteName, at: number): string =>
  uuidOf(1000 + tasteNames.indexOf(taste) * GIFTS_A_TASTE + at)

export const gifts: readonly Gift[] = tasteNames.flatMap((category) =>
  Array.from({ length: GIFTS_A_TASTE }, (_, at) => ({
    id: giftId(category, at),
    geo_id: geo,
    categories: {
      category,
      gender: genders[at % 3] ?? 'any',
      age: ages[Math.trunc(at / 3) % 3] ?? 'any',
      suitable_for: recipients[at % 4] ?? 'friend',
      acquaintance_level: levels[Math.trunc(at / 4) % 4] ?? 'close',
    },
    price: 100 + 50 * at,
    platform: at % 2 === 0 ? 'ozon' : 'wildberries',
  })),
)

const byId = new Map(gifts.map((gift) => [gift.id, gift]))
export const giftOf = (id: string): Gift | undefined => byId.get(id)
export const tasteOf = (id: string): TasteName | undefined => byId.get(id)?.categories.category

export interface Liking {
  readonly userId: string
  readonly itemId: string
}

const PEOPLE = 90
const LIKES_EACH = 8

/** Everybody likes eight of the twenty things of her taste, and whatever two of these are, somebody leads from one to the other. */
export const likings: readonly Liking[] = Array.from({ length: PEOPLE }, (_, person) => {
  const taste = tasteNames[person % 3] ?? 'beauty'
  return Array.from({ length: LIKES_EACH }, (__, at) => ({
    userId: uuidOf(5000 + person),
    itemId: giftId(taste, (person + at * 3) % GIFTS_A_TASTE),
  }))
}).flat()

/** As our own API takes them. */
export const itemLines = gifts.map(({ id, ...rest }, at) => ({
  id,
  title: `${rest.categories.category} gift ${at}`,
  ...rest,
}))

export const likeEvents = likings.map(({ userId, itemId }) => ({
  event_id: `like ${userId} ${itemId}`,
  user_id: userId,
  item_id: itemId,
  type: 'like',
}))
