/** What a list may show, by the rules alone: a few items, what became of them, and what people hold of them. */

export interface ModelItem {
  readonly id: string
  geoId: number | null
  isInStock: boolean
  isPrivate: boolean
  isDeleted: boolean
}

export const opinions = ['like', 'unlike', 'dislike', 'hide', 'purchase', 'click'] as const
export type ModelEvent = (typeof opinions)[number]

interface Stance {
  opinion: 'like' | 'dislike' | null
  likedAt: number
  hiddenAt: number
  isBought: boolean
}

/** Instants are numbered: what comes later is later. */
export class ShownModel {
  readonly items = new Map<string, ModelItem>()
  readonly #stances = new Map<string, Stance>()
  readonly #pages = new Map<string, Map<number, readonly string[]>>()
  #now = 0

  take(userId: string, itemId: string, event: ModelEvent): void {
    this.#now += 1
    const stance = this.#stanceOf(userId, itemId)
    if (event === 'like') stance.likedAt = this.#now
    if (event === 'hide') stance.hiddenAt = this.#now
    if (event === 'purchase') stance.isBought = true
    if (event === 'unlike') stance.opinion = null
    if (event === 'like' || event === 'dislike') stance.opinion = event
  }

  /** Whether anybody may be shown it there. */
  mayStand(itemId: string, geoId: number): boolean {
    const item = this.items.get(itemId)
    if (!item) return false
    return item.isInStock && !item.isPrivate && !item.isDeleted && (item.geoId === null || item.geoId === geoId)
  }

  mayShow(itemId: string, { userId, geoId }: { readonly userId: string; readonly geoId: number }): boolean {
    const { opinion, likedAt, hiddenAt, isBought } = this.#stanceOf(userId, itemId)
    const isHidden = hiddenAt > 0 && likedAt <= hiddenAt
    return this.mayStand(itemId, geoId) && opinion === null && !isHidden && !isBought
  }

  /** What other pages of the list have shown: whoever asks for the first begins anew. */
  shownElsewhere(list: string, page: number): ReadonlySet<string> {
    if (page === 1) return new Set()
    const others = [...(this.#pages.get(list) ?? [])].filter(([at]) => at !== page)
    return new Set(others.flatMap(([, ids]) => ids))
  }

  turned(list: string, page: number, ids: readonly string[]): void {
    const pages = page === 1 ? new Map<number, readonly string[]>() : this.#pages.get(list)
    this.#pages.set(list, (pages ?? new Map()).set(page, ids))
  }

  /** Pages of the list that were looked at. */
  pagesOf(list: string): number {
    return this.#pages.get(list)?.size ?? 0
  }

  #stanceOf(userId: string, itemId: string): Stance {
    const key = `${userId} ${itemId}`
    const stance = this.#stances.get(key) ?? { opinion: null, likedAt: 0, hiddenAt: 0, isBought: false }
    this.#stances.set(key, stance)
    return stance
  }
}
