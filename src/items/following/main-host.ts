/** The database of a host product that keeps items, likes and clicks: it is read, a page at a time, and never written. */
import { idKindOf, isPossibleId, requireColumns, requireRights } from '../../platform/db/index.ts'
import type { HostReader, HostTableNames, IdKind } from '../../platform/db/index.ts'
import { hostPageRows } from '../../platform/host-pass/index.ts'
import { readClickPage } from './host-clicks-store.ts'
import type { HostClicks, HostClicksKey } from './host-clicks-store.ts'
import { readNow, requireInstant } from './host-instants-store.ts'
import { readIdsAmong, readItemPage, readItemsAmong } from './host-items-store.ts'
import type { HostItemRow } from './host-items-store.ts'
import { readLikePage, readLikesAmong, readLikesOf } from './host-likes-store.ts'
import type { HostLike, HostLikeKey } from './host-likes-store.ts'
import { readStanding } from './host-standing-store.ts'
import type { HostTables, InstantTypes } from './host-tables-store.ts'
import type { MainMapping } from './main-mapping.ts'

/** Pages begin after what names a row (null: at the beginning) and hold rows made since an instant (null: all). */
export interface HostPages {
  /** The host's own time, ISO 8601. */
  now(): Promise<string>
  itemsAfter(id: string | null, since: string | null): Promise<readonly HostItemRow[]>
  itemsAmong(ids: readonly string[]): Promise<readonly HostItemRow[]>
  /** Those of the ids that the host has. */
  idsAmong(ids: readonly string[]): Promise<readonly string[]>
  /** A host that keeps no likes has none. */
  likesAfter(like: HostLikeKey | null, since: string | null): Promise<readonly HostLike[]>
  /** Those of the likes that the host has, and maybe others of the same people. */
  likesAmong(likes: readonly HostLikeKey[]): Promise<readonly HostLike[]>
  clicksAfter(click: HostClicksKey | null, since: string | null): Promise<readonly HostClicks[]>
}

export interface StandingQuestion {
  readonly ids: readonly string[]
  /** Null: wherever they are. */
  readonly geoId: number | null
  /** Null where nobody in particular asks. */
  readonly userId: string | null
}

/** What the host says of items at this moment. */
export interface HostStanding {
  /** Those that it has, whatever it says of them. */
  readonly known: ReadonlySet<string>
  /** Those that are public, in stock and in that place. */
  readonly standing: ReadonlySet<string>
  readonly liked: ReadonlySet<string>
}

/** What is asked while somebody waits. */
export interface HostAnswers {
  standing(question: StandingQuestion): Promise<HostStanding>
  /** All that one person likes. Null where the host keeps no likes: then ours are the truth. */
  likesOf(userId: string): Promise<readonly HostLike[] | null>
}

/** What is read there. Ids that the host cannot have are passed over, never an error. */
export interface MainHost {
  readonly pages: HostPages
  readonly answers: HostAnswers
}

/** Two doors with limits of their own, so that nobody who waits for an answer queues behind a pass. */
export interface MainDoors {
  readonly answers: HostReader
  readonly passes: HostReader
}

const settings = { setting: 'MAIN_DATABASE_URL', mappingSetting: 'MAIN_DATABASE_MAPPING' }

type ColumnFacts = Awaited<ReturnType<typeof requireColumns>>

/** Checks the tables, columns and rights that are needed. @throws Problem `server.setting`, `database.unavailable` */
export async function openMainHost({ answers, passes }: MainDoors, mapping: MainMapping): Promise<MainHost> {
  const { items, likes, clicks } = mapping
  const tables: HostTableNames[] = [items, ...(likes ? [likes] : []), ...(clicks ? [clicks] : [])]
  const facts = await requireColumns(answers.query, tables, settings)
  await requireRights(answers.query, tables.map(reading), settings)
  const times = timesIn(facts, mapping)
  const possible = possibleIn(facts, mapping)
  return {
    pages: pagesOf({ query: passes.query, mapping, times }, possible),
    answers: answersOf({ query: answers.query, mapping, times }, possible),
  }
}

const reading = ({ table, ...names }: HostTableNames) => ({
  table,
  rights: ['SELECT'],
  columns: Object.values(names).filter((column) => column !== null),
})

