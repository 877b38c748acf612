import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mainMappingShape } from './main-mapping.ts'
import { instantOf, readHostItem } from './read-host-item.ts'

const now = new Date('2026-06-01T12:00:00Z')
const mapping = mainMappingShape.parse({})

type Facts = Record<string, unknown>
const readWhole = (facts: Facts, id = 'mug') => {
  const read = readHostItem({ id, facts }, mapping, now)
  if (read === 'unusable') throw new Error('It is unusable.')
  return read
}
const isUsable = (facts: Facts, id = 'mug') => readHostItem({ id, facts }, mapping, now) !== 'unusable'

test('a row becomes an item of the host, with the time as it is to the millisecond', () => {
  const facts = {
    user_id: null,
    geo_id: 213,
    categories: { gender: 'f', age: '25-34', category: 'beauty', suitable_for: 'friend' },
    price: 1200.5,
    platform: 'ozon',
    status: 'in_stock',
    created_at: '2026-03-01T10:00:00.123456Z',
    title: ' Mug\u202e ',
    description: '',
  }
  expect(readWhole(facts)).toEqual({
    id: 'mug',
    title: 'Mug',
    description: null,
    categories: facts.categories,
    attributes: {},
    price: 1200.5,
    platform: 'ozon',
    geoId: 213,
    status: 'in_stock',
    ownerId: null,
    createdAt: new Date('2026-03-01T10:00:00.123Z'),
    source: 'host',
    hostDigest: expect.stringMatching(/^[\w-]{43}$/u) as string,
  })
})

test('the digest is the same for the same words, whatever time it is, and another for any other', () => {
  const facts = {
    geo_id: 1,
    price: 5,
    status: 'in_stock',
    categories: { age: 'any' },
    created_at: '2026-01-01T00:00:00Z',
  }
  const digest = readWhole(facts).hostDigest
  const later = readHostItem({ id: 'mug', facts }, mapping, new Date('2027-01-01'))
  expect(later).toMatchObject({ hostDigest: digest })
  const others: Facts[] = [
    { geo_id: 2 },
    { price: 6 },
    { status: 'sold' },
    { user_id: 'ann' },
    { platform: 'ozon' },
    { categories: { age: '45+' } },
    { created_at: '2026-01-01T00:00:00.000001Z' },
    { title: 'Mug' },
    { description: 'Blue.' },
  ]
  const digests = [digest, ...others.map((change) => readWhole({ ...facts, ...change }).hostDigest)]
  expect(new Set(digests).size).toBe(others.length + 1)
})

test('whose owner or status cannot be understood is somebody’s, or not in stock: never shown by mistake', () => {
  expect(readWhole({ user_id: 0 }).ownerId).toBe('0')
  expect(readWhole({ user_id: '' }).ownerId).toBe('')
  expect(readWhole({ user_id: 'a/b' }).ownerId).toBe('a/b')
  for (const status of [null, '', '  ', 7, {}, undefined]) expect(readWhole({ status }).status).toBe('unknown')
  const without = mainMappingShape.parse({ items: { status: null } })
  expect(readHostItem({ id: 'mug', facts: {} }, without, now)).toMatchObject({ status: 'in_stock' })
})

test('an item is everywhere where the host says nothing, and nowhere where nobody can ask for its place', () => {
  expect([readWhole({}).geoId, readWhole({ geo_id: '213' }).geoId, readWhole({ geo_id: -1 }).geoId]).toEqual([
    null,
    213,
    -1,
  ])
  for (const geo_id of ['', 'Moscow', 1.5, 2 ** 31, {}, [], false]) expect(isUsable({ geo_id })).toBe(false)
})

test.each(['', 'a/b', '..', 'import', 'trending', 'x'.repeat(129), 'a\u0000'])('nobody can have the id %j', (id) => {
  expect(isUsable({}, id)).toBe(false)
})

test.each<[unknown, number | null]>([
  [0, 0],
  [-0, 0],
  ['12.50', 12.5],
  ['', null],
  [-1, null],
  ['NaN', null],
  ['Infinity', null],
  [{}, null],
  [true, null],
])('the price %j is %j', (price, expected) => {
  expect(Object.is(readWhole({ price }).price, expected)).toBe(true)
})

test('categories are words by name; numbers are words, and what is none says nothing', () => {
  const categories = {
    age: ' 25-34 ',
    gender: null,
    level: 3,
    isNew: true,
    list: ['a'],
    deep: { a: 1 },
    '': 'x',
    blank: ' ',
  }
  const words = { age: '25-34', level: '3', isNew: 'true' }
  expect(readWhole({ categories }).categories).toEqual(words)
  expect(readWhole({ categories: JSON.stringify(categories) }).categories).toEqual(words)
  for (const none of [null, [], 'no json', '"text"', 7]) expect(readWhole({ categories: none }).categories).toEqual({})
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`name ${at}`, 'x'.repeat(300)]))
  const read = readWhole({ categories: many }).categories
  expect([Object.keys(read).length, read['name 0']?.length]).toEqual([100, 200])
})

test('what is too long is cut, and never through a character', () => {
  const { title, description, platform } = readWhole({
    title: `${'x'.repeat(999)}😀`,
    description: 'y'.repeat(30_000),
    platform: 'z'.repeat(300),
  })
  expect([title?.length, description?.length, platform?.length]).toEqual([999, 20_000, 200])
})

test('a time is read in UTC; none, one before 1970 and one to come are not news', () => {
  expect(instantOf('2026-03-01T10:00:00.5Z', now)).toEqual(new Date('2026-03-01T10:00:00.500Z'))
  for (const unknown of [null, undefined, '', 'soon', 7, '1969-12-31T00:00:00Z'])
    expect(instantOf(unknown, now)).toEqual(new Date(0))
  expect(instantOf('2999-01-01T00:00:00Z', now)).toEqual(now)
  expect(instantOf('20000-01-01T00:00:00Z', now)).toEqual(new Date(0))
})

test('whatever the columns hold, an item comes out that can be kept, or none', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.jsonValue(), fc.constant(null))
  const facts = fc.record({
    user_id: value,
    geo_id: value,
    categories: fc.oneof(value, fc.dictionary(fc.string({ unit: 'binary' }), value)),
    price: value,
    platform: value,
    status: value,
    created_at: value,
    title: value,
    description: value,
  })
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), facts, (id, row) => {
      const read = readHostItem({ id, facts: row }, mapping, now)
      if (read === 'unusable') return
      const text = JSON.stringify(read)
      expect(text.isWellFormed() && !text.includes(String.raw`\u0000`)).toBe(true)
      expect(Number.isInteger(read.geoId ?? 0) && (read.price ?? 0) >= 0).toBe(true)
      expect(read.ownerId === null).toBe(row.user_id === null)
    }),
  )
})
