/** What the cells of an event mean. */

/** How much an event says for an item; one below 0 takes back what was said for it before. */
export const TAKEN_BACK = -1

const wordsOfWeight: readonly (readonly [weight: number, words: string])[] = [
  [1, 'like liked favorite favourite fav heart save saved bookmark upvote follow'],
  [1, 'purchase purchased buy bought order transaction cart addtocart play listen'],
  [1 / 3, 'click clicked clk open tap'],
  [0, 'view viewed pv pageview impression show shown'],
  [TAKEN_BACK, 'unlike unliked dislike disliked hide hidden unfavorite unfavourite unsave unfollow downvote'],
  [TAKEN_BACK, 'removefromcart return refund'],
]

/** As the product weighs them: a like and a purchase 1, a click a third, a view nothing. */
const weightOf: ReadonlyMap<string, number> = new Map(
  wordsOfWeight.flatMap(([weight, words]) => words.split(' ').map((word): [string, number] => [word, weight])),
)

/** null for a word that is not known. */
export const typeWeight = (word: string): number | null =>
  weightOf.get(word.toLowerCase().replaceAll(/[^a-z]/gu, '')) ?? null

/**
 * The rating from which on an item counts as liked: four fifths of the largest that occurs, so 4 of 5 and 8 of 10. A scale
 * beyond 100 is none: it counts how often, and once is enough.
 */
export function likedFrom(ratingMax: number): number {
  return ratingMax > 100 ? Number.MIN_VALUE : 0.8 * ratingMax
}

/** Beyond each of these a number of seconds, milliseconds or microseconds since 1970 would be thousands of years away. */
const SECONDS_MAX = 1e11
const MILLISECONDS_MAX = 1e14
const MICROSECONDS_MAX = 1e17

const hasZone = /(?:z|[+-]\d\d:?\d\d|gmt|utc)(?: \d{4})?$/iu
const isoLike = /^\d{4}-\d\d-\d\d/u

/** Milliseconds since 1970; null for what is no time. Without a zone it is UTC. */
export function instantOf(text: string): number | null {
  const number = Number(text)
  if (Number.isFinite(number)) return millisecondsOf(number)
  const iso = isoLike.test(text)
    ? text
        .replace(' ', 'T')
        .replace(/ ?(?:utc|gmt)$/iu, 'Z')
        .replace(/ (?=[+-])/u, '')
    : text
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(iso)
  const parsed = Date.parse(isDay || hasZone.test(iso) ? iso : `${iso}${isoLike.test(iso) ? 'Z' : ' UTC'}`)
  return Number.isNaN(parsed) ? null : parsed
}

function millisecondsOf(number: number): number {
  const size = Math.abs(number)
  if (size < SECONDS_MAX) return number * 1000
  if (size < MILLISECONDS_MAX) return number
  return size < MICROSECONDS_MAX ? number / 1000 : number / 1e6
}
