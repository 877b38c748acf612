import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { fillPage } from './fill-page.ts'
import type { FilledPage, Filling } from './fill-page.ts'
import type { Truth, TruthAnswer } from '../following/index.ts'

const COUNT = 50
const id = (place: number): string => `i${String(place).padStart(2, '0')}`

/** The lower the number, the better. */
function filling(changes: Partial<Filling> = {}): Filling {
  const columns = openColumns()
  for (let place = 0; place < COUNT; place += 1) {
    columns.put(plainItem(id(place)), null)
  }
  return {
    columns,
    scores: Float32Array.from({ length: COUNT }, (_, place) => -place),
    mask: new Uint8Array(COUNT).fill(1),
    pageOf: { page: 1, limit: 5 },
    shown: [],
    about: { geoId: 1, userId: 'ana' },
    isRepeating: false,
    ...changes,
  }
}

interface World {
  readonly gone?: ReadonlySet<string>
  readonly liked?: ReadonlySet<string>
  readonly isStale?: boolean
}

function truthOf({ gone, liked, isStale = false }: World = {}): Truth & { readonly asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    async check({ ids }): Promise<TruthAnswer> {
      asked.push(ids.length)
      return { standing: new Set(ids.filter((one) => !gone?.has(one))), liked: liked ?? new Set(), isStale }
    },
  }
}

const fill = (world: World, changes: Partial<Filling> = {}): Promise<FilledPage> =>
  fillPage(truthOf(world), filling(changes))

test('the page holds the best, and says how many there are', async () => {
  const { ids, totalCount, isStale } = await fill({})
  assert.deepEqual(ids, [0, 1, 2, 3, 4].map(id))
  assert.equal(totalCount, COUNT)
  assert.equal(isStale, false)
})

test('what does not stand at the source, or was liked by now, gives way to the next best and is not counted', async () => {
  const world = { gone: new Set([id(0), id(3)]), liked: new Set([id(1)]) }
  const { ids, totalCount } = await fill(world)
  assert.deepEqual(ids, [2, 4, 5, 6, 7].map(id))
  assert.equal(totalCount, COUNT - 3)
})

test('what she likes may come again where she asks for it', async () => {
  const { ids } = await fill({ liked: new Set([id(0)]) }, { isRepeating: true })
  assert.equal(ids[0], id(0))
})

test('a page is full as long as anything stands, however many of the best have gone', async () => {
  const gone = new Set(Array.from({ length: 44 }, (_, place) => id(place)))
  const { ids, totalCount } = await fill({ gone })
  assert.deepEqual(ids, [44, 45, 46, 47, 48].map(id))
  assert.equal(totalCount, 6)
})

test('where nothing stands the page is empty and so is the list', async () => {
  const all = new Set(Array.from({ length: COUNT }, (_, place) => id(place)))
  const { ids, totalCount, isRemembered } = await fill({ gone: all })
  assert.deepEqual({ ids, totalCount, isRemembered }, { ids: [], totalCount: 0, isRemembered: false })
})

test('the next page is the best of what was not shown, though the order has turned round', async () => {
  const first = await fill({})
  const turned = Float32Array.from({ length: COUNT }, (_, place) => place)
  const second = await fill({}, { scores: turned, shown: first.shown, pageOf: { page: 2, limit: 5 } })
  assert.deepEqual(second.ids, [49, 48, 47, 46, 45].map(id))
  const third = await fill({}, { shown: second.shown, pageOf: { page: 3, limit: 5 } })
  assert.deepEqual(third.ids, [5, 6, 7, 8, 9].map(id))
  assert.equal(third.totalCount, COUNT)
})

test('pages one after the other show everything once and end where they say', async () => {
  let shown: readonly string[] = []
  const seen: string[] = []
  for (let page = 1; ; page += 1) {
    const filled = await fill({}, { shown, pageOf: { page, limit: 7 } })
    shown = filled.shown
    seen.push(...filled.ids)
    assert.equal(filled.totalCount, COUNT)
    if (page * 7 >= filled.totalCount) break
  }
  assert.equal(seen.length, COUNT)
  assert.equal(new Set(seen).size, COUNT)
})

test('a page beyond the end is empty and asks nobody', async () => {
  const truth = truthOf()
  const filled = await fillPage(truth, filling({ pageOf: { page: 1_000_000_000, limit: 20 } }))
  assert.deepEqual([filled.ids, filled.totalCount, filled.isRemembered], [[], COUNT, false])
  assert.deepEqual(truth.asked, [])
})

test('an answer of a source that is lost says so', async () => {
  assert.equal((await fill({ isStale: true })).isStale, true)
})

test('whoever chooses among the best is given more than the page needs', async () => {
  const { ids } = await fill({}, { choose: (best) => best.toReversed() })
  assert.deepEqual(ids, [49, 48, 47, 46, 45].map(id))
})

test('pages of an order that is chosen repeat nothing and skip nothing, though some of it does not stand', async () => {
  const gone = new Set([id(3), id(11), id(30)])
  const pages = await Promise.all(
    Array.from({ length: 11 }, (_, at) =>
      fill({ gone }, { choose: (best) => best.toReversed(), pageOf: { page: at + 1, limit: 5 } }),
    ),
  )
  const shown = pages.flatMap(({ ids }) => ids)
  assert.deepEqual(
    shown,
    Array.from({ length: COUNT }, (_, place) => id(COUNT - 1 - place)).filter((one) => !gone.has(one)),
  )
})

test('what she does not want by now leaves the page that showed it, and the next best comes', async () => {
  const first = await fill({})
  const mask = new Uint8Array(COUNT).fill(1)
  for (const place of [1, 3]) mask[place] = 0
  const again = await fill({}, { mask, shown: first.shown })
  assert.deepEqual(again.ids, [0, 5, 2, 6, 4].map(id))
  assert.equal(again.totalCount, COUNT - 2)
})
