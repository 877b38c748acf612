/**
 * How well an item suits the profile of somebody's likes, in seven parts: what she likes, and whom she buys for. The weights are
 * those of the service before us, and add up to 1.
 */
import { DAY_MS } from '../../base/index.ts'
import type { Item } from '../catalogue/index.ts'
import type { LikesProfile, Shares } from './likes-profile.ts'

export const contentParts = ['category', 'age', 'relationship', 'gender', 'platform', 'price', 'recency'] as const
export type ContentPart = (typeof contentParts)[number]

export interface ContentScore {
  /** 0 to 1: the sum of the parts. */
  readonly score: number
  readonly parts: Readonly<Record<ContentPart, number>>
}

const weights: Readonly<Record<ContentPart, number>> = {
  category: 0.3,
  age: 0.15,
  relationship: 0.15,
  gender: 0.1,
  platform: 0.15,
  price: 0.1,
  recency: 0.05,
}

/** What is for anybody suits whoever buys for anybody, half as much. */
const ANYBODY = 'any'
const ANYBODY_SHARE = 0.5
const RECENT_DAYS = 365

export type ScoredItem = Pick<Item, 'categories' | 'platform' | 'price' | 'createdAt'>

export function contentScore(item: ScoredItem, profile: LikesProfile, now: Date): ContentScore {
  const { category, age, suitable_for: relationship, gender } = item.categories
  const shares: Readonly<Record<ContentPart, number>> = {
    category: shareOf(profile.categories, category),
    age: shareOf(profile.ages, age),
    relationship: shareOf(profile.relationships, relationship),
    gender: shareOf(profile.genders, gender) || ANYBODY_SHARE * shareOf(profile.genders, ANYBODY),
    platform: shareOf(profile.platforms, item.platform),
    price: nearness(item.price, profile.prices.mean),
    recency: recency(item.createdAt, now),
  }
  const entries = contentParts.map((part) => [part, weights[part] * shares[part]] as const)
  const parts = Object.fromEntries(entries) as Record<ContentPart, number>
  return { score: entries.reduce((sum, [, part]) => sum + part, 0), parts }
}

/** A value that no like has, and one that is not known, has no share: the profile holds no "unknown". */
const shareOf = (shares: Shares, value: string | null | undefined): number =>
  value != null && Object.hasOwn(shares, value) ? (shares[value] ?? 0) : 0

/** `max(0, 1 − |price − mean| / mean)` where both are known. */
function nearness(price: number | null, mean: number): number {
  if (price === null || price <= 0 || mean <= 0) return 0
  return Math.max(0, 1 - Math.abs(price - mean) / mean)
}

/** `1 − days / 365`, from 1 for what came today, or is yet to come, to 0 for what came a year ago. */
function recency(createdAt: Date, now: Date): number {
  const days = (now.getTime() - createdAt.getTime()) / DAY_MS
  return Math.min(1, Math.max(0, 1 - days / RECENT_DAYS))
}
