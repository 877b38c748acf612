import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { choiceOf } from './choose.ts'
import type { Choosing } from './choose.ts'

const COUNT = 10
const best = Array.from({ length: COUNT }, (_, place) => place)

function choosing(changes: Partial<Choosing> = {}): Choosing {
  const columns = openColumns()
  for (const place of best) columns.put(plainItem(`item-${place}`), null)
  return {
    columns,
    scores: Float32Array.from(best, (place) => -place),
    diversity: 0,
    exploring: null,
    ...changes,
  }
}

const room = { length: 6, share: 0.5, shareMax: 1, seed: 1 }
const brought = new Set<number>()

test('where nothing is to be mixed in, the best are simply taken', () => {
  assert.equal(choiceOf(choosing()), undefined)
  assert.equal(choiceOf(choosing({ exploring: { newcomers: [], room, brought } })), undefined)
  assert.equal(choiceOf(choosing({ exploring: { newcomers: [9], room: { ...room, share: 0 }, brought } })), undefined)
})

test('a newcomer that is open gets a position, and nothing comes twice', () => {
  const chosen = choiceOf(choosing({ exploring: { newcomers: [9, 8], room, brought } }))?.(best.slice(0, 6)) ?? []
  assert.ok(chosen.includes(9))
  assert.equal(new Set(chosen).size, chosen.length)
})

test('newcomers have room on the page alone, and among the first that are chosen from alone', () => {
  const choose = choiceOf(
    choosing({ exploring: { newcomers: [9, 8], room: { ...room, length: 2, share: 1 }, brought } }),
  )
  assert.deepEqual(choose?.(best.slice(0, 6)), [0, 9, 1, 2, 3, 4])
  assert.deepEqual(choose?.(best.slice(0, 6)), best.slice(0, 6))
})

test('only what would have had no position is said to be there because it is new', () => {
  const names = new Set<number>()
  const choose = choiceOf(choosing({ exploring: { newcomers: [9, 0], room: { ...room, share: 1 }, brought: names } }))
  const chosen = choose?.(best.slice(0, 6)) ?? []
  assert.ok(chosen.includes(0) && chosen.includes(9))
  assert.deepEqual([...names], [9])
})
