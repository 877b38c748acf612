/** What somebody's likes have in common: shares of them, and prices. */
import { tally } from '../../base/index.ts'
import type { Item } from '../catalogue/index.ts'

/** By value the share of those likes that say one; all of them add up to 1, and nothing is in it where none says one. */
export type Shares = Readonly<Record<string, number>>

/** In whatever money the host counts in; all 0 where no like has a price. */
export interface Prices {
  readonly mean: number
  readonly min: number
  readonly max: number
}

export interface LikesProfile {
  /** What she likes. */
  readonly categories: Shares
  readonly platforms: Shares
  readonly prices: Prices
  /** Whom she buys for. */
  readonly ages: Shares
  readonly relationships: Shares
  readonly genders: Shares
}

/** Said of an item when nobody knows. */
const UNKNOWN = 'unknown'

type Liked = Pick<Item, 'categories' | 'platform' | 'price'>

/** Private and sold-out items count like any other. */
export function profileOf(likes: readonly Liked[]): LikesProfile {
  const sharesIn = (name: string): Shares => sharesOf(likes.map(({ categories }) => categories[name]))
  return {
    categories: sharesIn('category'),
    platforms: sharesOf(likes.map(({ platform }) => platform ?? undefined)),
    prices: pricesOf(likes),
    ages: sharesIn('age'),
    relationships: sharesIn('suitable_for'),
    genders: sharesIn('gender'),
  }
}

function sharesOf(values: readonly (string | undefined)[]): Shares {
  const known = values.filter((value) => value !== undefined).filter((value) => value !== UNKNOWN)
  const shares = [...tally(known)].map(([value, count]) => [value, count / known.length] as const)
  return Object.fromEntries(shares.toSorted(([one, many], [other, few]) => few - many || (one < other ? -1 : 1)))
}

function pricesOf(likes: readonly Liked[]): Prices {
  const prices = likes.map(({ price }) => price ?? 0).filter((price) => price > 0)
  if (prices.length === 0) return { mean: 0, min: 0, max: 0 }
  return {
    // Of shares, for two prices can be more than a number holds.
    mean: prices.reduce((mean, price) => mean + price / prices.length, 0),
    min: prices.reduce((least, price) => Math.min(least, price)),
    max: prices.reduce((most, price) => Math.max(most, price)),
  }
}
