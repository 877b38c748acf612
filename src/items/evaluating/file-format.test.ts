import { expect, test } from 'vitest'
import { eventColumns, itemColumns, placesOf } from './columns.ts'
import type { EventColumn } from './columns.ts'
import { typeWeight } from './event-meaning.ts'
import { namedFormat, plainFormat } from './file-format.ts'

const named = (...lines: string[]) =>
  namedFormat<EventColumn>(lines, { columns: eventColumns, required: ['user', 'item'] })
const plain = (...lines: string[]) => plainFormat(lines, (word) => typeWeight(word) !== null)

test.each([
  ['user_id,item_id,type,time,value', ',', { user: 0, item: 1, type: 2, time: 3, rating: 4 }],
  ['userId,movieId,rating,timestamp', ',', { user: 0, item: 1, rating: 2, time: 3 }],
  ['user_id:token\titem_id:token\trating:float\ttimestamp:float', '\t', { user: 0, item: 1, rating: 2, time: 3 }],
  ['"User-ID";"ISBN";"Book-Rating"', ';', { user: 0, item: 1 }],
  ['timestamp,visitorid,event,itemid,transactionid', ',', { user: 1, item: 3, type: 2, time: 0 }],
  ['userID\tartistID\tweight', '\t', { user: 0, item: 1, count: 2 }],
  ['user item rating', ' ', { user: 0, item: 1, rating: 2 }],
])('%j says what its columns are', (header, separator, places) => {
  expect(named(header)).toEqual({ kind: 'cells', separator, places, hasHeader: true })
})

test('lines of JSON are known by their first character', () => {
  expect(named('{"user_id": 1}')).toEqual({ kind: 'objects' })
})

test.each([['1 2 3'], ['reviewer,thing'], ['user_id,when']])('%j names no columns that are known', (header) => {
  expect(named(header)).toBeNull()
})

test.each([
  [['0 1 2 3', '1 5'], { kind: 'lists' }],
  [['0 1', '1 5'], { kind: 'lists' }],
  [['a\tb\tc\td\te'], { kind: 'lists' }],
  [
    ['196\t242\t3\t881250949', '186\t302\t3\t891717742'],
    ['\t', { user: 0, item: 1, rating: 2, time: 3 }],
  ],
  [['1::1193::5::978300760'], ['::', { user: 0, item: 1, rating: 2, time: 3 }]],
  [['u,i'], [',', { user: 0, item: 1 }]],
  [['u,i,like'], [',', { user: 0, item: 1, type: 2 }]],
  [['u,i,978300760,5'], [',', { user: 0, item: 1, time: 2, rating: 3 }]],
  [['u,i,like,2024-01-01'], [',', { user: 0, item: 1, type: 2, time: 3 }]],
])('without a header %j is told from its cells', (lines, expected) => {
  const [separator, places] = Array.isArray(expected) ? expected : []
  const cells = { kind: 'cells', separator, places, hasHeader: false }
  expect(plain(...lines)).toEqual(Array.isArray(expected) ? cells : expected)
})

test('a line in which nothing is separated is no data', () => {
  expect(plain('hello')).toBeNull()
})

test('of two columns that could be meant the plainer name counts', () => {
  expect(placesOf(itemColumns, ['item_id', 'id', 'text', 'description', 'genres', 'categories'])).toEqual({
    id: 1,
    description: 3,
    category: 4,
    categories: 5,
  })
})
