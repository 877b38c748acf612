import { expect, test } from 'vitest'
import { nearnessOf, prototypeTexts } from './prototypes.ts'

test('there are as many examples of each kind, none twice', () => {
  const counts = Object.values(prototypeTexts).map((texts) => texts.length)
  expect(new Set(counts).size).toBe(1)
  expect(new Set(Object.values(prototypeTexts).flat()).size).toBe(counts.reduce((sum, count) => sum + count, 0))
})

test('the nearest five of a kind speak for it', () => {
  const [near, far] = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  const prototypes = {
    need: [near, near, near, near, near, far, far],
    offer: [near, far, far, far, far],
    background: [far],
  }
  expect(nearnessOf(Float32Array.of(2, 0), prototypes)).toEqual({ need: 1, offer: 0.2, background: 0 })
})

test('a kind without examples is near to nothing', () => {
  expect(nearnessOf(Float32Array.of(1), { need: [], offer: [], background: [] })).toEqual({
    need: 0,
    offer: 0,
    background: 0,
  })
})
