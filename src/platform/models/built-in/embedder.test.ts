import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '../../../base/index.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { cosine, embedderKeepsItsPromises } from '../embedder-contract.ts'
import type { Embedder } from '../port.ts'
import { guessTokens, openBuiltInEmbedder } from './embedder.ts'
import type { BuiltInOptions } from './embedder.ts'
import { openTokens } from './tokens.ts'
import { nativeSentence } from './thread.ts'

const directory = new URL('../../../../models', import.meta.url).pathname

function open(options: Partial<BuiltInOptions> = {}): Embedder {
  const embedder = openBuiltInEmbedder({ directory, threads: null, log: silentLogger, ...options })
  onTestFinished(() => embedder.close())
  return embedder
}

embedderKeepsItsPromises('the built-in embedder', async () => {
  const embedder = openBuiltInEmbedder({ directory, threads: null, log: silentLogger })
  return { embedder, close: () => embedder.close() }
})

interface Golden {
  readonly sentences: readonly { readonly text: string; readonly embedding: readonly number[] }[]
}

test('it agrees with the full-precision model', async () => {
  const golden = JSON.parse(readFileSync(`${directory}/all-MiniLM-L6-v2/golden.json`, 'utf8')) as Golden
  const vectors = await open().embed(golden.sentences.map(({ text }) => text))
  expect(golden.sentences).toHaveLength(12)
  for (const [index, { embedding }] of golden.sentences.entries()) {
    expect(cosine(vectors[index], Float32Array.from(embedding))).toBeGreaterThanOrEqual(0.995)
  }
})

test('a short question does not wait for ten thousand texts', async () => {
  const embedder = open()
  await embedder.embed(['warm'])
  const abort = new AbortController()
  const texts = Array.from(
    { length: 10_000 },
    (_, index) => `Sentence ${index} of a long batch that nobody is in a hurry for.`,
  )
  const batch = embedder.embed(texts, { signal: abort.signal }).catch(() => 'given up')
  const question = embedder.embed(['A short question?'])
  expect(await Promise.race([batch, question.then(() => 'answered')])).toBe('answered')
  abort.abort()
  expect(await batch).toBe('given up')
})

test('the event loop goes on while the model works', async () => {
  const embedder = open()
  await embedder.embed(['warm'])
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await embedder.embed(Array.from({ length: 300 }, (_, index) => `Sentence number ${index} keeps a thread busy.`))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(20)
})

test('closing in the middle of the work ends the thread without ending the process', async () => {
  const embedder = open()
  await embedder.embed(['warm'])
  const batch = embedder.embed(Array.from({ length: 500 }, (_, index) => `Sentence number ${index}.`))
  const outcome = expect(batch).rejects.toMatchObject({ code: 'model.unavailable' })
  await new Promise((resolve) => setTimeout(resolve, 30))
  await embedder.close()
  await outcome
})

test('a thread that dies at work is replaced, and the call that it held is answered', async () => {
  const workers: Worker[] = []
  const embedder = open({
    startWorker: (workerData) => {
      const worker = new Worker(new URL('../../../../test/support/mortal-worker.ts', import.meta.url), { workerData })
      workers.push(worker)
      return worker
    },
  })
  const [before] = await embedder.embed(['Something that lasts.'])
  const call = embedder.embed(['Something that lasts.'])
  workers[0]?.postMessage('die', [])
  expect(cosine(before, (await call)[0])).toBeGreaterThan(0.99999)
  const [after] = await embedder.embed(['Something that lasts.'])
  expect(cosine(before, after)).toBeGreaterThan(0.99999)
  expect(workers).toHaveLength(2)
  expect(embedder.state().status).toBe('ready')
})

test('where the binary does not load, a sentence names the alternatives', async () => {
  const telemetry = recordingTelemetry()
  const runtime = new URL('../../../../test/support/unloadable-runtime.ts', import.meta.url).href
  const embedder = open({ runtime, log: telemetry.log })
  await expect(embedder.embed(['Hello'])).rejects.toMatchObject({ code: 'model.unavailable', detail: nativeSentence })
  await expect(embedder.embed(['Hello again'])).rejects.toMatchObject({ detail: nativeSentence })
  expect(embedder.state()).toMatchObject({ status: 'lost', detail: nativeSentence })
  expect(telemetry.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
})

test('a model that is not where it should be is said to be lost, and asked for again and again', async () => {
  const telemetry = recordingTelemetry()
  const embedder = open({ directory: '/nowhere', log: telemetry.log })
  await expect(embedder.embed(['Hello'])).rejects.toMatchObject({ code: 'model.unavailable', retryAfterSeconds: 5 })
  expect(embedder.state()).toMatchObject({
    status: 'lost',
    detail: 'The built-in embedding model could not be loaded (ENOENT).',
  })
  expect(telemetry.lines.filter(({ level }) => level === 'warn').length).toBeGreaterThanOrEqual(3)
})

test('the guess of tokens is near enough to cut chunks by', () => {
  const encode = openTokens(`${directory}/all-MiniLM-L6-v2`)
  const texts = [
    '',
    'Hello',
    'I need someone who can teach me to play the guitar.',
    '你好，我在找一位会计师。',
    'x '.repeat(2000),
  ]
  for (const text of texts) {
    const ratio = guessTokens(text) / encode(text).length
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  }
})
