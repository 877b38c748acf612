import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { openGeminiServer } from '../../../test/support/gemini-server.ts'
import { openOpenaiServer } from '../../../test/support/openai-server.ts'
import type { OpenaiServer } from '../../../test/support/openai-server.ts'
import { silentTelemetry } from '../telemetry/index.ts'
import { openEmbedder } from './open-embedder.ts'
import type { Embedder } from './port.ts'
import { defaultModelSettings } from './settings.ts'
import type { ModelSettings } from './settings.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

async function open(name: string, settings: Partial<ModelSettings> = {}): Promise<Embedder> {
  const directory = new URL('../../../models', import.meta.url).pathname
  const embedder = await openEmbedder(name, {
    db: corner.db,
    telemetry: silentTelemetry(),
    settings: { ...defaultModelSettings, directory, ...settings },
  })
  onTestFinished(() => embedder.close())
  return embedder
}

async function openServer(dimension = 8): Promise<{ server: OpenaiServer; settings: Partial<ModelSettings> }> {
  const server = await openOpenaiServer({ dimension })
  onTestFinished(() => server.close())
  return { server, settings: { openai: { apiKey: null, model: '', baseUrl: server.baseUrl } } }
}

test('the built-in model needs no key and no network', async () => {
  const embedder = await open('sentence-transformers/all-MiniLM-L6-v2')
  expect(embedder).toMatchObject({ model: 'all-MiniLM-L6-v2', dimension: 384 })
  expect(await embedder.embed(['Hello'])).toHaveLength(1)
})

test('a name that is none is refused with the choices', async () => {
  await expect(open('word2vec')).rejects.toMatchObject({
    code: 'server.setting',
    detail: expect.stringContaining('it wants all-MiniLM-L6-v2'),
  })
})

test.each([
  ['openai:text-embedding-3-small', 'OPENAI_API_KEY or OPENAI_BASE_URL'],
  ['gemini:gemini-embedding-001', 'GEMINI_API_KEY'],
])('%s without a key is refused with what it wants', async (name, wants) => {
  await expect(open(name)).rejects.toMatchObject({
    code: 'server.setting',
    detail: `EMBEDDING_MODEL is ${name}, which wants ${wants}.`,
  })
})

test('a model of unknown length is asked once, and its length is kept with its vectors', async () => {
  const { server, settings } = await openServer(12)
  const embedder = await open('openai:home-made', settings)
  expect(embedder.dimension).toBe(12)
  expect(server.requests).toHaveLength(1)
  await embedder.embed(['Hello'])
  await embedder.close()
  const again = await open('openai:home-made', settings)
  expect(again.dimension).toBe(12)
  expect(server.requests).toHaveLength(2)
})

test('a well-known model is opened without a call', async () => {
  const { server, settings } = await openServer()
  expect((await open('openai:text-embedding-3-small', settings)).dimension).toBe(1536)
  expect(server.requests).toHaveLength(0)
})

test('a shortened model is another model', async () => {
  const { settings } = await openServer()
  const embedder = await open('openai:text-embedding-3-large@6', settings)
  expect(embedder).toMatchObject({ model: 'openai:text-embedding-3-large@6', dimension: 6 })
  expect((await embedder.embed(['Hello']))[0]).toHaveLength(6)
})

test('a model of unknown length whose provider is away stops the start in words', async () => {
  const { server, settings } = await openServer()
  server.next({ status: 503 }, { status: 503 })
  await expect(open('openai:unheard-of', { ...settings, attempts: 2 })).rejects.toMatchObject({
    code: 'model.unavailable',
  })
})

test('Gemini is asked for shorter vectors, too', async () => {
  const server = await openGeminiServer()
  onTestFinished(() => server.close())
  const gemini = { apiKey: 'key', model: '', baseUrl: server.baseUrl }
  const embedder = await open('gemini:gemini-embedding-001@5', { gemini })
  expect((await embedder.embed(['Hello']))[0]).toHaveLength(5)
})
