/**
 * Paging through an order that moves. What was shown has its position for good; a page is the positions from
 * (page − 1) · limit on, and those that are not filled yet get what ranks best now among what was not shown.
 */
export interface PageOf {
  readonly page: number
  readonly limit: number
}

export interface PagePlan {
  /** What was shown on this page before, in its positions. */
  readonly again: readonly string[]
  /** Positions to fill, with those of pages that were left out. */
  readonly missing: number
  /** Of what fills them, so many belong to pages before. */
  readonly skipped: number
  /** False beyond what is remembered: then the page is counted off the order as it is now. */
  readonly isRemembered: boolean
}

/** Positions of one list that are remembered; nobody turns a hundred pages. */
export const rememberedMax = 2000

export function planPage(shown: readonly string[], { page, limit }: PageOf): PagePlan {
  const from = (page - 1) * limit
  const to = page * limit
  const missing = Math.max(0, to - shown.length)
  return {
    again: shown.slice(from, to),
    missing,
    skipped: Math.max(0, from - shown.length),
    isRemembered: to <= rememberedMax,
  }
}

export interface Turned {
  /** All positions as they are from now on. */
  readonly shown: readonly string[]
  /** This page. */
  readonly ids: readonly string[]
}

/**
 * Puts the page together: whatever of `again` may not be shown any more gives its position to the first of `filling`; what is
 * left of that follows. Where nothing is left a position falls away.
 */
export function turnPage(
  shown: readonly string[],
  { page, limit }: PageOf,
  { mayStay, filling }: { readonly mayStay: ReadonlySet<string>; readonly filling: readonly string[] },
): Turned {
  const from = (page - 1) * limit
  const rest = [...filling]
  const isAgain = (at: number): boolean => at >= from && at < page * limit
  const kept = shown.flatMap((id, at) => (isAgain(at) && !mayStay.has(id) ? rest.splice(0, 1) : [id]))
  const all = [...kept, ...rest]
  return { shown: all, ids: all.slice(from, page * limit) }
}
