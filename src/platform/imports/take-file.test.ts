import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Line } from '../http/index.ts'
import { beginRun, forgetNamed, listBadLinesNaming, touchRun } from './imports-store.ts'
import { pruneImportsHandler } from './prune.ts'
import { importAnswer } from './schema.ts'
import { readImport, takeFile } from './take-file.ts'
import type { FileKind } from './take-file.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

interface Star {
  readonly star: string
  readonly size: number
}
const lineOf = (value: unknown, number: number, bytes = 10): Line => ({ number, bytes, read: () => value })
async function* linesOf(values: readonly unknown[], failure?: Error): AsyncGenerator<Line> {
  yield* values.map((value, index) => lineOf(value, index + 1))
  if (failure) throw failure
}
const stars = (count: number, from = 0): Star[] =>
  Array.from({ length: count }, (_, index) => ({ star: `s${from + index}`, size: 1 }))

/** Files whose bad lines are those without a size; what is written is noted, stretch by stretch. */
function starFiles(kind = 'stars') {
  const written: Star[][] = []
  const files: FileKind<Star> = {
    kind,
    read({ number, read }) {
      const star = read() as Star
      return star.size > 0
        ? { isKept: true, value: star }
        : { isKept: false, bad: { line: number, star_id: star.star, message: 'size: is missing' } }
    },
    write: async (_tx, values) => void written.push([...values]),
  }
  return { files, written }
}
const take = (id: string, values: readonly unknown[], files: FileKind<Star>) =>
  takeFile(corner.db, { id, lines: linesOf(values) }, files)

test('of a key that comes twice in a stretch the last counts where lines have keys, and each line where they have none', async () => {
  const twice = [...stars(2), { star: 's0', size: 5 }]
  const keyed = starFiles()
  const answer = await take('keyed', twice, { ...keyed.files, keyOf: ({ star }) => star })
  expect(answer).toMatchObject({ lines: 3, kept: 3, bad_count: 0, finished: true })
  expect(keyed.written).toEqual([[{ star: 's0', size: 5 }, ...stars(1, 1)]])
  const each = starFiles()
  await take('each', twice, each.files)
  expect(each.written).toEqual([twice])
})

test('a file is written a thousand lines at a time, fewer where they are long, and its end says that it is finished', async () => {
  const { files, written } = starFiles()
  await take('long', stars(2500), files)
  expect(written.map(({ length }) => length)).toEqual([1000, 1000, 500])
  const wordy = starFiles()
  const lines = (async function* () {
    yield* stars(10).map((star, index) => lineOf(star, index + 1, 2 ** 20))
  })()
  await takeFile(corner.db, { id: 'wordy', lines }, wordy.files)
  expect(wordy.written.map(({ length }) => length)).toEqual([4, 4, 2])
})

test('files of two kinds may have the same id, and neither is answered for the other', async () => {
  const first = starFiles('profiles')
  const second = starFiles('comets')
  await take('monday', stars(1), first.files)
  await take('monday', stars(2), second.files)
  expect([first.written.flat().length, second.written.flat().length]).toEqual([1, 2])
  const lines = async (kind: string) => (await readImport(corner.db.query, { kind, id: 'monday' })).lines
  expect([await lines('profiles'), await lines('comets')]).toEqual([1, 2])
  await expect(readImport(corner.db.query, { kind: 'stars', id: 'monday' })).rejects.toThrow('No file was sent')
})

test('a file of profiles that the version before took is found, and that version finds what this one takes', async () => {
  await corner.db.statements(`insert into imports (id, lines_taken, kept) values ('before', 1, 1)`)
  const { files, written } = starFiles('profiles')
  expect(await take('before', stars(3), files)).toMatchObject({ import_id: 'before', lines: 3, kept: 3 })
  expect(written.flat()).toEqual(stars(2, 1))
  const { rows } = await corner.db.statements(`select lines_taken from imports where id = 'before'`)
  expect(rows).toEqual([{ lines_taken: 3 }])
})

