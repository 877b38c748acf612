import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { openBatcher } from './batcher.ts'
import type { Batcher } from './batcher.ts'

interface Run {
  readonly texts: readonly string[]
  readonly signal: AbortSignal
  finish(): void
  fail(error: Error): void
}

/** A batcher whose chunks end when the test says so. A vector is the length of its text. */
function batcherByHand(
  limits = { cost: 10, texts: 100, calls: 100 },
  concurrency = 1,
): { batcher: Batcher; runs: Run[] } {
  const runs: Run[] = []
  const batcher = openBatcher({
    costOf: (text) => text.length,
    limits,
    concurrency,
    run: (texts, signal) =>
      new Promise((resolve, reject) => {
        const vectors = texts.map((text) => Float32Array.of(text.length))
        runs.push({ texts, signal, finish: () => resolve(vectors), fail: reject })
      }),
  })
  return { batcher, runs }
}

/** Lets whatever is due happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function finishAll(runs: Run[]): Promise<void> {
  for (let index = 0; index < runs.length; index += 1) {
    runs[index]?.finish()
    await settle()
  }
}

test('a long call is cut into chunks and comes back in its own order', async () => {
  const { batcher, runs } = batcherByHand()
  const call = batcher.embed(['aaaaaaa', 'b', 'cccccc', 'dd', 'eeeee'])
  await finishAll(runs)
  expect((await call).map(([length]) => length)).toEqual([7, 1, 6, 2, 5])
  expect(runs.map(({ texts }) => texts)).toEqual([['b', 'dd', 'eeeee'], ['cccccc'], ['aaaaaaa']])
})

test('a short call goes out with the next chunk, not after a long call', async () => {
  const { batcher, runs } = batcherByHand()
  const long = batcher.embed(Array.from({ length: 100 }, () => 'aaaaa'))
  const short = batcher.embed(['b'])
  runs[0]?.finish()
  await settle()
  expect(runs[1]?.texts).toContain('b')
  runs[1]?.finish()
  expect(await short).toEqual([Float32Array.of(1)])
  await finishAll(runs)
  expect(await long).toHaveLength(100)
})

test('small calls that wait together go out together', async () => {
  const { batcher, runs } = batcherByHand()
  const calls = ['a', 'b', 'c', 'd'].map((text) => batcher.embed([text]))
  await finishAll(runs)
  await Promise.all(calls)
  expect(runs.map(({ texts }) => texts.length)).toEqual([1, 3])
})

test('with more calls than fit a chunk each has its turn', async () => {
  const { batcher, runs } = batcherByHand({ cost: 10, texts: 100, calls: 1 })
  const calls = ['x', 'a', 'b', 'c'].map((text) => batcher.embed([text, text, text].map((one) => one.repeat(10))))
  await finishAll(runs)
  await Promise.all(calls)
  expect(runs.map(({ texts }) => texts[0]?.[0]).join('')).toBe('xxabcxabcabc')
})

test('no more chunks are in the air than may be', async () => {
  const { batcher, runs } = batcherByHand({ cost: 1, texts: 1, calls: 1 }, 3)
  const call = batcher.embed(['a', 'b', 'c', 'd', 'e'])
  await settle()
  expect(runs).toHaveLength(3)
  runs[0]?.finish()
  await settle()
  expect(runs).toHaveLength(4)
  await finishAll(runs)
  expect(await call).toHaveLength(5)
})

test('a chunk that fails fails its calls, and no others', async () => {
  const { batcher, runs } = batcherByHand({ cost: 1, texts: 1, calls: 1 })
  const bad = batcher.embed(['a', 'b'])
  const good = batcher.embed(['c'])
  const outcome = expect(bad).rejects.toThrow('broken')
  runs[0]?.fail(new Error('broken'))
  await outcome
  await settle()
  runs[1]?.finish()
  expect(await good).toHaveLength(1)
  expect(runs.map(({ texts }) => texts)).toEqual([['a'], ['c']])
})

test('a chunk that comes back short fails instead of mixing texts up', async () => {
  const batcher = openBatcher({
    costOf: () => 1,
    limits: { cost: 10, texts: 10, calls: 10 },
    concurrency: 1,
    run: async () => [Float32Array.of(1)],
  })
  await expect(batcher.embed(['a', 'b'])).rejects.toThrow(RangeError)
})

test('a call that is given up is not sent any further', async () => {
  const { batcher, runs } = batcherByHand()
  const abort = new AbortController()
  const call = batcher.embed(
    Array.from({ length: 50 }, () => 'aaaaa'),
    abort.signal,
  )
  const outcome = expect(call).rejects.toThrow('enough')
  abort.abort(new Error('enough'))
  await outcome
  runs[0]?.finish()
  await settle()
  expect(runs).toHaveLength(1)
})

test('a chunk is given up when nobody waits for it, and only then', async () => {
  const { batcher, runs } = batcherByHand()
  await settle()
  const first = batcher.embed(['first'])
  const [one, other] = [new AbortController(), new AbortController()]
  const calls = [batcher.embed(['a'], one.signal), batcher.embed(['b'], other.signal)]
  const outcomes = calls.map((call) => call.catch((error: unknown) => error))
  runs[0]?.finish()
  await first
  await settle()
  one.abort(new Error('enough'))
  expect(runs[1]?.signal.aborted).toBe(false)
  other.abort(new Error('enough'))
  expect(runs[1]?.signal.aborted).toBe(true)
  await Promise.all(outcomes)
})

test('closing refuses what waits, what is in the air and what comes', async () => {
  const { batcher, runs } = batcherByHand()
  const calls = [batcher.embed(['in the air']), batcher.embed(['waiting'])]
  const outcomes = Promise.all(calls.map((call) => expect(call).rejects.toThrow('closed')))
  batcher.close(new Error('closed'))
  await outcomes
  expect(runs[0]?.signal.aborted).toBe(true)
  await expect(batcher.embed(['late'])).rejects.toThrow('closed')
})

test('texts that a model refuses fail their own call, not those that went out with it', async () => {
  const batcher = openBatcher({
    costOf: () => 1,
    limits: { cost: 10, texts: 10, calls: 10 },
    concurrency: 1,
    run: async (texts) => {
      await settle()
      if (texts.includes('poison')) throw new Problem('model.refused', 'The input was flagged.')
      return texts.map((text) => Float32Array.of(text.length))
    },
  })
  // The first takes the only place in the air, so the other three wait, and go out together.
  const calls = [['first'], ['good'], ['fine', 'poison'], ['better']].map((texts) => batcher.embed(texts))
  const ends = await Promise.allSettled(calls)
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})
