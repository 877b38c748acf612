/**
 * Embedding through the product against a bare onnxruntime loop over the same texts, in one run.
 * The product: cache looked up, thread asked, vectors copied and written to the database. The bare loop: the same
 * session options, tokenizer and batches, in the main thread, vectors thrown away. `TEST_DATABASE_URL` chooses real
 * PostgreSQL.
 */
import { availableParallelism } from 'node:os'
import * as onnxruntime from 'onnxruntime-node'
import { planBatches } from '../src/platform/models/built-in/batches.ts'
import { openTokens } from '../src/platform/models/built-in/tokens.ts'
import { defaultModelSettings, openEmbedder } from '../src/platform/models/index.ts'
import { silentTelemetry } from '../src/platform/telemetry/index.ts'
import { testDb } from '../test/support/db.ts'

/** Many short rounds, so that both sides meet the same neighbours on the machine. */
const ROUNDS = 15
const TEXTS = 600
const directory = new URL('../models', import.meta.url).pathname

const words = `the a to of and I we need look for offer teach learn build design sell garden boat guitar money project
engineer carpenter product manager mentor investor finance software hardware early stage company weekend help people
berlin remote patient careful quickly together market customers research biology energy schools music wooden`.split(
  /\s+/u,
)

let state = 7
const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647

/** 5 to 25 words, about 15 tokens at the median: sentences of needs and offers. */
function makeTexts(): string[] {
  return Array.from({ length: TEXTS }, () => {
    const length = 5 + Math.floor(20 * random() ** 1.5)
    return Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ')
  })
}

const encode = openTokens(`${directory}/all-MiniLM-L6-v2`)
const session = await onnxruntime.InferenceSession.create(`${directory}/all-MiniLM-L6-v2/model_int8.onnx`, {
  intraOpNumThreads: availableParallelism(),
  extra: { session: { intra_op: { allow_spinning: '0' } } },
})

async function runBare(texts: readonly string[]): Promise<void> {
  const ids = texts.map(encode)
  for (const batch of planBatches(
    ids.map((one) => one.length),
    512,
  )) {
    const width = Math.max(...batch.map((index) => ids[index]!.length))
    const tokens = new BigInt64Array(batch.length * width)
    const mask = new BigInt64Array(batch.length * width)
    for (const [row, index] of batch.entries()) {
      for (const [column, id] of ids[index]!.entries()) {
        tokens[row * width + column] = BigInt(id)
        mask[row * width + column] = 1n
      }
    }
    const tensor = (data: BigInt64Array) => new onnxruntime.Tensor('int64', data, [batch.length, width])
    const feeds = {
      input_ids: tensor(tokens),
      attention_mask: tensor(mask),
      token_type_ids: tensor(new BigInt64Array(mask.length)),
    }
    await session.run(feeds)
  }
}

async function perSecond(
  texts: readonly string[],
  work: (texts: readonly string[]) => Promise<unknown>,
): Promise<number> {
  const started = performance.now()
  await work(texts)
  return (texts.length * 1000) / (performance.now() - started)
}

async function latencyMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const middle = (figures: readonly number[]): number =>
  figures.toSorted((one, other) => one - other)[figures.length >> 1] ?? 0
const show = (label: string, figure: number, unit: string): void =>
  console.log(`${label.padEnd(52)} ${figure.toFixed(2).padStart(9)} ${unit}`)

const corner = await testDb()
const settings = { ...defaultModelSettings, directory, embeddingMemoryBytes: 0 }
const open = () => openEmbedder('all-MiniLM-L6-v2', { db: corner.db, telemetry: silentTelemetry(), settings })
const embedder = await open()
await Promise.all([embedder.embed(['warm']), runBare(['warm'])])

const rounds: { bare: number; product: number }[] = []
const all: string[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const texts = makeTexts()
  const bare = await perSecond(texts, runBare)
  rounds.push({ bare, product: await perSecond(texts, (some) => embedder.embed(some)) })
  all.push(...texts)
}

const alone: number[] = []
for (let call = 0; call < 100; call += 1)
  alone.push(await latencyMs(() => embedder.embed([`A short question, number ${call}?`])))

const beside: number[] = []
const progress = { isDone: false }
const batch = embedder.embed(Array.from({ length: 10 }, makeTexts).flat()).finally(() => (progress.isDone = true))
for (let call = 0; !progress.isDone; call += 1)
  beside.push(await latencyMs(() => embedder.embed([`Another question, number ${call}?`])))
await batch
await embedder.close()

const restarted = await open()
const kept = await perSecond(all, (some) => restarted.embed(some))
await restarted.close()

console.log(`${corner.db.kind} database, ${availableParallelism()} cores, ${ROUNDS} rounds of ${TEXTS} texts`)
show('bare onnxruntime loop', middle(rounds.map(({ bare }) => bare)), 'texts/s')
show('through the product, cache empty, written to it', middle(rounds.map(({ product }) => product)), 'texts/s')
show('after a restart, kept in the database', kept, 'texts/s')
show('one short text alone, median', middle(alone), 'ms')
show(`one short text beside a batch of ${10 * TEXTS}, median`, middle(beside), 'ms')
show(`one short text beside a batch of ${10 * TEXTS}, worst`, Math.max(...beside), 'ms')
show('RATIO product / bare (goal 0.85)', middle(rounds.map(({ product, bare }) => product / bare)), '')

await session.release()
await corner.close()
