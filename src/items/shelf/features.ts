/**
 * An item as a vector by what is said of it: its words, its categories and attributes, its price. Two items are alike as far as
 * their vectors point the same way, so one that nobody has touched yet has neighbours.
 */
import { hashText } from '../../engine/index.ts'
import type { ShelfItem } from './columns.ts'

/** Numbers for the words: as many as the built-in model has; vectors of other lengths are folded onto as many. */
const TEXT_FEATURES = 384
/** For categories and attributes: each value has a place by its hash. */
const NAMED_FEATURES = 96
/** For the price, on a scale of its logarithm. */
const PRICE_FEATURES = 32
export const FEATURES = TEXT_FEATURES + NAMED_FEATURES + PRICE_FEATURES

/** How much of the likeness of two items each part decides where both have all three; squares add up to 1. */
const SHARES = { text: Math.sqrt(0.55), named: Math.sqrt(0.35), price: Math.sqrt(0.1) } as const

/** A vector as it is stored: bytes, and what one of them stands for. */
export interface TextVector {
  readonly vector: Int8Array
  readonly scale: number
}

/** A byte stands for 1/127 of a unit vector. */
const UNIT = 127

/** A unit vector in signed bytes. What is not known of the item takes no part; of one of which nothing is known it is 0. */
export function featuresOf(item: ShelfItem, text: TextVector | null): Int8Array {
  const features = new Float32Array(FEATURES)
  if (text) place(features.subarray(0, TEXT_FEATURES), folded(text), SHARES.text)
  place(features.subarray(TEXT_FEATURES, TEXT_FEATURES + NAMED_FEATURES), namedOf(item), SHARES.named)
  if (item.price !== null && item.price > 0)
    place(features.subarray(TEXT_FEATURES + NAMED_FEATURES), priceOf(item.price), SHARES.price)
  return inBytes(features)
}

/** The direction in which the items of somebody lie: the weighted sum of theirs. All 0 where there are none. */
export function featuresOfAll(items: readonly { readonly features: Int8Array; readonly weight: number }[]): Int8Array {
  const sum = new Float32Array(FEATURES)
  for (const { features, weight } of items)
    for (let at = 0; at < FEATURES; at += 1) sum[at] = (sum[at] ?? 0) + weight * (features[at] ?? 0)
  return inBytes(sum)
}

/** The cosine of two such vectors, −1 to 1. */
export function likeness(one: Int8Array, other: Int8Array): number {
  let sum = 0
  for (let at = 0; at < FEATURES; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum / (UNIT * UNIT)
}

function lengthOf(vector: Float32Array): number {
  let sum = 0
  for (let at = 0; at < vector.length; at += 1) sum += (vector[at] ?? 0) ** 2
  return Math.sqrt(sum)
}

function place(into: Float32Array, part: Float32Array, share: number): void {
  const length = lengthOf(part)
  if (length === 0) return
  for (let at = 0; at < into.length; at += 1) into[at] = ((part[at] ?? 0) / length) * share
}

function inBytes(vector: Float32Array): Int8Array {
  const length = lengthOf(vector)
  const bytes = new Int8Array(FEATURES)
  if (length === 0) return bytes
  // A loop: `from` goes through an iterator, which takes ten times as long, for each of thousands of items.
  for (let at = 0; at < FEATURES; at += 1) bytes[at] = Math.round(((vector[at] ?? 0) / length) * UNIT)
  return bytes
}

/** Longer vectors are folded with signs (feature hashing, Weinberger et al. 2009), which keeps products in the mean. */
function folded({ vector }: TextVector): Float32Array {
  const into = new Float32Array(TEXT_FEATURES)
  const isFolded = vector.length > TEXT_FEATURES
  if (!isFolded) {
    into.set(vector)
    return into
  }
  for (let at = 0; at < vector.length; at += 1) {
    const hash = hashText(`${at}`)
    const sign = (hash >>> 16) % 2 === 1 ? -1 : 1
    into[hash % TEXT_FEATURES] = (into[hash % TEXT_FEATURES] ?? 0) + sign * (vector[at] ?? 0)
  }
  return into
}

/** What counts more than other things that are said of an item. */
const NAME_WEIGHTS: Readonly<Record<string, number>> = { category: 2, age: 1, gender: 1, suitable_for: 1 }
const ATTRIBUTE_WEIGHT = 0.7

/** "For anybody" makes no two items alike. */
const ANYBODY = 'any'

function namedOf({ categories, attributes, platform }: ShelfItem): Float32Array {
  const into = new Float32Array(NAMED_FEATURES)
  const add = (name: string, value: string, weight: number): void => {
    if (value === ANYBODY) return
    const hash = hashText(`${name}=${value.toLowerCase()}`)
    const sign = (hash >>> 16) % 2 === 1 ? -1 : 1
    into[hash % NAMED_FEATURES] = (into[hash % NAMED_FEATURES] ?? 0) + sign * weight
  }
  for (const [name, value] of Object.entries(categories)) add(name, value, NAME_WEIGHTS[name] ?? ATTRIBUTE_WEIGHT)
  for (const [name, value] of Object.entries(attributes))
    for (const each of [value].flat()) if (typeof each !== 'number') add(name, String(each), ATTRIBUTE_WEIGHT)
  if (platform !== null) add('platform', platform, 1)
  return into
}

/** Prices from a cent to a hundred million lie along a line; each is a hill around its place, so near ones overlap. */
const PRICE_LOG_MIN = Math.log(0.01)
const PRICE_LOG_MAX = Math.log(1e8)
const HILL_WIDTH = 0.9

function priceOf(price: number): Float32Array {
  const step = (PRICE_LOG_MAX - PRICE_LOG_MIN) / (PRICE_FEATURES - 1)
  const into = new Float32Array(PRICE_FEATURES)
  for (let at = 0; at < PRICE_FEATURES; at += 1) {
    const away = (Math.log(price) - (PRICE_LOG_MIN + at * step)) / HILL_WIDTH
    into[at] = Math.exp((-away * away) / 2)
  }
  return into
}
