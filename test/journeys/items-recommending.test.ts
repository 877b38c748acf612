/** Lists of items through the whole house: what may be shown, in which order, page by page, and why. */
import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually } from '../support/jobs.ts'
import { testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ CACHE_TTL_PERSONALIZED: '60', EXPLORATION: '0' })
})
afterAll(() => house.stop())

interface List {
  readonly items: string[]
  readonly pagination: Record<string, unknown>
  readonly algorithm_used: string
  readonly cache_hit: boolean
  readonly recommendation_id: string
  readonly explanations?: readonly { readonly id: string; readonly source: string; readonly because: string }[]
}

const post = async (path: string, body: object): Promise<List> => {
  const { status, body: answer } = await house.call('POST', path, body)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer as unknown as List
}

const put = async (id: string, changes: object = {}): Promise<void> => {
  const { status } = await house.call('PUT', `/api/v1/items/${id}`, { title: id, geo_id: 7, ...changes })
  assert.ok(status < 300)
}

let events = 0
const did = async (userId: string, itemId: string, type = 'like'): Promise<void> => {
  events += 1
  const event = { event_id: `event-${events}`, user_id: userId, item_id: itemId, type }
  assert.equal((await house.call('POST', '/api/v1/interactions', event)).status, 200)
}

test('an empty catalogue has an empty list, and says so', async () => {
  const { items, pagination, algorithm_used } = await post('/popular', { user_params: { geo_id: 404 } })
  assert.deepEqual(items, [])
  assert.deepEqual([pagination['total_count'], pagination['has_next'], algorithm_used], [0, false, 'popular'])
})

test('only what is public, in stock and in that place is listed, and an item changes at once', async () => {
  await put('public', { geo_id: 1 })
  await put('everywhere', { geo_id: null })
  await put('private', { geo_id: 1, owner: 'somebody' })
  await put('sold', { geo_id: 1, status: 'sold_out' })
  await put('elsewhere', { geo_id: 2 })
  const ask = () => post('/popular', { user_params: { geo_id: 1 } })
  assert.deepEqual((await ask()).items.toSorted(), ['everywhere', 'public'])
  await put('public', { geo_id: 1, status: 'sold_out' })
  assert.deepEqual((await ask()).items, ['everywhere'])
  await put('sold', { geo_id: 1 })
  assert.deepEqual((await ask()).items.toSorted(), ['everywhere', 'sold'])
  await house.call('DELETE', '/api/v1/items/everywhere')
  assert.deepEqual((await ask()).items, ['sold'])
})

test('whoever has done nothing gets the popular; after a like what resembles it comes first, and the like never', async () => {
  for (const kind of ['books', 'games'])
    for (const number of [1, 2, 3])
      await put(`${kind}-${number}`, { categories: { category: kind }, price: 10 * number })
  const ask = (page = 1) =>
    post('/personalized', { user_id: 'ana', geo_id: 7, pagination: { page, limit: 2 }, explain: true })
  assert.equal((await ask()).algorithm_used, 'popular_fallback')
  await did('ana', 'books-1')
  const first = await ask()
  assert.deepEqual(first.items.toSorted(), ['books-2', 'books-3'])
  assert.deepEqual([first.algorithm_used, first.cache_hit], ['content_based', false])
  assert.equal(first.explanations?.[0]?.because, 'It is like “books-1”, which you liked.')
})

test('an answer that is sent again is the same, and tells that it is kept and what made it', async () => {
  await did('abe', 'games-1')
  const ask = () => post('/personalized', { user_id: 'abe', geo_id: 7, pagination: { limit: 2 } })
  let [before, again] = [await ask(), await ask()]
  // Words of items that are embedded meanwhile change the shelf, and so the answer.
  await eventually(async () => {
    ;[before, again] = [again, await ask()]
    return again.cache_hit
  })
  assert.deepEqual(again.items, before.items)
  assert.deepEqual([again.algorithm_used, again.recommendation_id], ['content_based', before.recommendation_id])
})

test('pages go on where the last one ended, also when something was liked in between', async () => {
  for (let number = 1; number <= 9; number += 1) await put(`paged-${number}`, { geo_id: 8, price: number })
  const ask = (page: number) => post('/personalized', { user_id: 'ben', geo_id: 8, pagination: { page, limit: 3 } })
  const one = await ask(1)
  assert.deepEqual([one.pagination['total_count'], one.pagination['has_next']], [9, true])
  await did('ben', one.items[0] ?? '')
  const two = await ask(2)
  const three = await ask(3)
  assert.equal(new Set([...one.items, ...two.items, ...three.items]).size, 9)
  assert.equal(three.pagination['has_next'], false)
  assert.deepEqual((await ask(4)).items, [])
  assert.equal((await ask(1)).items.includes(one.items[0] ?? ''), false)
})

