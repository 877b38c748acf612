/** A file of events, read as columns: who, what, when, and how much it says for the item. */
import { Problem } from '../../base/index.ts'
import { badLineList } from './bad-lines.ts'
import type { BadLineList, BadLines } from './bad-lines.ts'
import { eventColumns } from './columns.ts'
import type { EventColumn, Row } from './columns.ts'
import { instantOf, likedFrom, TAKEN_BACK, typeWeight } from './event-meaning.ts'
import { namedFormat, plainFormat } from './file-format.ts'
import type { FileFormat } from './file-format.ts'
import { fileLines } from './file-lines.ts'
import type { FileLine } from './file-lines.ts'
import { growing, numberedNames } from './growing.ts'
import type { Names } from './growing.ts'
import { readTable } from './read-table.ts'

/** In the order of the file. */
export interface EventTable {
  readonly users: Uint32Array
  readonly items: Uint32Array
  /** Milliseconds since 1970; NaN where the file does not say. */
  readonly times: Float64Array
  /** 1 a like, a third a click, 0 nothing; below 0 it takes back what was said for the item. */
  readonly weights: Float32Array
  readonly bad: BadLines
}

/** Shared by the files of one evaluation, so that the same id is the same number. */
export interface Ids {
  readonly users: Names
  readonly items: Names
}

export const newIds = (): Ids => ({ users: numberedNames(), items: numberedNames() })

export interface ReadEventsOptions {
  /** From which rating on an item counts as liked; absent: by the scale. */
  readonly likedFrom?: number | undefined
}

/**
 * @throws Problem `request.invalid` for a file that is not there, is empty, or in which nothing says who and what
 */
export async function readEvents(path: string, ids: Ids, options: ReadEventsOptions = {}): Promise<EventTable> {
  const table = eventTable(ids)
  const stretches = fileLines(path)
  const head = await firstLines(stretches)
  if (head.length === 0) throw new Problem('request.invalid', `${path} is empty.`)
  const all = joined(head, stretches)
  const format = requireFormat(path, head)
  if (format.kind === 'lists') for await (const lines of all) for (const line of lines) table.addList(line)
  else
    for await (const rows of readTable<EventColumn>(all, format, eventColumns)) for (const row of rows) table.add(row)
  const events = table.taken(options)
  if (events.users.length === 0) throw new Problem('request.invalid', `${path} holds no event that can be read.`)
  return events
}

/** How many lines say what a file is like. */
const HEAD_LINES = 50

async function firstLines(stretches: AsyncGenerator<readonly FileLine[]>): Promise<readonly FileLine[]> {
  const lines: FileLine[] = []
  while (lines.length < HEAD_LINES) {
    const next = await stretches.next()
    if (next.done) return lines
    lines.push(...next.value)
  }
  return lines
}

async function* joined(
  head: readonly FileLine[],
  rest: AsyncIterable<readonly FileLine[]>,
): AsyncGenerator<readonly FileLine[]> {
  yield head
  yield* rest
}

function requireFormat(path: string, head: readonly FileLine[]): FileFormat<EventColumn> {
  const lines = head.slice(0, HEAD_LINES).flatMap(({ text }) => text ?? [])
  const format =
    namedFormat<EventColumn>(lines, { columns: eventColumns, required: ['user', 'item'] }) ??
    plainFormat(lines, (word) => typeWeight(word) !== null)
  if (format) return format
  throw new Problem(
    'request.invalid',
    `${path} does not say who and what: it needs the columns user_id and item_id, or lines of "user item item …".`,
  )
}

interface TableMaker {
  add(read: { readonly line: number; readonly row: Row<EventColumn> | null }): void
  addList(line: FileLine): void
  taken(options: ReadEventsOptions): EventTable
}

function eventTable(ids: Ids): TableMaker {
  const [users, items] = [growing(Uint32Array), growing(Uint32Array)]
  const [times, weights, ratings] = [growing(Float64Array), growing(Float32Array), growing(Float32Array)]
  const bad = badLineList()
  const push = (user: string, item: string, said: Said): void => {
    users.push(ids.users.numberOf(user))
    items.push(ids.items.numberOf(item))
    times.push(said.time)
    weights.push(said.weight)
    ratings.push(said.rating)
  }
  return {
    add({ line, row }) {
      const said = row ? saidIn(row) : 'it cannot be read'
      if (typeof said === 'string') return bad.add(line, said)
      push(row?.user as string, row?.item as string, said)
    },
    addList: ({ number, text }) => addList({ number, text }, push, bad),
    taken: (options) => ({
      users: users.taken(),
      items: items.taken(),
      times: times.taken(),
      weights: weighed(weights.taken(), ratings.taken(), options),
      bad,
    }),
  }
}

interface Said {
  readonly time: number
  readonly weight: number
  /** NaN where a type or nothing at all says what the event is. */
  readonly rating: number
}

/** Whoever is only listed is liked. */
const listed: Said = { time: Number.NaN, weight: 1, rating: Number.NaN }

function addList(
  { number, text }: FileLine,
  push: (user: string, item: string, said: Said) => void,
  bad: BadLineList,
): void {
  if (text === null) return bad.add(number, 'it is too long')
  const [user = '', ...items] = text.trim().split(/\s+/u)
  for (const item of items) {
    if (isId(user) && isId(item)) push(user, item, listed)
    else bad.add(number, 'an id is too long')
  }
}

/** Longer than any id of ours may be: data of others is not refused for its spelling. */
const ID_CHARACTERS_MAX = 512

const isId = (text = ''): text is string => text.length > 0 && text.length <= ID_CHARACTERS_MAX

/** What the row says, or the end of the sentence that says what is wrong with it. */
function saidIn({ user, item, type, time, rating, count }: Row<EventColumn>): Said | string {
  if (!isId(user)) return 'it names nobody'
  if (!isId(item)) return 'it names no item'
  const instant = time === undefined ? Number.NaN : instantOf(time)
  if (instant === null) return 'its time is no time'
  if (type !== undefined) {
    const weight = typeWeight(type)
    return weight === null ? 'its type is not known' : { time: instant, weight, rating: Number.NaN }
  }
  const number = Number(rating ?? count ?? Number.NaN)
  if (rating === undefined && count === undefined) return { ...listed, time: instant }
  if (!Number.isFinite(number)) return 'its value is no number'
  if (rating === undefined) return { time: instant, weight: number > 0 ? 1 : 0, rating: Number.NaN }
  return { time: instant, weight: 0, rating: number }
}

/** A rating below takes back a better one of before. */
function weighed(weights: Float32Array, ratings: Float32Array, options: ReadEventsOptions): Float32Array {
  const max = ratings.reduce((most, rating) => (rating > most ? rating : most), 0)
  const from = options.likedFrom ?? likedFrom(max)
  return weights.map((weight, at) => {
    const rating = ratings[at] as number
    if (Number.isNaN(rating)) return weight
    return rating >= from ? 1 : TAKEN_BACK
  })
}
