/** On a real database: embedded, or PostgreSQL with a connection for each of the two processes that are played here. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgres, rows, sql } from '../db/index.ts'
import { createMetrics, silentTelemetry } from '../telemetry/index.ts'
import { testDb } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { openCache } from './open-cache.ts'
import type { Cache, CacheOptions } from './open-cache.ts'
import type { Db, Hearing, Tx } from '../db/index.ts'
import type { Corner } from '../../../test/support/db.ts'

let corner: Corner
let otherDb: Db
let caches: Cache<string>[] = []
let names = 0

beforeAll(async () => {
  corner = await testDb()
  const options = { telemetry: silentTelemetry(), slowQueryMs: 60_000, connectionsMax: 3 }
  otherDb = corner.url === null ? corner.db : await openPostgres({ ...options, url: corner.url })
  await corner.db.transaction((tx) =>
    rows(tx, 'test.create', sql`create table shelf (key text primary key, value text)`),
  )
})

afterAll(async () => {
  for (const cache of caches) cache.close()
  if (otherDb !== corner.db) await otherDb.close()
  await corner.close()
})

/** A cache whose line is known to be up. */
async function open(options: Partial<CacheOptions<string>> = {}): Promise<Cache<string>> {
  const telemetry = silentTelemetry()
  const cache = openCache<string>({ name: `test-${names}`, entriesMax: 100, db: corner.db, telemetry, ...options })
  caches.push(cache)
  await keeps(cache)
  return cache
}

/** Waits until the cache keeps what it reads. */
const keeps = (cache: Cache<string>): Promise<void> =>
  eventually(async () => {
    await cache.get('probe', async () => 'kept')
    return (await cache.get('probe', async () => 'loaded')) === 'kept'
  })

const write = (tx: Tx, key: string, value: string) =>
  rows(
    tx,
    'test.write',
    sql`insert into shelf values (${key}, ${value}) on conflict (key) do update set value = ${value}`,
  )

/** Reads a value from the shelf and counts how often it had to. */
function shelf(db: Db = corner.db) {
  const reader = {
    reads: 0,
    async read(key: string): Promise<string> {
      reader.reads += 1
      const found = await rows<{ value: string }>(
        db.query,
        'test.read',
        sql`select value from shelf where key = ${key}`,
      )
      return found[0]?.value ?? 'nothing'
    },
  }
  return reader
}

test('a hundred who miss at once wait for one load', async () => {
  const cache = await open({ name: `test-${++names}` })
  const { promise: opened, resolve: release } = Promise.withResolvers<void>()
  let loads = 0
  const asked = Array.from({ length: 100 }, () =>
    cache.get('a', async () => {
      loads += 1
      await opened
      return 'value'
    }),
  )
  release()
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['value']))
  expect(loads).toBe(1)
})

test('a failed load is told to all who waited and is tried again by the next', async () => {
  const cache = await open({ name: `test-${++names}` })
  const fail = async (): Promise<string> => {
    throw new Error('away')
  }
  const asked = [cache.get('a', fail), cache.get('a', fail)]
  for (const one of asked) await expect(one).rejects.toThrow('away')
  expect(await cache.get('a', async () => 'back')).toBe('back')
})

test('the request after a change reads the change, here at once and elsewhere when it is heard', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const [mine, theirs] = [shelf(), shelf(otherDb)]
  await corner.db.transaction((tx) => write(tx, name, 'old'))
  expect(await here.get(name, () => mine.read(name))).toBe('old')
  expect(await there.get(name, () => theirs.read(name))).toBe('old')
  await corner.db.transaction(async (tx) => {
    await here.invalidate(tx, [name])
    await write(tx, name, 'new')
  })
  expect(await here.get(name, () => mine.read(name))).toBe('new')
  await eventually(async () => (await there.get(name, () => theirs.read(name))) === 'new', 1_000)
})

test('a change is read at once a hundred times over', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const reader = shelf()
  for (let round = 0; round < 100; round++) {
    const [writer, key] = [round % 2 ? here : there, `${name} ${round % 3}`]
    const db = writer === here ? corner.db : otherDb
    await db.transaction(async (tx) => {
      await write(tx, key, String(round))
      await writer.invalidate(tx, [key])
    })
    expect(await writer.get(key, () => reader.read(key))).toBe(String(round))
  }
})

test('once the commit was heard, the value is kept again', async () => {
  const name = `test-${++names}`
  const cache = await open({ name })
  const reader = shelf()
  await corner.db.transaction((tx) => cache.invalidate(tx, [name]))
  await eventually(async () => {
    const before = reader.reads
    await cache.get(name, () => reader.read(name))
    return reader.reads === before
  })
})

test('a value read between the call and the commit is not kept', async () => {
  const cache = await open({ name: `test-${++names}` })
  await corner.db.transaction(async (tx) => {
    await cache.invalidate(tx, ['a'])
    expect(await cache.get('a', async () => 'of before')).toBe('of before')
  })
  expect(await cache.get('a', async () => 'of after')).toBe('of after')
})

