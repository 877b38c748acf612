import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { placesInOrder } from './places-in-order.ts'
import type { Choose } from './places-in-order.ts'

const COUNT = 1000
const columns = openColumns()
for (let place = 0; place < COUNT; place += 1) columns.put(plainItem(`item-${place}`), null)

const inOrder = (choose?: Choose) =>
  placesInOrder({
    columns,
    scores: Float32Array.from({ length: COUNT }, (_, place) => -place),
    mask: new Uint8Array(COUNT).fill(1),
    ...(choose ? { choose } : {}),
  })

async function read(next: ReturnType<typeof inOrder>, step: number): Promise<readonly number[]> {
  const all: number[] = []
  for (;;) {
    const places = await next(step)
    if (places.length === 0) return all
    all.push(...places)
  }
}

const everything = Array.from({ length: COUNT }, (_, place) => place)

test('without a choice the best come first, however many are asked for at a time', async () => {
  for (const step of [1, 7, 300, 5000]) assert.deepEqual(await read(inOrder(), step), everything)
})

test('a choice is made among the same, however many are asked for at a time', async () => {
  const offered: number[] = []
  const reversed: Choose = (best) => {
    offered.push(best.length)
    return best.toReversed()
  }
  const expected = everything.toSorted((one, other) => Math.floor(one / 200) - Math.floor(other / 200) || other - one)
  for (const step of [1, 28, 450]) assert.deepEqual(await read(inOrder(reversed), step), expected)
  assert.ok(offered.every((count) => count === 200))
})

test('what a choice puts in comes once, and what it leaves out comes later', async () => {
  let isFirst = true
  const bringing: Choose = (best) => {
    const chosen = isFirst ? [900, ...best.slice(0, -1)] : best
    isFirst = false
    return chosen
  }
  const order = await read(inOrder(bringing), 20)
  assert.equal(order[0], 900)
  assert.equal(order.length, COUNT)
  assert.equal(new Set(order).size, COUNT)
  assert.equal(order.indexOf(199), 200)
})
