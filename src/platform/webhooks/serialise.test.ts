import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { serialise } from './serialise.ts'

test('an object is written as JSON.stringify writes it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined))), async (body) => {
      expect(await serialise(body)).toBe(JSON.stringify(body))
    }),
  )
})

test('so are lists of many slices, and what lists cannot hold', async () => {
  const body = { pairs: Array.from({ length: 4001 }, (_, index) => ({ index })), odd: [undefined, () => 0], none: [] }
  expect(await serialise(body)).toBe(JSON.stringify(body))
})

test('a long list lets others have their turn', async () => {
  let turns = 0
  const counting = setInterval(() => (turns += 1))
  await serialise({ pairs: Array.from({ length: 100_000 }, (_, index) => ({ index, text: 'x'.repeat(100) })) })
  clearInterval(counting)
  expect(turns).toBeGreaterThan(3)
})
