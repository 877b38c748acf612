import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem as plain } from '../../../test/support/plain-item.ts'
import { openColumns } from './columns.ts'
import { countOpen, fitting } from './filters.ts'
import type { Wanted } from './filters.ts'

const anything: Wanted = { geoId: null, priceMin: null, priceMax: null, exactly: {}, suiting: {} }

const columns = openColumns()
columns.put(
  plain('a', { geoId: 1, price: 10, categories: { gender: 'f', category: 'beauty' }, platform: 'ozon' }),
  null,
)
columns.put(plain('b', { geoId: 1, price: 0, categories: { gender: 'any' } }), null)
columns.put(plain('c', { geoId: 2, price: 30, categories: { gender: 'm', category: 'books' } }), null)
columns.put(plain('d', { price: 20 }), null)
columns.put(plain('e', { geoId: 1 }), null)
columns.put(plain('f', { geoId: 1, price: 10 }), null)
columns.shut('f')

const fit = (wanted: Partial<Wanted>): string =>
  [...fitting(columns, { ...anything, ...wanted })].map((is, place) => (is ? columns.ids[place] : '')).join('')

test('without a wish everything fits that may be shown', () => {
  assert.equal(fit({}), 'abcde')
  assert.equal(countOpen(fitting(columns, anything)), 5)
})

test('an item is where it says, or everywhere when it says nothing', () => {
  assert.equal(fit({ geoId: 1 }), 'abde')
  assert.equal(fit({ geoId: 3 }), 'd')
})

test('a price of 0 is a price, both ends fit, and an unknown price fits no range', () => {
  assert.equal(fit({ priceMin: 0, priceMax: 10 }), 'ab')
  assert.equal(fit({ priceMin: 20 }), 'cd')
  assert.equal(fit({ priceMax: 0 }), 'b')
})

test('an exact value is that value; a suiting one is also "any" and nothing said', () => {
  assert.equal(fit({ exactly: { gender: 'f' } }), 'a')
  assert.equal(fit({ suiting: { gender: ['f'] } }), 'abde')
  assert.equal(fit({ suiting: { gender: ['female', 'f'] } }), 'abde')
  assert.equal(fit({ exactly: { platform: 'ozon' }, suiting: { category: ['beauty'] } }), 'a')
})

test('a value that no item has fits none exactly, and those that say nothing', () => {
  assert.equal(fit({ exactly: { category: 'cars' } }), '')
  assert.equal(fit({ suiting: { category: ['cars'] } }), 'bde')
})
