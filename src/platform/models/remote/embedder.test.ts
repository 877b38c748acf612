import { describe, expect, onTestFinished, test } from 'vitest'
import { openGeminiServer } from '../../../../test/support/gemini-server.ts'
import { openOpenaiServer, refusal } from '../../../../test/support/openai-server.ts'
import type { OpenaiServer, OpenaiServerOptions } from '../../../../test/support/openai-server.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { silentTelemetry } from '../../telemetry/index.ts'
import { embedderKeepsItsPromises } from '../embedder-contract.ts'
import type { Embedder } from '../port.ts'
import { openRemoteEmbedder } from './embedder.ts'
import type { RemoteEmbedderOptions } from './embedder.ts'
import { openGuard } from './guard.ts'
import { geminiEmbeddingModel, openaiEmbeddingModel } from './providers.ts'

const telemetry = silentTelemetry()

const guardOf = (provider: string) =>
  openGuard({
    provider,
    timeoutSeconds: 5,
    attempts: 3,
    circuitFailures: 5,
    circuitOpenSeconds: 30,
    log: telemetry.log,
    random: () => 0,
  })

embedderKeepsItsPromises('an embedder behind an OpenAI-compatible API', async () => {
  const server = await openOpenaiServer()
  const embedder = openRemoteEmbedder(compatible(server))
  return { embedder, close: () => server.close() }
})

embedderKeepsItsPromises('an embedder behind the Gemini API', async () => {
  const server = await openGeminiServer()
  const settings = { apiKey: 'key', model: '', baseUrl: server.baseUrl }
  const embedder = openRemoteEmbedder({
    name: 'gemini:gemini-embedding-001',
    provider: 'gemini',
    model: geminiEmbeddingModel(settings, 'gemini-embedding-001'),
    dimension: 8,
    isShortened: false,
    guard: guardOf('gemini'),
    telemetry,
  })
  return { embedder, close: () => server.close() }
})

function compatible(server: OpenaiServer, options: Partial<RemoteEmbedderOptions> = {}): RemoteEmbedderOptions {
  const settings = { apiKey: 'sk-test', model: '', baseUrl: server.baseUrl }
  return {
    name: 'openai:some-model',
    provider: 'openai-compatible',
    model: openaiEmbeddingModel(settings, 'some-model'),
    dimension: 8,
    isShortened: false,
    guard: guardOf('openai-compatible'),
    telemetry,
    ...options,
  }
}

describe('an embedder behind an API', () => {
  async function open(
    options: Partial<RemoteEmbedderOptions> = {},
    serverOptions: OpenaiServerOptions = {},
  ): Promise<{ embedder: Embedder; server: OpenaiServer }> {
    const server = await openOpenaiServer(serverOptions)
    onTestFinished(() => server.close())
    return { server, embedder: openRemoteEmbedder(compatible(server, options)) }
  }

  test('many texts go in few requests, each of a size that providers take', async () => {
    const { embedder, server } = await open()
    const vectors = await embedder.embed(Array.from({ length: 250 }, (_, index) => `Sentence ${index}`))
    expect(vectors).toHaveLength(250)
    const sizes = server.requests.map(({ body }) => (body as { input: string[] }).input.length)
    expect(sizes.toSorted((one, other) => other - one)).toEqual([96, 96, 58])
  })

  test('the key is sent, and the model is named', async () => {
    const { embedder, server } = await open()
    await embedder.embed(['Hello'])
    expect(server.requests[0]?.headers['authorization']).toBe('Bearer sk-test')
    expect(server.requests[0]?.body).toMatchObject({ model: 'some-model', input: ['Hello'] })
  })

  test('vectors are asked for in the length that the name says', async () => {
    const { embedder, server } = await open({ dimension: 4, isShortened: true })
    const [vector] = await embedder.embed(['Hello'])
    expect(vector).toHaveLength(4)
    expect(server.requests[0]?.body).toMatchObject({ dimensions: 4 })
  })

  test('a failure that may pass is tried again', async () => {
    const { embedder, server } = await open()
    server.next({ status: 500 }, refusal(429, 'Slow down', { 'retry-after-ms': '10' }))
    expect(await embedder.embed(['Hello'])).toHaveLength(1)
    expect(server.requests).toHaveLength(3)
  })

  test('a provider that stays away is lost, and found again without a restart', async () => {
    const guard = openGuard({
      provider: 'openai-compatible',
      timeoutSeconds: 5,
      attempts: 1,
      circuitFailures: 2,
      circuitOpenSeconds: 0.1,
      log: telemetry.log,
    })
    const { embedder, server } = await open({ guard })
    server.next({ status: 503 }, { status: 503 })
    for (let call = 0; call < 2; call += 1) {
      await expect(embedder.embed(['Hello'])).rejects.toMatchObject({ code: 'model.unavailable' })
    }
    expect(embedder.state().status).toBe('lost')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await embedder.embed(['Hello'])).toHaveLength(1)
    expect(embedder.state().status).toBe('ready')
  })

  test('vectors of another length are not mixed in', async () => {
    const { embedder } = await open({}, { dimension: 16 })
    await expect(embedder.embed(['Hello'])).rejects.toMatchObject({
      code: 'model.unavailable',
      facts: { dimension: 8, got: 16 },
    })
  })

  test('a page of HTML instead of an answer is an outage, not an embedding', async () => {
    const { embedder, server } = await open()
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }
    server.next(page, page, page)
    await expect(embedder.embed(['Hello'])).rejects.toMatchObject({ code: 'model.unavailable' })
  })

  test('an answer with too few vectors is no answer', async () => {
    const { embedder, server } = await open()
    const short = { body: { data: [], usage: { prompt_tokens: 1 } } }
    server.next(short, short, short)
    await expect(embedder.embed(['Hello'])).rejects.toMatchObject({ code: 'model.unavailable' })
  })

  test('calls and tokens are counted, and no text is written anywhere', async () => {
    const recording = recordingTelemetry()
    const { embedder, server } = await open({ telemetry: recording })
    await embedder.embed(['a private matter'])
    server.next(refusal(400, 'a private matter is not accepted'))
    await embedder.embed(['a private matter']).catch(() => {})
    const calls = { provider: 'openai-compatible', purpose: 'embedding' }
    expect(recording.total('reciprocity_model_calls_total', { ...calls, outcome: 'answered' })).toBe(1)
    expect(recording.total('reciprocity_model_calls_total', { ...calls, outcome: 'failed' })).toBe(1)
    expect(recording.total('reciprocity_model_tokens_total', { direction: 'input' })).toBe(4)
    expect(recording.lines.filter(({ message }) => message === 'A model was called.')).toHaveLength(2)
    expect(JSON.stringify(recording.lines)).not.toContain('private')
  })
})
