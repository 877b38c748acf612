import assert from 'node:assert/strict'
import { test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { embedDistinct, embedMany } from './embed-many.ts'

const refused = (text: string): string => `without ${text}`

/** Refuses every call in which one of these is. */
function modelRefusing(...bad: readonly string[]) {
  const calls: (readonly string[])[] = []
  const embedAll = async (texts: readonly string[]): Promise<readonly string[]> => {
    calls.push(texts)
    if (texts.some((text) => bad.includes(text))) throw new Problem('model.refused', 'The model refused a text.')
    return texts.map((text) => `vector of ${text}`)
  }
  return { calls, embedAll, refused }
}

test('all go in one call while the model takes them', async () => {
  const model = modelRefusing()
  assert.deepEqual(await embedMany(['a', 'b'], model), ['vector of a', 'vector of b'])
  assert.deepEqual(model.calls, [['a', 'b']])
})

test('only what the model refuses goes without, and the order stays', async () => {
  const model = modelRefusing('b')
  assert.deepEqual(await embedMany(['a', 'b', 'c'], model), ['vector of a', 'without b', 'vector of c'])
  assert.deepEqual(model.calls, [['a', 'b', 'c'], ['a'], ['b'], ['c']])
})

test('a model that is away is no refusal', async () => {
  const embedAll = async (): Promise<string[]> => {
    throw new Problem('model.unavailable', 'The model does not answer.')
  }
  await assert.rejects(embedMany(['a'], { embedAll, refused }), { code: 'model.unavailable' })
})

test('a text that is there twice is embedded once, and without texts nobody is asked', async () => {
  const calls: (readonly string[])[] = []
  const embed = async (texts: readonly string[]): Promise<Float32Array[]> => {
    calls.push(texts)
    return texts.map((text) => Float32Array.of(text.length))
  }
  const { signal } = new AbortController()
  const vectors = await embedDistinct({ embed }, ['one', 'three', 'one'], signal)
  assert.deepEqual(
    [...vectors],
    [
      ['one', Float32Array.of(3)],
      ['three', Float32Array.of(5)],
    ],
  )
  assert.equal((await embedDistinct({ embed }, [], signal)).size, 0)
  assert.deepEqual(calls, [['one', 'three']])
})
