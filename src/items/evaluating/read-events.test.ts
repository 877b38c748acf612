import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TAKEN_BACK } from './event-meaning.ts'
import { newIds, readEvents } from './read-events.ts'
import type { ReadEventsOptions } from './read-events.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-events-'))))
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string, options: ReadEventsOptions = {}) {
  const path = join(folder, 'events')
  await writeFile(path, text)
  const ids = newIds()
  const { users, items, times, weights, bad } = await readEvents(path, ids, options)
  const events = Array.from(users, (user, at) => [
    ids.users.names[user],
    ids.items.names[items[at] as number],
    Number.isNaN(times[at]) ? null : times[at],
    weights[at],
  ])
  return { events, bad: bad.first.map(({ line, why }) => `${line}: ${why}`), badCount: bad.count }
}

const third = Math.fround(1 / 3)

test.each([
  ['CSV', 'user_id,item_id,type,time\nada,cup,like,1970-01-01T00:00:05Z\nada,pen,click,6'],
  ['TSV', 'time\titem_id\ttype\tuser_id\n5\tcup\tlike\tada\n6\tpen\tclick\tada'],
  [
    'NDJSON',
    '{"user_id":"ada","item_id":"cup","type":"like","time":5}\n{"type":"click","user_id":"ada","item_id":"pen","time":6}',
  ],
])('the same events are read from %s', async (_, text) => {
  const { events, badCount } = await read(text)
  expect(events).toEqual([
    ['ada', 'cup', 5000, 1],
    ['ada', 'pen', 6000, third],
  ])
  expect(badCount).toBe(0)
})

test('lines of "user item item …" are likes without a time, and somebody without items is no fault', async () => {
  expect(await read('0 1 2\n1\n2 1')).toEqual({
    events: [
      ['0', '1', null, 1],
      ['0', '2', null, 1],
      ['2', '1', null, 1],
    ],
    bad: [],
    badCount: 0,
  })
})

test('four of five stars is a like, and fewer take it back', async () => {
  const { events } = await read('userId,movieId,rating\na,x,5\na,y,4\na,z,3.5')
  expect(events.map(([, , , weight]) => weight)).toEqual([1, 1, TAKEN_BACK])
})

test('from which rating on something is liked can be said', async () => {
  const { events } = await read('userId,movieId,rating\na,x,5\na,y,4\na,z,3.5', { likedFrom: 3.5 })
  expect(events.map(([, , , weight]) => weight)).toEqual([1, 1, 1])
})

test('how often somebody listened is no rating', async () => {
  const { events } = await read('userID\tartistID\tweight\na\tx\t4096\na\ty\t1\na\tz\t0')
  expect(events.map(([, , , weight]) => weight)).toEqual([1, 1, 0])
})

test('a rating beside a type does not change what the type says', async () => {
  const { events } = await read('user_id,item_id,type,value\na,x,like,1\na,y,view,500')
  expect(events.map(([, , , weight]) => weight)).toEqual([1, 0])
})

test('bad lines are named by number and the rest is kept', async () => {
  const lines = [
    'user_id,item_id,type,time',
    ',cup,like,5',
    'ada,,like,5',
    'ada,cup,juggle,5',
    'ada,cup,like,tomorrow',
    `ada,${'x'.repeat(600)},like,5`,
    'ada,"cup,like,5',
    'ada,cup,like,5',
  ]
  expect(await read(lines.join('\n'))).toEqual({
    events: [['ada', 'cup', 5000, 1]],
    bad: [
      '2: it names nobody',
      '3: it names no item',
      '4: its type is not known',
      '5: its time is no time',
      '6: it names no item',
      '7: it cannot be read',
    ],
    badCount: 6,
  })
})

test('lines of JSON that are none cost themselves alone', async () => {
  const { events, bad } = await read('{"user_id":"a","item_id":"x"}\nnull\n{"user_id":"a"\n{"user_id":1,"item_id":2}')
  expect(events).toEqual([
    ['a', 'x', null, 1],
    ['1', '2', null, 1],
  ])
  expect(bad).toEqual(['2: it cannot be read', '3: it cannot be read'])
})

test('ids are shared between files, so that the same person is the same number', async () => {
  const ids = newIds()
  await writeFile(join(folder, 'one'), 'a x\nb y')
  await writeFile(join(folder, 'two'), 'b x')
  await readEvents(join(folder, 'one'), ids)
  const { users, items } = await readEvents(join(folder, 'two'), ids)
  expect([[...users], [...items]]).toEqual([[1], [0]])
})

test.each([
  ['', 'is empty'],
  ['\n\n', 'is empty'],
  ['hello', 'does not say who and what'],
  ['user_id,item_id', 'holds no event that can be read'],
  ['user_id,item_id\n,\n,', 'holds no event that can be read'],
  ['\u0000\u0001\u0002', 'does not say who and what'],
])('%j is refused in a sentence', async (text, words) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'request.invalid', message: expect.stringContaining(words) })
})