function timesIn(facts: ColumnFacts, { items, likes, clicks }: MainMapping): InstantTypes {
  const timeOf = (table: string, column: string) => {
    const type = facts.find((fact) => fact.table === table && fact.column === column)?.type
    return requireInstant({ table, column, type }, settings)
  }
  return {
    items: timeOf(items.table, items.created_at),
    updated: timeOf(items.table, items.updated_at ?? items.created_at),
    likes: likes ? timeOf(likes.table, likes.created_at) : 'timestamptz',
    clicks: clicks ? timeOf(clicks.table, clicks.created_at) : 'timestamptz',
  }
}

/** Asking a column for an id that it cannot hold is an error, not an empty answer. */
interface Possible {
  readonly item: (id: unknown) => id is string
  readonly liker: (id: unknown) => id is string
  readonly liked: (id: unknown) => id is string
  readonly clicked: (id: unknown) => id is string
}

function possibleIn(facts: ColumnFacts, { items, likes, clicks }: MainMapping): Possible {
  const of = (names: { readonly table: string } | null, column: string | undefined) => {
    const kind: IdKind = names && column !== undefined ? idKindOf(facts, names.table, column) : 'text'
    return (id: unknown): id is string => typeof id === 'string' && isPossibleId(id, kind)
  }
  return {
    item: of(items, items.id),
    liker: of(likes, likes?.user_id),
    liked: of(likes, likes?.item_id),
    clicked: of(clicks, clicks?.item_id),
  }
}

const distinct = (ids: readonly string[], isPossible: (id: unknown) => id is string): string[] =>
  [...new Set(ids)].filter(isPossible)

/** A place that was reached under another mapping is none under this one: the step begins again. */
function pagesOf(tables: HostTables, possible: Possible): HostPages {
  const { query, mapping } = tables
  const { likes, clicks } = mapping
  const limit = hostPageRows
  return {
    now: () => readNow(query),
    itemsAfter: (id, since) => readItemPage(tables, { after: possible.item(id) ? id : null, since, limit }),
    itemsAmong: (ids) => readItemsAmong(tables, distinct(ids, possible.item)),
    idsAmong: (ids) => readIdsAmong(tables, distinct(ids, possible.item)),
    async likesAfter(like, since) {
      const isPlace = possible.liker(like?.userId) && possible.liked(like?.itemId)
      return likes ? readLikePage(tables, likes, { after: isPlace ? like : null, since, limit }) : []
    },
    async likesAmong(them) {
      if (!likes) return []
      const userIds = distinct(
        them.map(({ userId }) => userId),
        possible.liker,
      )
      const itemIds = distinct(
        them.map(({ itemId }) => itemId),
        possible.liked,
      )
      return readLikesAmong(tables, likes, { userIds, itemIds })
    },
    async clicksAfter(click, since) {
      const after = possible.clicked(click?.itemId) ? click : null
      return clicks ? readClickPage(tables, clicks, { after, since, limit }) : []
    },
  }
}

function answersOf(tables: HostTables, possible: Possible): HostAnswers {
  return {
    async standing({ ids, geoId, userId }) {
      const rows = await readStanding(tables, {
        ids: distinct(ids, possible.item),
        geoId,
        userId: possible.liker(userId) ? userId : null,
        likeableIds: distinct(ids, possible.liked),
      })
      const items = rows.filter(({ kind }) => kind === 'item')
      return {
        known: new Set(items.map(({ id }) => id)),
        standing: new Set(items.filter(({ isStanding }) => isStanding).map(({ id }) => id)),
        liked: new Set(rows.filter(({ kind }) => kind === 'like').map(({ id }) => id)),
      }
    },
    async likesOf(userId) {
      const { likes } = tables.mapping
      if (!likes) return null
      return possible.liker(userId) ? readAllLikes(tables, likes, userId) : []
    },
  }
}

async function readAllLikes(
  tables: HostTables,
  likes: NonNullable<MainMapping['likes']>,
  userId: string,
): Promise<readonly HostLike[]> {
  const found: HostLike[] = []
  let page: readonly HostLike[]
  do {
    page = await readLikesOf(tables, likes, { userId, after: found.at(-1)?.itemId ?? null, limit: hostPageRows })
    found.push(...page)
  } while (page.length === hostPageRows)
  return found
}
