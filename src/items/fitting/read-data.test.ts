import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { groupOf } from '../../engine/index.ts'
import { fittingRoom } from '../../../test/support/fitting-room.ts'
import type { FittingRoom } from '../../../test/support/fitting-room.ts'
import { readData, readGroups } from './read-data.ts'

let room: FittingRoom
beforeAll(async () => void (room = await fittingRoom()))
afterAll(() => room.corner.close())
beforeEach(() => room.clear())

const { signal } = new AbortController()
const read = (itemIds?: readonly string[]) => readData(room.corner.db, { signal, ...(itemIds ? { itemIds } : {}) })

test('everything that is liked is read once, people and items by number', async () => {
  await room.like({ bob: ['tea', 'cup'], ada: ['tea'] })
  const data = await read()
  expect(data.userIds).toEqual(['ada', 'bob'])
  expect(data.shape).toEqual({ rows: 2, columns: 2 })
  const pairs = Array.from(data.entries.rows, (row, at) => [
    data.userIds[row],
    data.itemIds[data.entries.columns[at] as number],
    data.entries.values[at],
  ])
  expect(pairs).toEqual([
    ['ada', 'tea', 1],
    ['bob', 'cup', 1],
    ['bob', 'tea', 1],
  ])
  expect([...data.entries.times].every((time) => time > 1.7e12)).toBe(true)
})

test('more than fit on a page are read to the last', async () => {
  await room.like(
    Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`u${at}`, Array.from({ length: 90 }, (__, of) => `i${of}`)]),
    ),
  )
  const { entries, shape } = await read()
  expect(entries.rows.length).toBe(4500)
  expect(shape).toEqual({ rows: 50, columns: 90 })
})

test('the same events have the same print and the same numbers, and one more changes the print', async () => {
  await room.like({ bob: ['tea', 'cup'], ada: ['tea'] })
  const [one, other] = [await read(), await read()]
  expect(other).toEqual({ ...one, mark: other.mark })
  await room.like({ eve: ['tea'] })
  expect((await read()).fingerprint).not.toBe(one.fingerprint)
})

test('items that have their columns keep them, and new ones come behind', async () => {
  await room.like({ bob: ['tea', 'cup'], ada: ['pen'] })
  const { itemIds, shape } = await read(['zebra', 'tea'])
  expect(itemIds).toEqual(['zebra', 'tea', 'pen', 'cup'])
  expect(shape.columns).toBe(4)
})

test('of nothing nothing is read', async () => {
  const { shape, entries } = await read()
  expect([shape, entries.rows.length]).toEqual([{ rows: 0, columns: 0 }, 0])
})

test('a stop ends the reading', async () => {
  await room.like({ bob: ['tea'] })
  const stopped = AbortSignal.abort(new Error('stopping'))
  await expect(readData(room.corner.db, { signal: stopped })).rejects.toThrow('stopping')
})

test('a person with a hundred thousand likes is one row', async () => {
  await room.corner.db.statements(
    `insert into stances (user_id, item_id, opinion, opinion_at, first_at, last_at)
      select 'greedy', 'i' || n, 'like', now(), now(), now() from generate_series(1, 100000) n`,
  )
  const { shape, entries } = await read()
  expect(shape).toEqual({ rows: 1, columns: 100_000 })
  expect(entries.values.every((value) => value === 1)).toBe(true)
})

test('people are of the groups that are known of them', async () => {
  await room.corner.db.statements(
    `insert into tastes (user_id, gender, age_group) values ('ada', 'f', '25-34'), ('bob', 'm', null)`,
  )
  const groups = await readGroups(room.corner.db, ['ada', 'bob', 'eve'])
  expect(groups && Array.from(groups.cells, (cell) => groupOf(groups, cell))).toEqual([
    { gender: 0, age: 0 },
    { gender: 1, age: null },
    { gender: null, age: null },
  ])
})

test('where nothing is known of anybody there are no groups', async () => {
  expect(await readGroups(room.corner.db, ['ada', 'bob'])).toBeNull()
  expect(await readGroups(room.corner.db, [])).toBeNull()
})
