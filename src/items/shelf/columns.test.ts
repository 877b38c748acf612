import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem as plain } from '../../../test/support/plain-item.ts'
import { openColumns, UNKNOWN } from './columns.ts'
import { FEATURES } from './features.ts'

test('an item keeps its place through every change, and a closed place opens again', () => {
  const columns = openColumns()
  columns.put(plain('a'), null)
  columns.put(plain('b'), null)
  columns.shut('a')
  assert.deepEqual([columns.placeOf('a'), columns.isOpen[0]], [0, 0])
  columns.put(plain('a', { price: 5 }), null)
  assert.deepEqual([columns.placeOf('a'), columns.isOpen[0], columns.price[0]], [0, 1, 5])
  assert.equal(columns.count, 2)
})

test('every change is another version, and shutting what is shut or unknown is none', () => {
  const columns = openColumns()
  columns.put(plain('a'), null)
  const { version } = columns
  columns.shut('unknown')
  assert.equal(columns.version, version)
  columns.shut('a')
  columns.shut('a')
  assert.equal(columns.version, version + 1)
})

test('what is not known is told apart from every value', () => {
  const columns = openColumns()
  columns.put(plain('a', { categories: { category: 'beauty' }, platform: 'ozon', geoId: 0 }), null)
  columns.put(plain('b'), null)
  assert.equal(columns.facet('category')[1], UNKNOWN)
  assert.equal(columns.valueOf('category', columns.facet('category')[0] ?? 0), 'beauty')
  assert.equal(columns.codeOf('platform', 'ozon'), columns.facet('platform')[0])
  assert.equal(columns.codeOf('platform', 'amazon'), undefined)
  assert.deepEqual([columns.geo[0], Number.isNaN(columns.geo[1])], [0, true])
  assert.equal(Number.isNaN(columns.price[0]), true)
})

test('thousands of items fit, and those before keep what they were', () => {
  const columns = openColumns()
  const facts = (at: number) => ({ price: at, categories: { category: `c${at % 7}` }, createdAt: new Date(at) })
  for (let at = 0; at < 3000; at += 1) columns.put(plain(`i${at}`, facts(at)), null)
  for (const at of [0, 1023, 1024, 2999]) {
    assert.equal(columns.price[at], at)
    assert.equal(columns.createdMs[at], at)
    assert.equal(columns.valueOf('category', columns.facet('category')[at] ?? 0), `c${at % 7}`)
  }
  assert.ok(columns.features.length >= 3000 * FEATURES)
})

test('a change in one place is none in another, and what is everywhere changes all', () => {
  const columns = openColumns()
  const versions = (): readonly number[] => [1, 2].map((geo) => columns.versionAt(geo))
  columns.put(plain('a', { geoId: 1 }), null)
  assert.deepEqual(versions(), [1, 0])
  columns.put(plain('a', { geoId: 2 }), null)
  assert.deepEqual(versions(), [2, 1])
  columns.put(plain('b'), null)
  assert.deepEqual(versions(), [3, 2])
  columns.shut('a')
  assert.deepEqual(versions(), [3, 3])
})
