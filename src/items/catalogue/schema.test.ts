import { expect, test } from 'vitest'
import { faultsOf, viewItem, writtenOf } from './wire.ts'
import { importedItem, itemBody, limits } from './schema.ts'

const read = (body: object) => writtenOf('tea', itemBody.parse(body))
const isTaken = (body: object) => itemBody.safeParse(body).success

test('what is not said is not known, in stock, public and everywhere', () => {
  expect(read({})).toEqual({
    id: 'tea',
    title: null,
    description: null,
    categories: {},
    attributes: {},
    price: null,
    platform: null,
    geoId: null,
    status: 'in_stock',
    ownerId: null,
    createdAt: null,
    source: 'api',
    hostDigest: null,
  })
})

test('words are trimmed, and what is blank or null says nothing', () => {
  const said = {
    title: '  Tea\u202e  ',
    description: ' ',
    platform: '',
    status: null,
    categories: { gender: ' f ', age: null, category: '' },
    attributes: { colour: 'green', none: null, blank: ' ', tags: ['a', 'b'], is_new: false, grams: 0 },
  }
  expect(read(said)).toMatchObject({
    title: 'Tea',
    description: null,
    platform: null,
    status: 'in_stock',
    categories: { gender: 'f' },
    attributes: { colour: 'green', tags: ['a', 'b'], is_new: false, grams: 0 },
  })
})

test('an owner may be a number, and an instant without an offset is UTC', () => {
  expect(read({ owner: 12, created_at: '2026-05-01T10:00:00' })).toMatchObject({
    ownerId: '12',
    createdAt: new Date('2026-05-01T10:00:00Z'),
  })
})

test.each([
  [{ titel: 'Tea' }],
  [{ price: -1 }],
  [{ price: '12' }],
  [{ price: Infinity }],
  [{ price: Number.NaN }],
  [{ geo_id: 1.5 }],
  [{ geo_id: 2 ** 31 }],
  [{ categories: { gender: 1 } }],
  [{ categories: ['f'] }],
  [{ attributes: { nested: { a: 1 } } }],
  [{ attributes: { numbers: [1] } }],
  [{ attributes: { '': 'x' } }],
  [{ attributes: { ['x'.repeat(limits.nameCharacters + 1)]: 1 } }],
  [{ attributes: Object.fromEntries(Array.from({ length: limits.names + 1 }, (_, at) => [`a${at}`, at])) }],
  [{ title: 'x'.repeat(limits.titleCharacters + 1) }],
  [{ created_at: '1960-01-01T00:00:00Z' }],
  [{ id: 'a/b' }],
])('%j is no item', (body) => {
  expect(isTaken(body)).toBe(false)
})

test('a price of -0 is 0, and a line of a file must say whose it is', () => {
  expect(Object.is(read({ price: -0 }).price, 0)).toBe(true)
  expect([importedItem.safeParse({}).success, importedItem.safeParse({ id: 'tea' }).success]).toEqual([false, true])
})

test('nothing was made later than tomorrow', () => {
  const now = new Date('2026-05-01T00:00:00Z')
  const faults = (text: string) => faultsOf(itemBody.parse({ created_at: text }), now)
  expect(faults('2026-05-02T00:00:00Z')).toEqual([])
  expect(faults('2026-05-03T00:00:00Z')).toEqual([{ path: 'created_at', message: 'lies in the future' }])
})

test('what is given back may be sent again, and says the same', () => {
  const item = read({ title: 'Tea', attributes: { tags: ['a'] }, price: 3, owner: 'ann', geo_id: 2 })
  const times = { createdAt: new Date('2026-05-01T00:00:00Z'), updatedAt: new Date('2026-05-02T00:00:00Z') }
  const { id, ...shown } = viewItem({ ...item, ...times, source: 'host' })
  expect(writtenOf(id, itemBody.parse({ id, ...shown }))).toEqual({ ...item, createdAt: times.createdAt })
})
