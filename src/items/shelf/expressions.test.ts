import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem as plain } from '../../../test/support/plain-item.ts'
import { Problem } from '../../base/index.ts'
import { openColumns } from './columns.ts'
import { findTrue, readExpression } from './expressions.ts'

function shelf() {
  const columns = openColumns()
  columns.put(
    plain('a', {
      price: 10,
      categories: { category: 'beauty' },
      attributes: { colour: 'Red', weight: 3, tags: ['new'], odd: 1, 'not a name': 'x' },
      createdAt: new Date('2026-02-01T00:00:00Z'),
    }),
    null,
  )
  columns.put(plain('b', { price: 20, attributes: { colour: 'blue', odd: 'text' } }), null)
  columns.put(plain('c', { attributes: { vegan: true, odd: 'text' } }), null)
  return columns
}

async function trueOf(text: string): Promise<string> {
  const columns = shelf()
  const found: string[] = []
  const mask = columns.isOpen.slice(0, columns.count)
  await findTrue({ columns, mask }, readExpression(columns, text, 'filter'), (place) =>
    found.push(columns.ids[place] ?? ''),
  )
  return found.join('')
}

test('every field of an item may be asked about, and every attribute by its name', async () => {
  assert.equal(await trueOf('price in ..15'), 'a')
  assert.equal(await trueOf('category = "beauty"'), 'a')
  assert.equal(await trueOf('attributes.colour = "red"'), 'a')
  assert.equal(await trueOf('attributes.weight > 2 and attributes.tags contains "new"'), 'a')
  assert.equal(await trueOf('attributes.vegan = true'), 'c')
  assert.equal(await trueOf('created_at > 2026-01-01'), 'a')
})

test('what is not known is not true, and neither is its opposite', async () => {
  assert.equal(await trueOf('price > 5'), 'ab')
  assert.equal(await trueOf('not price > 5'), '')
  assert.equal(await trueOf('price is unknown'), 'c')
})

test('an attribute is of the type that most items give it', async () => {
  assert.equal(shelf().fields['attributes.odd'], 'text')
  assert.equal(await trueOf('attributes.odd = "text"'), 'bc')
  assert.equal(Object.hasOwn(shelf().fields, 'attributes.not a name'), false)
})

test('only places of the mask are asked', async () => {
  const columns = shelf()
  const found: number[] = []
  const expression = readExpression(columns, 'price > 5', 'filter')
  await findTrue({ columns, mask: Uint8Array.of(0, 1, 1) }, expression, (place) => found.push(place))
  assert.deepEqual(found, [1])
})

test('a fault names the field of the request and the character', () => {
  const columns = shelf()
  for (const text of ['price >', 'prise > 3', '', 'price > 3 or', '('.repeat(60)]) {
    assert.throws(
      () => readExpression(columns, text, 'boost.0.is'),
      (error: unknown) =>
        error instanceof Problem &&
        error.code === 'request.invalid' &&
        error.errors[0]?.path === 'boost.0.is' &&
        /at character \d+/u.test(error.detail),
    )
  }
})

test('a new attribute is known at the next request', () => {
  const columns = shelf()
  assert.equal(columns.fields['attributes.size'], undefined)
  columns.put(plain('d', { attributes: { size: 3 } }), null)
  assert.equal(columns.fields['attributes.size'], 'number')
})