test('a file that breaks off keeps its whole stretches and is free at once; sent again it goes on behind them', async () => {
  const { files, written } = starFiles()
  const broken = linesOf(stars(1500), new Error('hung up'))
  await expect(takeFile(corner.db, { id: 'broken', lines: broken }, files)).rejects.toThrow('hung up')
  expect(await readImport(corner.db.query, { kind: 'stars', id: 'broken' })).toMatchObject({
    lines: 1000,
    finished: false,
  })
  expect(await take('broken', stars(1500), files)).toMatchObject({ lines: 1500, kept: 1500, finished: true })
  expect(written.flat()).toEqual(stars(1500))
  expect(await take('broken', stars(3000), files), 'finished is finished').toMatchObject({ lines: 1500 })
})

test('what cannot be written is not counted as taken', async () => {
  const failing: FileKind<Star> = { ...starFiles().files, write: () => Promise.reject(new Error('full')) }
  await expect(take('full', stars(1200), failing)).rejects.toThrow('full')
  expect(await readImport(corner.db.query, { kind: 'stars', id: 'full' })).toMatchObject({ lines: 0, kept: 0 })
})

test('two do not take one file, unless the first was silent for half a minute: then it may write no more', async () => {
  const run = { kind: 'stars', id: 'twice', runId: '00000000-0000-7000-8000-000000000001' }
  await beginRun(corner.db.query, run)
  const { files, written } = starFiles()
  await expect(take('twice', stars(1), files)).rejects.toMatchObject({ code: 'import.running', retryAfterSeconds: 30 })
  await corner.db.statements(`update imports set run_seen_at = now() - interval '31 seconds' where id = 'stars/twice'`)
  await take('twice', stars(1), files)
  expect(written.flat()).toEqual(stars(1))
  expect(await touchRun(corner.db.query, run)).toBe(false)

  const second = starFiles()
  const robbed = takeFile(
    corner.db,
    {
      id: 'robbed',
      lines: (async function* () {
        yield lineOf(stars(1)[0], 1)
        await corner.db.statements(`update imports set run_id = gen_random_uuid() where id = 'stars/robbed'`)
      })(),
    },
    second.files,
  )
  await expect(robbed).rejects.toMatchObject({ code: 'import.running' })
  expect(second.written).toEqual([])
})

test('bad lines are told with what they name, a thousand of them, and all are counted', async () => {
  const { files } = starFiles()
  const bad = Array.from({ length: 2300 }, (_, index) => ({ star: `s${index}`, size: 0 }))
  const answer = await take('bad', [...bad, ...stars(1)], files)
  expect(answer).toMatchObject({ lines: 2301, kept: 1, bad_count: 2300 })
  expect(answer.bad.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
  expect(importAnswer('star_id').parse(answer).bad[0]).toEqual({ line: 1, star_id: 's0', message: 'size: is missing' })
  expect(importAnswer('comet_id').parse(answer).bad[0], 'a field of another kind').not.toHaveProperty('star_id')
})

test('what is named is listed and forgotten by its field and its id, and the line stays', async () => {
  const { files } = starFiles()
  const values = [{ star: 'gone', size: 0 }, { star: 'here', size: 0 }, ...stars(1)]
  await take('named', values, files)
  const named = (field: string, id: string) => listBadLinesNaming(corner.db.query, field, id)
  expect(await named('star_id', 'gone')).toEqual([{ import_id: 'named', line: 1, message: 'size: is missing' }])
  expect(await named('user_id', 'gone')).toEqual([])
  await forgetNamed(corner.db.query, 'user_id', 'gone')
  expect(await named('star_id', 'gone')).toHaveLength(1)
  await forgetNamed(corner.db.query, 'star_id', 'gone')
  expect(await named('star_id', 'gone')).toEqual([])
  const { bad } = await readImport(corner.db.query, { kind: 'stars', id: 'named' })
  expect(bad.map((line) => [line.line, line['star_id'] ?? null])).toEqual([
    [1, null],
    [2, 'here'],
  ])
})

test('how far a file was taken is forgotten after 30 days, of whatever kind it was', async () => {
  await corner.db.statements('delete from imports')
  await corner.db.statements(
    `insert into imports (id, created_at) values ('old', '2026-01-01'), ('stars/old', '2026-01-01'), ('new', '2026-01-03')`,
  )
  const handler = pruneImportsHandler({ db: corner.db, clock: () => new Date('2026-02-01T12:00:00Z') })
  await handler.handle({}, {} as never)
  expect((await corner.db.statements('select id from imports')).rows).toEqual([{ id: 'new' }])
})
