import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { countingEmbedder } from '../../../../test/support/counting-embedder.ts'
import type { CountingEmbedder } from '../../../../test/support/counting-embedder.ts'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import type { RecordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { silentLogger } from '../../../base/index.ts'
import { silentTelemetry } from '../../telemetry/index.ts'
import { openBuiltInEmbedder } from '../built-in/embedder.ts'
import { embedderKeepsItsPromises } from '../embedder-contract.ts'
import type { Embedder } from '../port.ts'
import { countVectors, deleteOldestVectors, findVectors } from '../store.ts'
import { cachedEmbedder } from './cached-embedder.ts'
import { forgetTexts } from './forget.ts'
import { hashKey, hashText } from './text-hash.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())
beforeEach(async () => {
  await deleteOldestVectors(corner.db.query, 100_000)
})

interface Opened {
  readonly embedder: Embedder
  readonly inner: CountingEmbedder
  readonly telemetry: RecordingTelemetry
}

/** A process of its own: its memory begins empty. */
function open(options: { model?: string; memoryBytes?: number; now?: () => Date } = {}): Opened {
  const inner = countingEmbedder(options.model)
  const telemetry = recordingTelemetry()
  const clock = options.now ?? (() => new Date())
  const { memoryBytes = 1_000_000 } = options
  const embedder = cachedEmbedder(inner, { db: corner.db, telemetry, memoryBytes, clock })
  onTestFinished(() => embedder.close())
  return { embedder, inner, telemetry }
}

const kept = async (texts: readonly string[], model = 'counting') =>
  findVectors(corner.db.query, model, texts.map(hashText))

embedderKeepsItsPromises('the built-in embedder behind the cache', async () => {
  const directory = new URL('../../../../models', import.meta.url).pathname
  const inner = openBuiltInEmbedder({ directory, threads: null, log: silentLogger })
  const embedder = cachedEmbedder(inner, { db: corner.db, telemetry: silentTelemetry(), memoryBytes: 10_000 })
  return { embedder, close: () => embedder.close() }
})

test('a text is embedded once, however often it is asked for', async () => {
  const { embedder, inner, telemetry } = open()
  const first = await embedder.embed(['a', 'b', 'a'])
  const second = await embedder.embed(['b', 'c', 'a'])
  expect(inner.asked).toEqual(['a', 'b', 'c'])
  expect(second[2]).toEqual(first[0])
  expect(first[2]).toEqual(first[0])
  const counts = ['model', 'memory', 'database'].map((source) =>
    telemetry.total('reciprocity_embeddings_total', { source }),
  )
  expect(counts).toEqual([3, 2, 0])
})

test('another process, or the next start, finds what was made', async () => {
  const first = open()
  const [vector] = await first.embedder.embed(['lasting'])
  await first.embedder.close()
  const second = open()
  expect(await second.embedder.embed(['lasting', 'new'])).toEqual([vector, expect.anything()])
  expect(second.inner.asked).toEqual(['new'])
  expect(second.telemetry.total('reciprocity_embeddings_total', { source: 'database' })).toBe(1)
})

test('what is kept is soon in the table, without anybody closing', async () => {
  const { embedder } = open()
  await embedder.embed(['kept'])
  await expect.poll(async () => (await kept(['kept'])).length).toBe(1)
})

test('two models never share a vector', async () => {
  const one = open({ model: 'one' })
  const other = open({ model: 'other' })
  const [first] = await one.embedder.embed(['the same text'])
  await one.embedder.close()
  const [second] = await other.embedder.embed(['the same text'])
  expect(other.inner.asked).toEqual(['the same text'])
  expect(second).not.toEqual(first)
})

test('a kept vector of another length is made anew', async () => {
  const made = open()
  await made.embedder.embed(['the same text'])
  await made.embedder.close()
  const inner = countingEmbedder('counting', 8)
  const embedder = cachedEmbedder(inner, { db: corner.db, telemetry: silentTelemetry(), memoryBytes: 0 })
  onTestFinished(() => embedder.close())
  expect((await embedder.embed(['the same text']))[0]).toHaveLength(8)
})

test('a caller that changes what it was given changes nobody else', async () => {
  const { embedder } = open()
  const [mine, twin] = await embedder.embed(['shared', 'shared'])
  const before = twin?.slice()
  mine?.fill(0)
  expect(twin).toEqual(before)
  expect((await embedder.embed(['shared']))[0]).toEqual(before)
})

test('thousands of texts go through in pages, and in order', async () => {
  const { embedder } = open({ memoryBytes: 0 })
  const texts = Array.from({ length: 2500 }, (_, index) => `text ${index}`)
  const vectors = await embedder.embed(texts)
  await embedder.close()
  expect(await countVectors(corner.db.query)).toBe(2500)
  const again = open()
  expect(await again.embedder.embed(texts)).toEqual(vectors)
  expect(again.inner.asked).toEqual([])
})

test('use is noted once a day', async () => {
  let now = new Date('2026-01-01T10:00:00Z')
  const made = open({ now: () => now })
  await made.embedder.embed(['used'])
  await made.embedder.close()
  const usedAt = async (): Promise<string | undefined> => {
    const { embedder } = open({ now: () => now })
    await embedder.embed(['used'])
    await embedder.close()
    return (await kept(['used']))[0]?.usedAt.toISOString()
  }
  now = new Date('2026-01-02T09:00:00Z')
  expect(await usedAt()).toBe('2026-01-01T10:00:00.000Z')
  now = new Date('2026-01-02T11:00:00Z')
  expect(await usedAt()).toBe('2026-01-02T11:00:00.000Z')
})

test('forgotten texts leave the table, of every model, and every memory', async () => {
  const [one, other] = [open({ model: 'one' }), open({ model: 'other' })]
  for (const { embedder } of [one, other]) await embedder.embed(['mine', 'theirs'])
  for (const model of ['one', 'other']) {
    await expect.poll(async () => (await kept(['mine', 'theirs'], model)).length).toBe(2)
  }
  await corner.db.transaction((tx) => forgetTexts(tx, ['mine']))
  expect(await countVectors(corner.db.query)).toBe(2)
  for (const { embedder, inner } of [one, other]) {
    await expect
      .poll(async () => {
        await embedder.embed(['mine', 'theirs'])
        return inner.asked.filter((text) => text === 'mine').length
      })
      .toBeGreaterThan(1)
    expect(inner.asked.filter((text) => text === 'theirs')).toHaveLength(1)
  }
})

test('a text that is forgotten while it is being embedded is not kept', async () => {
  const inner = countingEmbedder()
  const gate = Promise.withResolvers<void>()
  const slow: Embedder = { ...inner, embed: (texts) => gate.promise.then(() => inner.embed(texts)) }
  const embedder = cachedEmbedder(slow, { db: corner.db, telemetry: silentTelemetry(), memoryBytes: 10_000 })
  const call = embedder.embed(['mine'])
  await corner.db.transaction((tx) => forgetTexts(tx, ['mine']))
  await heardByAll()
  gate.resolve()
  expect(await call).toHaveLength(1)
  await embedder.close()
  expect(await kept(['mine'])).toEqual([])
})

test('a text that is forgotten while it is being written is removed again', async () => {
  const { embedder } = open()
  await embedder.embed(['mine'])
  await expect.poll(async () => (await kept(['mine'])).length).toBe(1)
  await corner.db.transaction((tx) => corner.db.notify(tx, 'models_forgotten', hashKey(hashText('mine'))))
  await expect.poll(async () => (await kept(['mine'])).length).toBe(0)
})

/** Notifications come in order: once this one is heard, those before it are. */
async function heardByAll(): Promise<void> {
  const heard = Promise.withResolvers<void>()
  const deafen = corner.db.listen('models_test', { onPayload: () => heard.resolve(), onGap() {}, onReady() {} })
  await corner.db.transaction((tx) => corner.db.notify(tx, 'models_test', 'ping'))
  await heard.promise
  deafen()
}

test('nothing is forgotten by a transaction that fails', async () => {
  const { embedder, inner } = open()
  await embedder.embed(['mine'])
  await expect.poll(async () => (await kept(['mine'])).length).toBe(1)
  const failing = corner.db.transaction(async (tx) => {
    await forgetTexts(tx, ['mine'])
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await embedder.embed(['mine'])
  expect(inner.asked).toEqual(['mine'])
})

test('somebody with thousands of texts is forgotten whole', async () => {
  const { embedder } = open()
  const texts = Array.from({ length: 2200 }, (_, index) => `text ${index}`)
  await embedder.embed(texts)
  await embedder.close()
  await corner.db.transaction((tx) => forgetTexts(tx, [...texts, ...texts]))
  expect(await countVectors(corner.db.query)).toBe(0)
})

test('embedding inside a transaction is a mistake that shows', async () => {
  const { embedder } = open()
  const call = corner.db.transaction(() => embedder.embed(['inside']))
  await expect(call).rejects.toThrow(/inside it/u)
})

test('a database that does not answer costs the work, not the answer', async () => {
  const lost = await testDb()
  const telemetry = recordingTelemetry()
  await lost.db.statements('drop table embedding_cache')
  const embedder = cachedEmbedder(countingEmbedder(), { db: lost.db, telemetry, memoryBytes: 1000 })
  const [vector] = await embedder.embed(['still there'])
  await embedder.close()
  await lost.close()
  expect(vector).toHaveLength(4)
  const warnings = telemetry.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
  expect(warnings).toEqual(['Kept embeddings could not be read.', 'Embeddings could not be kept.'])
})
