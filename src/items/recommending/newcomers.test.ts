import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { bestNewcomers, withNewcomers } from './newcomers.ts'

const now = new Date('2026-06-30T00:00:00Z')
const room = { length: 4, share: 0.5, shareMax: 1, seed: 7 }

function newcomers() {
  const columns = openColumns()
  const add = (id: string, made: string): void => columns.put(plainItem(id, { createdAt: new Date(made) }), null)
  add('old', '2026-01-01T00:00:00Z')
  add('new', '2026-06-20T00:00:00Z')
  add('newer', '2026-06-29T00:00:00Z')
  add('known', '2026-06-29T00:00:00Z')
  const model = { columnOf: (id: string) => (id === 'known' || id === 'old' ? 0 : undefined) }
  return { columns, mask: new Uint8Array(4).fill(1), scores: Float32Array.of(9, 2, 1, 8), model, now }
}

test('a newcomer is of late and unknown to the model, and the best comes first', () => {
  assert.deepEqual(bestNewcomers(newcomers(), 5), [1, 2])
  assert.deepEqual(bestNewcomers({ ...newcomers(), model: null }, 5), [3, 1, 2])
})

test('what may not be shown is no newcomer', () => {
  assert.deepEqual(bestNewcomers({ ...newcomers(), mask: Uint8Array.of(1, 0, 1, 1) }, 5), [2])
})

test('newcomers get some positions, never the first, and nobody comes twice', () => {
  const mixed = withNewcomers([10, 11, 12, 13], [21, 22, 23], room)
  assert.equal(mixed.length, 4)
  assert.equal(mixed[0], 10)
  assert.deepEqual(
    mixed.filter((place) => place > 20),
    [21, 22],
  )
  assert.deepEqual(
    mixed.filter((place) => place < 20),
    [10, 11],
  )
})

test('a newcomer that is among the best takes one position only, and none behind its own', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const best = [10, 11, 12, 13]
    const mixed = withNewcomers(best, [10, 12, 21], { ...room, seed })
    assert.equal(new Set(mixed).size, best.length)
    assert.equal(mixed[0], 10)
    assert.ok(mixed.indexOf(12) <= 2)
  }
})

test('where all are newcomers, each keeps its place', () => {
  assert.deepEqual(withNewcomers([10, 11, 12, 13], [10, 11, 12, 13, 14], room), [10, 11, 12, 13])
})

test('without newcomers, or without room for them, the best stay as they are', () => {
  assert.deepEqual(withNewcomers([10, 11], [], room), [10, 11])
  assert.deepEqual(withNewcomers([10, 11], [21], { ...room, share: 0 }), [10, 11])
})
