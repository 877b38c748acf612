/** A host of items, likes and clicks that a test keeps in its hands: what it has, what it was asked, and whether it is away. */
import { Problem } from '../../src/base/index.ts'
import { mainMappingShape } from '../../src/items/following/index.ts'
import type { HostAnswers, HostClicks, HostLike, HostPages, MainMapping } from '../../src/items/following/index.ts'
import { hostPageRows } from '../../src/platform/host-pass/index.ts'

type Facts = Record<string, unknown>

export interface KeptMainHost {
  readonly mapping: MainMapping
  readonly pages: HostPages
  readonly answers: HostAnswers
  /** By id, the columns of a row. */
  readonly items: Map<string, Facts>
  readonly likes: HostLike[]
  readonly clicks: HostClicks[]
  /** The methods that were called, oldest first. */
  readonly asked: string[]
  now: string
  isAway: boolean
}

const likeKey = ({ userId, itemId }: Omit<HostLike, 'likedAt'>): string => `${userId} ${itemId}`
const clickKey = ({ itemId, clickedAt, userId, clickId }: Omit<HostClicks, 'count'>): string =>
  [itemId, clickedAt, userId, clickId].join(' ')
const isNew = (at: unknown, since: string | null): boolean =>
  since === null || (typeof at === 'string' && new Date(at) >= new Date(since))

/** In the order of their keys, after one of them, a page at most. */
function pageOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, after: string | null): readonly Row[] {
  const sorted = rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return sorted.filter((row) => after === null || keyOf(row) > after).slice(0, hostPageRows)
}

export function keptMainHost(): KeptMainHost {
  const kept: KeptMainHost = {
    mapping: mainMappingShape.parse({}),
    items: new Map(),
    likes: [],
    clicks: [],
    asked: [],
    now: '2026-03-01T12:00:00.000000Z',
    isAway: false,
    pages: pagesOf(() => kept),
    answers: answersOf(() => kept),
  }
  return kept
}

function asking(kept: KeptMainHost, name: string): void {
  kept.asked.push(name)
  if (kept.isAway) throw new Problem('database.unavailable', 'It is away.', { retryAfterSeconds: 15 })
}

function pagesOf(host: () => KeptMainHost): HostPages {
  const rowsOf = (ids: readonly string[]) =>
    ids.filter((id) => host().items.has(id)).map((id) => ({ id, facts: host().items.get(id) ?? {} }))
  return {
    async now() {
      asking(host(), 'now')
      return host().now
    },
    async itemsAfter(id, since) {
      asking(host(), 'itemsAfter')
      const rows = rowsOf([...host().items.keys()]).filter(({ facts }) => isNew(facts['created_at'], since))
      return pageOf(rows, (row) => row.id, id)
    },
    async itemsAmong(ids) {
      asking(host(), 'itemsAmong')
      return rowsOf(ids)
    },
    async idsAmong(ids) {
      asking(host(), 'idsAmong')
      return ids.filter((id) => host().items.has(id))
    },
    async likesAfter(like, since) {
      asking(host(), 'likesAfter')
      const rows = host().likes.filter(({ likedAt }) => isNew(likedAt, since))
      return pageOf(rows, likeKey, like && likeKey(like))
    },
    async likesAmong(likes) {
      asking(host(), 'likesAmong')
      const keys = new Set(likes.map(likeKey))
      return host().likes.filter((like) => keys.has(likeKey(like)))
    },
    async clicksAfter(click, since) {
      asking(host(), 'clicksAfter')
      const rows = host().clicks.filter(({ clickedAt }) => isNew(clickedAt, since))
      return pageOf(rows, clickKey, click && clickKey(click))
    },
  }
}

function answersOf(host: () => KeptMainHost): HostAnswers {
  return {
    async standing({ ids, geoId, userId }) {
      asking(host(), 'standing')
      const known = ids.filter((id) => host().items.has(id))
      const standing = known.filter((id) => {
        const { user_id: owner = null, status, geo_id: geo = null } = host().items.get(id) ?? {}
        return owner === null && status === 'in_stock' && (geoId === null || geo === null || geo === geoId)
      })
      const liked = host().likes.filter((like) => like.userId === userId && ids.includes(like.itemId))
      return {
        known: new Set(known),
        standing: new Set(standing),
        liked: new Set(liked.map(({ itemId }) => itemId)),
      }
    },
    async likesOf(userId) {
      asking(host(), 'likesOf')
      return host().mapping.likes && host().likes.filter((like) => like.userId === userId)
    },
  }
}