test('pages that are asked for side by side share what there is, and show nothing twice', async () => {
  for (let number = 10; number < 40; number += 1) await put(`beside-${number}`, { geo_id: 81, price: number })
  const ask = (page: number) => post('/personalized', { user_id: 'bea', geo_id: 81, pagination: { page, limit: 5 } })
  const lists = [await ask(1), ...(await Promise.all([ask(2), ask(3)]))]
  await did('bea', lists[0]?.items[0] ?? '')
  lists.push(...(await Promise.all([ask(4), ask(5)])), await ask(6))
  const shown = lists.flatMap(({ items }) => items)
  assert.deepEqual([shown.length, new Set(shown).size], [30, 30])
})

test('what somebody keeps to himself by now is not named to whoever liked it before', async () => {
  for (const id of ['kept-1', 'kept-2']) await put(id, { geo_id: 82, categories: { category: 'kept' } })
  const ask = async (limit = 5) => {
    const asked = { user_id: 'cleo', geo_id: 82, explain: true, pagination: { limit } }
    const { explanations } = await post('/personalized', asked)
    return explanations?.map(({ because }) => because)
  }
  await did('cleo', 'kept-1')
  assert.deepEqual(await ask(), ['It is like “kept-1”, which you liked.'])
  await put('kept-1', { geo_id: 82, categories: { category: 'kept' }, title: 'For Cleo', owner: 'dan' })
  assert.deepEqual(await ask(), ['Nobody has said yet how this is liked.'])
  await put('kept-1', { geo_id: 82, categories: { category: 'kept' }, title: 'For all', owner: 'cleo' })
  assert.deepEqual(await ask(), ['It is like “For all”, which you liked.'])
})

test('nor is what lies elsewhere, though nothing has changed in the place that was asked for', async () => {
  const there = { geo_id: 83, categories: { category: 'away' } }
  await put('away-1', there)
  await put('away-2', { ...there, geo_id: 84 })
  await did('dora', 'away-1')
  const ask = async () => {
    const { explanations } = await post('/personalized', { user_id: 'dora', geo_id: 84, explain: true })
    return explanations?.map(({ because }) => because)
  }
  assert.deepEqual(await ask(), ['It is like “away-1”, which you liked.'])
  await put('away-1', { ...there, title: 'For Dora', owner: 'dan' })
  assert.deepEqual(await ask(), ['Nobody has said yet how this is liked.'])
})

test('what is like an item is told by its new words when they have changed, where it is sold out, too', async () => {
  for (const id of ['near-1', 'near-2', 'near-3', 'near-4'])
    await put(id, { geo_id: 85, categories: { category: id < 'near-3' ? 'near' : id } })
  const ask = async () => {
    const { explanations } = await post('/api/v1/items/near-1/similar', { geo_id: 85, explain: true })
    return explanations?.[0]?.because
  }
  await put('near-1', { geo_id: 85, categories: { category: 'near' }, title: 'Old words', status: 'sold' })
  assert.equal(await ask(), 'It is like “Old words”.')
  await put('near-1', { geo_id: 85, categories: { category: 'near' }, title: 'New words', status: 'sold' })
  assert.equal(await ask(), 'It is like “New words”.')
})

test('a dislike and a hiding are felt by the next request, and taking a like back brings the item back', async () => {
  for (const id of ['w1', 'w2', 'w3']) await put(id, { geo_id: 9 })
  const ask = async (changes: object = {}) =>
    (await post('/personalized', { user_id: 'cai', geo_id: 9, ...changes })).items
  assert.equal((await ask()).length, 3)
  await did('cai', 'w1', 'dislike')
  await did('cai', 'w2', 'hide')
  assert.deepEqual(await ask(), ['w3'])
  await did('cai', 'w3')
  assert.deepEqual(await ask(), [])
  assert.deepEqual(await ask({ repeat: true }), ['w3'])
  await did('cai', 'w3', 'unlike')
  assert.deepEqual(await ask(), ['w3'])
})

