import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { explorePositions } from './explore.ts'

test('without a share no position is given away', () => {
  assert.deepEqual(explorePositions({ share: 0, shareMax: 1, seed: 1 }, 20), [])
  assert.deepEqual(explorePositions({ share: 1, shareMax: 0, seed: 1 }, 20), [])
})

test('a fifth of twenty are four, and the cap holds whatever is asked for', () => {
  assert.equal(explorePositions({ share: 0.2, shareMax: 1, seed: 3 }, 20).length, 4)
  assert.equal(explorePositions({ share: 1, shareMax: 0.1, seed: 3 }, 20).length, 2)
})

test('a fraction of a position is a chance of one', () => {
  const seeds = Array.from({ length: 2000 }, (_, seed) => seed)
  const counts = seeds.map((seed) => explorePositions({ share: 0.05, shareMax: 1, seed }, 10).length)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  assert.ok(Math.abs(mean - 0.5) < 0.05, `${mean}`)
  assert.deepEqual(new Set(counts), new Set([0, 1]))
})

test('positions ascend, lie on the page, spare the first, and are the same for the same seed', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.integer(), fc.integer({ min: 1, max: 100 }), (asked, shareMax, seed, count) => {
      const positions = explorePositions({ share: asked, shareMax, seed }, count)
      assert.deepEqual(explorePositions({ share: asked, shareMax, seed }, count), positions)
      assert.ok(positions.every((position) => position >= 1 && position < count))
      assert.ok(positions.every((position, at) => at === 0 || position > (positions[at - 1] ?? 0)))
      assert.ok(positions.length <= shareMax * count)
    }),
  )
})