test('a load that began before the change and ends after it answers those who waited and is not kept', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const { promise: opened, resolve: release } = Promise.withResolvers<void>()
  const slow = (): Promise<string> => opened.then(() => 'of before')
  const waiting = [here.get('a', slow), there.get('a', slow)]
  await corner.db.transaction((tx) => here.invalidate(tx, ['a']))
  expect(await here.get('a', async () => 'of after')).toBe('of after')
  await eventually(
    async () => (await Promise.race([there.get('a', async () => 'of after'), pause('waits')])) === 'of after',
  )
  release()
  expect(await Promise.all(waiting)).toEqual(['of before', 'of before'])
  expect(await here.get('a', async () => 'of after')).toBe('of after')
  expect(await there.get('a', async () => 'of after')).toBe('of after')
})

const pause = (word: string): Promise<string> => new Promise((resolve) => setTimeout(resolve, 20, word))

test('a change that is rolled back is told to nobody, and the value is kept again after the time limit', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name, ttlSeconds: 0.3 }), await open({ name, db: otherDb })]
  await there.get('a', async () => 'kept')
  const failed = corner.db.transaction(async (tx) => {
    await here.invalidate(tx, ['a'])
    throw new Error('rolled back')
  })
  await expect(failed).rejects.toThrow('rolled back')
  expect(await here.get('a', async () => 'loaded')).toBe('loaded')
  await pause('a little')
  expect(await there.get('a', async () => 'loaded')).toBe('kept')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await here.get('a', async () => 'kept')
  expect(await here.get('a', async () => 'loaded')).toBe('kept')
})

test('other keys stay, unless everything is cleared or the keys are too many for a few messages', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const many = Array.from({ length: 10_000 }, (_, index) => `key ${index}`)
  const changes = [(tx: Tx) => here.clear(tx), (tx: Tx) => here.invalidate(tx, many)]
  for (const change of changes) {
    await there.get('a', async () => 'kept')
    await there.get('b', async () => 'kept')
    await corner.db.transaction((tx) => here.invalidate(tx, ['b']))
    await eventually(async () => (await there.get('b', async () => 'anew')) === 'anew')
    expect(await there.get('a', async () => 'anew')).toBe('kept')
    await corner.db.transaction(change)
    await eventually(async () => (await there.get('a', async () => 'anew')) === 'anew')
    await corner.db.transaction((tx) => here.clear(tx))
    await eventually(async () => (await there.get('a', async () => 'kept')) === 'kept')
  }
})

test('a thousand keys are stale in every process, and no other', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const many = Array.from({ length: 1_000 }, (_, index) => `key ${index}`)
  for (const key of ['a', 'key 0', 'key 999']) await there.get(key, async () => 'kept')
  await corner.db.transaction((tx) => here.invalidate(tx, many))
  for (const key of ['key 0', 'key 999'])
    await eventually(async () => (await there.get(key, async () => 'anew')) === 'anew')
  expect(await there.get('a', async () => 'anew')).toBe('kept')
})

test('nothing to invalidate says nothing', async () => {
  const said: string[] = []
  const notify: Db['notify'] = (tx, channel, payload) => {
    said.push(payload)
    return corner.db.notify(tx, channel, payload)
  }
  const cache = await open({ name: `test-${++names}`, db: { ...corner.db, notify } })
  said.splice(0)
  await corner.db.transaction((tx) => cache.invalidate(tx, []))
  expect(said).toEqual([])
})

test('while the line is down every read loads, and nothing of before the gap is answered after it', async () => {
  const lines: Hearing[] = []
  const db: CacheOptions['db'] = {
    query: corner.db.query,
    notify: corner.db.notify,
    listen(channel, hearing) {
      lines.push(hearing)
      return corner.db.listen(channel, hearing)
    },
  }
  const cache = await open({ name: `test-${++names}`, db })
  const { promise: opened, resolve: release } = Promise.withResolvers<void>()
  await cache.get('a', async () => 'of before')
  const slow = cache.get('b', () => opened.then(() => 'of before'))
  lines[0]?.onGap()
  expect(await cache.get('a', async () => 'first')).toBe('first')
  expect(await cache.get('a', async () => 'second')).toBe('second')
  lines[0]?.onReady()
  await keeps(cache)
  release()
  await slow
  expect(await cache.get('b', async () => 'of after')).toBe('of after')
  expect(await cache.get('a', async () => 'of after')).toBe('of after')
  expect(await cache.get('a', async () => 'again')).toBe('of after')
})

test('a line that is cut heals, and what changed meanwhile is read', async () => {
  const name = `test-${++names}`
  const [here, there] = [await open({ name }), await open({ name, db: otherDb })]
  const reader = shelf()
  await corner.db.transaction((tx) => write(tx, name, 'old'))
  await there.get(name, () => reader.read(name))
  if (corner.url !== null) expect(await cutAllOthers()).toBeGreaterThan(0)
  await corner.db.transaction(async (tx) => {
    await write(tx, name, 'new')
    await here.invalidate(tx, [name])
  })
  await eventually(async () => (await there.get(name, () => reader.read(name))) === 'new')
  await eventually(async () => {
    const before = reader.reads
    await there.get(name, () => reader.read(name))
    return reader.reads === before
  })
})