test('filters, expressions and boosts act before anything is cut', async () => {
  for (let number = 1; number <= 30; number += 1)
    await put(`f-${number}`, {
      geo_id: 10,
      price: number,
      platform: number % 2 ? 'ozon' : 'amazon',
      attributes: { colour: number > 28 ? 'red' : 'blue' },
    })
  const ask = (changes: object) =>
    post('/popular', { user_params: { geo_id: 10 }, pagination: { limit: 5 }, ...changes })
  const cheap = await ask({ filters: { price_from: 0, price_to: 3 } })
  assert.deepEqual(cheap.items.toSorted(), ['f-1', 'f-2', 'f-3'])
  assert.equal((await ask({ filters: { platform: 'ozon' } })).pagination['total_count'], 15)
  assert.deepEqual((await ask({ filter: 'attributes.colour = "red"' })).items.toSorted(), ['f-29', 'f-30'])
  const boosted = await ask({ boost: [{ is: 'price = 17', weight: 3 }] })
  assert.equal(boosted.items[0], 'f-17')
  const { status, body } = await house.call('POST', '/popular', { user_params: { geo_id: 10 }, filter: 'prize > 3' })
  assert.equal(status, 422)
  assert.match(JSON.stringify(body), /at character 0/u)
})

test('a number is the person of its digits', async () => {
  for (const id of ['n1', 'n2']) await put(id, { geo_id: 11 })
  await did('42', 'n1')
  assert.deepEqual((await post('/personalized', { user_id: 42, geo_id: 11 })).items, ['n2'])
})

test('what is like an item is its own kind, and nothing private is told of', async () => {
  const { items } = await post('/api/v1/items/books-1/similar', { pagination: { limit: 2 } })
  assert.deepEqual(items.toSorted(), ['books-2', 'books-3'])
  assert.equal((await house.call('POST', '/api/v1/items/private/similar', {})).status, 404)
})

test('what many come to like is trending', async () => {
  await put('t1', { geo_id: 12 })
  await put('t2', { geo_id: 12 })
  for (let number = 0; number < 5; number += 1) await did(`trend-${number}`, 't1')
  const { items, algorithm_used } = await post('/api/v1/items/trending', { geo_id: 12 })
  assert.deepEqual([items, algorithm_used], [['t1', 't2'], 'trending'])
})

test('words that are embedded bring what means the same', async () => {
  await put('tent', { geo_id: 13, title: 'A light tent for two in the mountains' })
  await put('bag', { geo_id: 13, title: 'Warm sleeping bag for camping nights' })
  await put('lip', { geo_id: 13, title: 'Lipstick in deep red' })
  await put('mug', { geo_id: 13, title: 'Porcelain mug for tea' })
  await did('eve', 'tent')
  await eventually(async () => {
    const { items } = await post('/personalized', { user_id: 'eve', geo_id: 13 })
    return items[0] === 'bag'
  }, 30_000)
})

test('whoever is forgotten leaves nothing of what she did, and whoever asks before gets all of it', async () => {
  await put('g1', { geo_id: 14 })
  await put('g2', { geo_id: 14, owner: 'fay' })
  await did('fay', 'g1')
  await post('/personalized', { user_id: 'fay', geo_id: 14 })
  const held = async () => (await house.call('GET', '/api/v1/tastes/fay')).body
  const before = await held()
  assert.equal((before['interactions'] as unknown[]).length, 1)
  assert.equal((before['items'] as unknown[]).length, 1)
  await house.call('DELETE', '/api/v1/tastes/fay')
  const after = await held()
  assert.deepEqual(
    Object.values(after).map((value) => (value === null ? 0 : (value as unknown[]).length)),
    [0, 0, 0, 0, 0, 0],
  )
  assert.deepEqual((await post('/personalized', { user_id: 'fay', geo_id: 14 })).items, ['g1'])
})

test('a person who leaves the other rooms leaves this one, too', async () => {
  await put('h1', { geo_id: 15 })
  await house.call('PUT', '/api/v1/people/gil', { about: 'I like tents.' })
  await did('gil', 'h1')
  await house.call('DELETE', '/api/v1/people/gil')
  assert.deepEqual((await house.call('GET', '/api/v1/tastes/gil')).body['stances'], [])
})

test('a member sees and takes away what is hers, and nobody else does', async () => {
  const [mine, other] = [await house.as('hana'), await house.as('ida')]
  assert.equal((await mine('GET', '/api/v1/tastes/hana')).status, 200)
  assert.equal((await other('GET', '/api/v1/tastes/hana')).status, 403)
  assert.equal((await other('DELETE', '/api/v1/tastes/hana')).status, 403)
  assert.equal((await mine('POST', '/popular', { user_params: { geo_id: 1 } })).status, 403)
})
