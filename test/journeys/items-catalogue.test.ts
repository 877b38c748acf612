/** Items through the whole house: in files that break off, beside files of people, embedded, and taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serviceKey, testHouse } from '../support/house.ts'
import type { Reply, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectProblem } from '../support/problems.ts'

const account = { name: 'mysanta_service', password: 'a password of a test' }
let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ BASIC_AUTH_USERNAME: account.name, BASIC_AUTH_PASSWORD: account.password })
})
afterAll(() => house.stop())

type Row = Record<string, unknown>
const rows = async (text: string): Promise<Row[]> => [...(await house.house.db.statements(text)).rows]
const linesType = { 'content-type': 'application/x-ndjson' }
const line = (id: string, said: Row = {}): string => `${JSON.stringify({ id, ...said })}\n`
const many = (count: number, name: string): string =>
  Array.from({ length: count }, (_, at) =>
    line(`${name}-${at}`, { title: `${name} ${at}`, geo_id: 5, price: at }),
  ).join('')
const send = (file: string, id: string): Promise<Reply> =>
  house.call('POST', `/api/v1/items/import?import_id=${id}`, file, linesType)
const progress = async (id: string): Promise<Row> => (await house.call('GET', `/api/v1/items/imports/${id}`)).body
const listed = async (geoId: number): Promise<unknown> => {
  const { body } = await house.call('POST', '/popular', { user_params: { geo_id: geoId }, pagination: { limit: 1 } })
  return (body['pagination'] as Row)['total_count']
}

test('a file that breaks off has kept its whole stretches, and goes on behind them when it is sent again', async () => {
  const file = many(2500, 'long')
  const piped = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 1e9 }, { highWaterMark: 1e9 })
  const writer = piped.writable.getWriter()
  const abort = new AbortController()
  const first = fetch(`${house.address}/api/v1/items/import?import_id=broken`, {
    method: 'POST',
    headers: { ...linesType, 'x-api-key': serviceKey },
    body: piped.readable,
    duplex: 'half',
    signal: abort.signal,
  } as RequestInit).catch(() => null)
  void writer.write(new TextEncoder().encode(file.slice(0, file.indexOf('"long-1800"')))).catch(() => {})
  await eventually(async () => (await progress('broken'))['lines'] === 1000, 60_000)
  abort.abort()
  expect(await first).toBeNull()
  expect(await listed(5), 'what was kept is there').toBe(1000)
  await eventually(async () => (await send(file, 'broken')).status === 200, 60_000)
  expect(await progress('broken')).toMatchObject({ lines: 2500, kept: 2500, bad_count: 0, finished: true })
  expect(await listed(5)).toBe(2500)
})

test('files of items, of people and of events may have one id, and none is taken for the other', async () => {
  await send(line('one', { title: 'One', geo_id: 9 }), 'monday')
  await house.call(
    'POST',
    '/api/v1/people/import?import_id=monday',
    '{"user_id":"ann"}\n{"user_id":"bob"}\n',
    linesType,
  )
  const events = Array.from({ length: 3 }, (_, at) =>
    JSON.stringify({ event_id: `m${at}`, item_id: 'one', type: 'view' }),
  )
  await house.call('POST', '/api/v1/interactions/import?import_id=monday', events.join('\n'), linesType)
  const kept = async (path: string) => (await house.call('GET', `/api/v1/${path}/imports/monday`)).body['kept']
  expect([await kept('items'), await kept('people'), await kept('interactions')]).toEqual([1, 2, 3])
})

test('words of items get vectors by the model of the house, and similar words similar ones', async () => {
  await send(
    line('scarf', { title: 'A warm woollen scarf', geo_id: 6 }) +
      line('shawl', { title: 'A knitted shawl of soft wool', geo_id: 6 }) +
      line('drill', { title: 'Cordless electric drill', geo_id: 6 }) +
      line('diary', { title: 'My own diary', owner: 'ann', geo_id: 6 }),
    'words',
  )
  const vectorOf = async (id: string) =>
    (await rows(`select vector, scale, model from item_vectors where item_id = '${id}'`))[0]
  await eventually(
    async () => (await vectorOf('drill')) !== undefined && (await vectorOf('scarf')) !== undefined,
    120_000,
  )
  const read = async (id: string): Promise<number[]> => {
    const { vector, scale } = (await vectorOf(id)) as { vector: Buffer; scale: number }
    return Array.from(new Int8Array(vector), (step) => step * scale)
  }
  const cosine = (one: number[], other: number[]) => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
  const [scarf, shawl, drill] = [await read('scarf'), await read('shawl'), await read('drill')]
  expect(scarf).toHaveLength(384)
  expect(cosine(scarf, scarf)).toBeCloseTo(1, 4)
  expect(cosine(scarf, shawl)).toBeGreaterThan(cosine(scarf, drill) + 0.2)
  expect(await vectorOf('diary'), 'what is private is shown to no model').toBeUndefined()
})

test('a client of MySanta may say what an item is, with its password and no other', async () => {
  const as = (password: string) => ({
    authorization: `Basic ${Buffer.from(`${account.name}:${password}`).toString('base64')}`,
  })
  const put = async (password: string): Promise<number> =>
    (
      await fetch(`${house.address}/api/v1/items/theirs`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...as(password) },
        body: '{"geo_id":9}',
      })
    ).status
  expect([await put('a guess'), await put(account.password)]).toEqual([401, 201])
})

test('what is taken back is gone from the next answer on, and its row a day later', async () => {
  await send(line('brief', { geo_id: 8 }), 'brief')
  expect(await listed(8)).toBe(1)
  await house.call('DELETE', '/api/v1/items/brief')
  expect(await listed(8)).toBe(0)
  expectProblem(await house.call('GET', '/api/v1/items/brief'), 'item.not_found')
  expect(await rows(`select title, is_deleted from items where id = 'brief'`)).toEqual([
    { title: null, is_deleted: true },
  ])
})