/** Cuts every connection to the database but the one that says so; returns how many. */
async function cutAllOthers(): Promise<number> {
  const others = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  return (await rows(corner.db.query, 'test.cut', others)).length
}

test('a value is kept no longer than the time limit', async () => {
  const cache = await open({ name: `test-${++names}`, ttlSeconds: 0.2 })
  await cache.get('a', async () => 'old')
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(await cache.get('a', async () => 'new')).toBe('new')
})

test('of more entries than fit, the least used go', async () => {
  const cache = await open({ name: `test-${++names}`, entriesMax: 2 })
  for (const key of ['a', 'b', 'a', 'c']) await cache.get(key, async () => 'kept')
  expect(await cache.get('a', async () => 'anew')).toBe('kept')
  expect(await cache.get('b', async () => 'anew')).toBe('anew')
})

const bytes = { max: 10_000, of: (text: string) => text.length }
const long = (letter: string): string => letter.repeat(3000)

test('of more bytes than fit, the least used go, and what alone is too large is not kept', async () => {
  const cache = await open({ name: `test-${++names}`, bytes })
  for (const key of ['a', 'b', 'a', 'c', 'd']) await cache.get(key, async () => long(key))
  expect(await Promise.all(['a', 'c', 'd'].map((key) => cache.get(key, async () => 'anew')))).toEqual(
    ['a', 'c', 'd'].map(long),
  )
  expect(await cache.get('b', async () => 'anew')).toBe('anew')
  await cache.get('huge', async () => 'h'.repeat(10_001))
  expect(await cache.get('huge', async () => 'anew')).toBe('anew')
  expect(await cache.get('d', async () => 'anew')).toBe(long('d'))
})

test('variants of a key count with their bytes too, and the oldest goes when they are too many', async () => {
  const cache = await open({ name: `test-${++names}`, bytes, variantsMax: 2 })
  const read = (key: string, variant: string, value = 'anew') => cache.get(key, async () => value, variant)
  await read('other', '', long('o'))
  for (const variant of ['1', '2', '3']) await read('a', variant, long(variant))
  expect([await read('a', '2'), await read('a', '3')]).toEqual([long('2'), long('3')])
  expect(await read('other', '')).toBe(long('o'))
  for (const variant of ['4', '5']) await read('a', variant, long(variant).repeat(1.5))
  await read('a', '6', 'x'.repeat(6000))
  expect(await read('other', '')).toBe('anew')
})

test('all variants of a key grow stale with it, and each is loaded once by those who miss at once', async () => {
  const cache = await open({ name: `test-${++names}`, variantsMax: 3 })
  let loads = 0
  const read = (variant: string) => cache.get('a', async () => `${variant} ${(loads += 1)}`, variant)
  await Promise.all(['1', '2', '1', '2', '1'].map(read))
  expect(loads).toBe(2)
  await corner.db.transaction((tx) => cache.invalidate(tx, ['a']))
  await eventually(async () => {
    const before = loads
    await Promise.all([read('1'), read('2')])
    return loads === before
  })
  expect(await read('1')).not.toBe('1 1')
  expect(await read('2')).not.toBe('2 2')
})

test('a variant that comes later makes no other live longer', async () => {
  const cache = await open({ name: `test-${++names}`, ttlSeconds: 0.3, variantsMax: 2 })
  await cache.get('a', async () => 'old', '1')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await cache.get('a', async () => 'young', '2')
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(await cache.get('a', async () => 'anew', '1')).toBe('anew')
})

test('a closed cache loads every time', async () => {
  const cache = await open({ name: `test-${++names}` })
  await cache.get('a', async () => 'old')
  cache.close()
  expect(await cache.get('a', async () => 'new')).toBe('new')
  expect(await cache.get('a', async () => 'newer')).toBe('newer')
})

test('a value that was found untrue is forgotten with its variants, and one that has taken its place is not', async () => {
  const cache = await open({ variantsMax: 2 })
  const get = (value: string, variant = '') => cache.get('tea', async () => value, variant)
  await get('green')
  await get('of all kinds', 'all')
  cache.forget('tea', 'green')
  expect([await get('black'), await get('none', 'all')]).toEqual(['black', 'none'])
  cache.forget('tea', 'green')
  expect(await get('white')).toBe('black')
})

test('hits, misses and bypasses are counted', async () => {
  const telemetry = { ...silentTelemetry(), metrics: createMetrics() }
  const cache = await open({ name: 'counted', telemetry })
  await cache.get('a', async () => 'value')
  await cache.get('a', async () => 'value')
  cache.close()
  await cache.get('a', async () => 'value')
  const text = await telemetry.metrics.expose()
  for (const outcome of ['hit', 'miss', 'bypass']) {
    expect(text).toMatch(new RegExp(`reads_total\\{cache="counted",outcome="${outcome}"\\} [1-9]`, 'u'))
  }
})
