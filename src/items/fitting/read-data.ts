/** Everything that a fit learns from, read page by page as columns of numbers. */
import { givingTurns } from '../../base/index.ts'
import type { Shape } from '../../engine/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { readPositiveChanges, readPositives } from '../interactions/index.ts'
import type { Positive } from '../interactions/index.ts'
import { segmentsOf } from '../tastes/index.ts'
import { openFingerprint } from './fingerprint.ts'
import type { FitEntries } from './fit-task.ts'
import { groupsOf } from './groups.ts'
import type { Segment } from './groups.ts'
import type { RowGroups } from './sources.ts'

export interface FitData {
  readonly shape: Shape
  /** By column. */
  readonly itemIds: readonly string[]
  /** By row. */
  readonly userIds: readonly string[]
  readonly entries: FitEntries & { readonly times: Float64Array<ArrayBuffer> }
  readonly fingerprint: string
  /** From where on changes are news. */
  readonly mark: string
}

export interface Reading {
  readonly signal: AbortSignal
  /** Items that have their columns already, in their order. */
  readonly itemIds?: readonly string[]
}

/** Rows that are read at once: a page takes the driver some ten milliseconds. */
const PAGE_ROWS = 2000
const TURN_MS = 10

/** People and items are numbered in the order in which they come, which is that of ids: the same events are the same matrix. */
export async function readData({ query }: Pick<Db, 'query'>, { signal, itemIds = [] }: Reading): Promise<FitData> {
  // Asked for first: what changes while the others are read is news.
  const { mark } = await readPositiveChanges(query, { since: null, after: null }, 1)
  const giveTurn = givingTurns(TURN_MS)
  const book = openBook(itemIds)
  for (let after: Positive | null = null; ;) {
    signal.throwIfAborted()
    const page: readonly Positive[] = await readPositives(query, after, PAGE_ROWS)
    for (const positive of page) {
      await giveTurn()
      book.add(positive)
    }
    after = page.at(-1) ?? null
    if (page.length < PAGE_ROWS) return { ...book.taken(), mark }
  }
}

function openBook(known: readonly string[]) {
  const fingerprint = openFingerprint()
  const userIds: string[] = []
  const itemIds = [...known]
  const columns = new Map(itemIds.map((id, column) => [id, column]))
  const pages: { rows: number[]; columns: number[]; values: number[]; times: number[] }[] = []
  let last = newPage()
  return {
    add({ userId, itemId, weight, at }: Positive): void {
      if (userIds.at(-1) !== userId) userIds.push(userId)
      const column = columns.get(itemId) ?? itemIds.push(itemId) - 1
      columns.set(itemId, column)
      if (last.rows.length === 0 || last.rows.length >= PAGE_ROWS) pages.push((last = newPage()))
      last.rows.push(userIds.length - 1)
      last.columns.push(column)
      last.values.push(weight)
      last.times.push(at.getTime())
      fingerprint.add(userId, itemId, { weight, atMs: at.getTime() })
    },
    taken(): Omit<FitData, 'mark'> {
      const entries = {
        rows: joined(
          pages.map(({ rows }) => rows),
          Uint32Array,
        ),
        columns: joined(
          pages.map((page) => page.columns),
          Uint32Array,
        ),
        values: joined(
          pages.map(({ values }) => values),
          Float32Array,
        ),
        times: joined(
          pages.map(({ times }) => times),
          Float64Array,
        ),
      }
      const shape = { rows: userIds.length, columns: itemIds.length }
      return { shape, itemIds, userIds, entries, fingerprint: fingerprint.text() }
    },
  }
}

const newPage = () => ({ rows: [] as number[], columns: [] as number[], values: [] as number[], times: [] as number[] })

type Numbers = Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

function joined<Kind extends Numbers>(lists: readonly (readonly number[])[], kind: new (length: number) => Kind): Kind {
  const whole = new kind(lists.reduce((sum, list) => sum + list.length, 0))
  let at = 0
  for (const list of lists) {
    whole.set(list, at)
    at += list.length
  }
  return whole
}

/** Ids that are asked for at once. */
const PEOPLE_AT_ONCE = 1000
const unknown: Segment = { gender: null, age: null }

/** What is known of the people of the rows; null where nothing is known of anybody. */
export async function readGroups({ query }: Pick<Db, 'query'>, userIds: readonly string[]): Promise<RowGroups | null> {
  const segments: Segment[] = []
  for (let at = 0; at < userIds.length; at += PEOPLE_AT_ONCE) {
    const some = userIds.slice(at, at + PEOPLE_AT_ONCE)
    const found = await segmentsOf(query, some)
    for (const id of some) {
      const known = found.get(id)
      segments.push(known ? { gender: known.gender, age: known.ageGroup } : unknown)
    }
  }
  const { groups } = groupsOf(segments)
  return groups.genders + groups.ages > 0 ? groups : null
}
