/** Files of profiles: of any length, with bad lines, sent again, broken off, and with people who leave meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serviceKey, testHouse } from '../support/house.ts'
import type { Call, Reply, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

let house: TestHouse
let call: Call
beforeAll(async () => {
  house = await testHouse({ MATCHMAKING_INTERVAL: '1h' })
  call = house.call
})
afterAll(() => house.stop())

type Row = Record<string, unknown>
const rows = async (text: string, values: readonly unknown[] = []): Promise<Row[]> => [
  ...(await house.house.db.statements(text, values)).rows,
]
const linesType = { 'content-type': 'application/x-ndjson' }
const addressOf = (id?: string): string => `/api/v1/people/import${id === undefined ? '' : `?import_id=${id}`}`
const send = (body: string, id?: string): Promise<Reply> => call('POST', addressOf(id), body, linesType)
const progress = async (id: string): Promise<Reply> => call('GET', `/api/v1/people/imports/${id}`)
const line = (userId: string, said: Row = {}): string => `${JSON.stringify({ user_id: userId, ...said })}\n`
const many = (count: number, name: string): string =>
  Array.from({ length: count }, (_, index) => line(`${name}-${index}`, { age: 30 })).join('')
const nameOf = async (id: string): Promise<unknown> => (await call('GET', `/api/v1/people/${id}`)).body['name'] ?? null

interface OpenFile {
  /** Sends this piece. */
  write(text: string): void
  end(): void
  /** Hangs up. */
  breakOff(): void
  readonly answer: Promise<Reply | null>
}

/** A file that is sent piece by piece. */
function openFile(id: string): OpenFile {
  const piped = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 1e9 }, { highWaterMark: 1e9 })
  const writer = piped.writable.getWriter()
  const abort = new AbortController()
  const answer = fetch(`${house.address}${addressOf(id)}`, {
    method: 'POST',
    headers: { ...linesType, 'x-api-key': serviceKey },
    body: piped.readable,
    duplex: 'half',
    signal: abort.signal,
  } as RequestInit)
  return {
    write: (text) => void writer.write(new TextEncoder().encode(text)).catch(() => {}),
    end: () => void writer.close().catch(() => {}),
    breakOff: () => abort.abort(),
    answer: answer
      .then(async (response) => ({
        status: response.status,
        body: (await response.json()) as Row,
        headers: response.headers,
      }))
      .catch(() => null),
  }
}

const taken = (id: string, lines: number): Promise<void> =>
  eventually(async () => (await progress(id)).body['lines'] === lines, 60_000)
const isFree = (id: string): Promise<void> =>
  eventually(async () => (await rows('select run_id from imports where id = $1', [id]))[0]?.['run_id'] === null)

test('good lines are kept, bad ones are told by number, and of an id that comes twice the last counts', async () => {
  const file = [
    line('ann', { name: 'Ann', about: 'I climb.' }),
    '\n',
    'not json\n',
    line('ben', { latitude: 0, longitude: 181 }),
    line('cid', { latitude: 1 }),
    line('cleo', { age: 999, languages: 'en', visible: 'yes' }),
    `${JSON.stringify({ user_id: 'dan' }).replace('dan', String.raw`d\ud800`)}\n`,
    line('a/b', {}),
    JSON.stringify({ name: 'nobody' }) + '\n',
    line('ann', { name: 'Anna' }),
    JSON.stringify({ user_id: 'eli', about: String.raw`x` }).replace('"x"', String.raw`"\u0000"`) + '\n',
    line('fin', { about: 'a'.repeat(300_000) }),
    line('gus', { name: 'Gus' }).trim(),
  ].join('')
  const { status, body } = await send(file, 'mixed')
  expect(status).toBe(200)
  expect(body).toMatchObject({ import_id: 'mixed', lines: 13, kept: 3, bad_count: 9, finished: true })
  const bad = body['bad'] as { line: number; user_id?: string; message: string }[]
  expect(bad.map((each) => [each.line, each.user_id ?? null, each.message])).toEqual([
    [3, null, 'The line is not valid JSON.'],
    [4, 'ben', expect.stringMatching(/^longitude: /u)],
    [5, 'cid', expect.stringMatching(/^longitude: must be given/u)],
    [6, 'cleo', expect.stringMatching(/^age: [^;]+; languages: [^;]+; visible: [^;]+$/u)],
    [7, null, expect.stringMatching(/surrogates/u)],
    [8, null, expect.stringMatching(/^user_id: must not contain "\/"/u)],
    [9, null, expect.stringMatching(/^user_id: /u)],
    [11, null, expect.stringMatching(/NUL/u)],
    [12, null, expect.stringMatching(/longer than 262144 bytes/u)],
  ])
  expect([await nameOf('ann'), await nameOf('gus'), await nameOf('ben')]).toEqual(['Anna', 'Gus', null])
  expect((await progress('mixed')).body).toEqual(body)
  expect((await send(line('late'), 'mixed')).body, 'finished is finished').toEqual(body)
  expect(await nameOf('late')).toBeNull()
  expect((await call('DELETE', '/api/v1/user/ben')).status).toBe(200)
  expect(JSON.stringify((await progress('mixed')).body)).not.toContain('"ben"')
  expect((await progress('mixed')).body['bad_count']).toBe(9)
})

