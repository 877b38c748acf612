import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { NOWHERE, placed, placementOf } from './placement.ts'

function learntOf(ids: readonly string[]) {
  let lookups = 0
  const columnOf = (id: string): number | undefined => {
    lookups += 1
    const column = ids.indexOf(id)
    return column === -1 ? undefined : column
  }
  return { columnOf, lookups: () => lookups }
}

test('each place has the column of its item, and what was not learnt has none', () => {
  const columns = openColumns()
  for (const id of ['b', 'new', 'a']) columns.put(plainItem(id), null)
  assert.deepEqual([...placementOf(learntOf(['a', 'b']), columns)], [1, NOWHERE, 0])
})

test('only items that came since are looked up', () => {
  const columns = openColumns()
  const learnt = learntOf(['a', 'b', 'c'])
  columns.put(plainItem('c'), null)
  placementOf(learnt, columns)
  columns.put(plainItem('c', { price: 3 }), null)
  columns.put(plainItem('a'), null)
  assert.deepEqual([...placementOf(learnt, columns)], [2, 0])
  assert.equal(learnt.lookups(), 2)
})

test('another shelf is looked up from the beginning', () => {
  const learnt = learntOf(['a', 'b'])
  const [one, other] = [openColumns(), openColumns()]
  one.put(plainItem('a'), null)
  other.put(plainItem('b'), null)
  assert.deepEqual([...placementOf(learnt, one)], [0])
  assert.deepEqual([...placementOf(learnt, other)], [1])
})

test('scores lie where their items do', () => {
  assert.deepEqual([...placed(Float32Array.of(5, 7), Int32Array.of(1, NOWHERE, 0), -1)], [7, -1, 5])
})
