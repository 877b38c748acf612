import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deserialise } from './deserialise.ts'
import { serialise } from './serialise.ts'

test('a body is read as JSON.parse reads it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (body) => {
      const text = await serialise(body)
      expect(await deserialise(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('so are lists of many slices, with quotes, brackets and backslashes in their words', async () => {
  const words = ['"', '\\', '\\"', '],[', '},{', ',', ':', '\u0000', '\ud800', 'ü']
  const pairs = Array.from({ length: 30_000 }, (_, index) => ({ index, words, nested: [[], {}, [words[index % 10]]] }))
  const text = await serialise({ before: '[', pairs, none: [], after: { pairs: [1, null, 'x'] } })
  expect(await deserialise(text)).toEqual(JSON.parse(text))
})

test('a long list lets others have their turn', async () => {
  const text = await serialise({ pairs: Array.from({ length: 100_000 }, () => ({ text: 'x'.repeat(100) })) })
  let turns = 0
  const counting = setInterval(() => (turns += 1))
  await deserialise(text)
  clearInterval(counting)
  expect(turns).toBeGreaterThan(3)
})