test('without an id a file gets one; an id that nobody can have is refused, and one that nobody used is not known', async () => {
  const { body } = await send('')
  expect(body).toMatchObject({ lines: 0, kept: 0, bad_count: 0, finished: true })
  expect((await progress(String(body['import_id']))).body).toEqual(body)
  expectFields(await send('', 'x'.repeat(129)), ['import_id'])
  expectProblem(await progress('never'), 'import.not_found')
  expectProblem(await call('POST', addressOf(), {}), 'request.unsupported_media_type')
})

test('a file that breaks off goes on where it was when it is sent again, and brings nobody back who left', async () => {
  const file = many(2500, 'long')
  const at = file.indexOf('"long-1800"')
  const first = openFile('broken')
  first.write(file.slice(0, at))
  await taken('broken', 1000)
  first.breakOff()
  expect(await first.answer).toBeNull()
  await isFree('broken')
  expect((await progress('broken')).body).toMatchObject({ lines: 1000, kept: 1000, finished: false })
  await call('DELETE', '/api/v1/people/long-5')
  await call('DELETE', '/api/v1/user/long-6')
  const { body } = await send(file, 'broken')
  expect(body).toMatchObject({ lines: 2500, kept: 2500, bad_count: 0, finished: true })
  const count = await rows(`select count(*)::int as count from profiles where person_id like 'long-%'`)
  expect(count).toEqual([{ count: 2498 }])
})

test('two at once are one: the second hears that the first is running, and may go on when its process died', async () => {
  const first = openFile('twice')
  first.write(many(1000, 'twin'))
  await taken('twice', 1000)
  const refused = await send(many(1000, 'twin'), 'twice')
  expectProblem(refused, 'import.running')
  expect(refused.headers.get('retry-after')).toBe('30')
  // Another run, which died: the first one lives, and would make itself heard.
  await rows(
    `update imports set run_id = gen_random_uuid(), run_seen_at = now() - interval '31 seconds' where id = 'twice'`,
  )
  const second = await send(many(1200, 'twin'), 'twice')
  expect(second.body).toMatchObject({ lines: 1200, kept: 1200, finished: true })
  first.write(many(1500, 'ghost'))
  first.end()
  expect(await first.answer).toMatchObject({ status: 409, body: { code: 'import.running' } })
  expect(await rows(`select 1 from profiles where person_id like 'ghost-%'`)).toEqual([])
})

test('whoever is deleted while a file runs stays away, unless a later line names her', async () => {
  const file = openFile('leaving')
  file.write(many(1000, 'gone'))
  await taken('leaving', 1000)
  for (const id of ['gone-1', 'gone-2']) expect((await call('DELETE', `/api/v1/user/${id}`)).status).toBe(200)
  file.write(line('gone-2', { name: 'Back' }))
  file.end()
  expect(await file.answer).toMatchObject({ status: 200, body: { kept: 1001, bad_count: 0 } })
  expect([await nameOf('gone-1'), await nameOf('gone-2')]).toEqual([null, 'Back'])
})

test('people leave in the middle of what is being written, and nothing fails', async () => {
  const file = many(2000, 'race')
  const leaving = (async () => {
    for (let index = 0; index < 40; index += 1) await call('DELETE', `/api/v1/people/race-${(index * 37) % 1000}`)
  })()
  const { status, body } = await send(file, 'race')
  await leaving
  expect([status, body['kept'], body['bad_count']]).toEqual([200, 2000, 0])
})

test('of a thousand bad lines and more a thousand are told, and all are counted', async () => {
  const { body } = await send('x\n'.repeat(2300) + line('good'), 'bad')
  expect(body).toMatchObject({ lines: 2301, kept: 1, bad_count: 2300 })
  expect((body['bad'] as { line: number }[]).map((each) => each.line)).toEqual(
    Array.from({ length: 1000 }, (_, at) => at + 1),
  )
})

test('long lines are taken fewer at a time, and none is lost', async () => {
  const about = 'climb '.repeat(3300)
  const file = Array.from({ length: 300 }, (_, index) => line(`wordy-${index}`, { about }))
  const open = openFile('wordy')
  open.write(file.join(''))
  await eventually(async () => Number((await progress('wordy')).body['lines']) > 200)
  expect((await progress('wordy')).body['lines']).toBeLessThan(300)
  open.end()
  expect(await open.answer).toMatchObject({ status: 200, body: { lines: 300, kept: 300 } })
  await rows(`delete from people where id like 'wordy-%'`)
})

test('what was there is replaced, a pause and a persona stay, and all of it is embedded', async () => {
  await call('PUT', '/api/v1/people/old', { about: 'I row.', interests: ['Boats'] })
  await call('PUT', '/api/v1/user/old/status', { status: 'paused' })
  await send(line('old', { about: 'I ride.' }) + line('new', { about: 'I ride.' }))
  const [old] = await rows(`select about, interests, is_listed from profiles where person_id = 'old'`)
  expect(old).toEqual({ about: 'I ride.', interests: [], is_listed: false })
  await eventually(async () => {
    const found = await rows(`select about::text from profile_vectors where person_id in ('old', 'new')`)
    return found.length === 2 && found[0]?.['about'] !== null && found[0]?.['about'] === found[1]?.['about']
  }, 120_000)
})
