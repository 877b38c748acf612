import assert from 'node:assert/strict'
import { test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import { catalogueRoutes, embedItemsHandler } from '../catalogue/index.ts'
import { openShelf } from './open-shelf.ts'

const cornerWithItems = () =>
  itemsCorner((ground) => ({
    routes: catalogueRoutes({ ...ground, clock: () => new Date(), onChanged() {} }),
    handlers: [embedItemsHandler({ ...ground, embedderOf: async () => countingEmbedder() })],
  }))

test('whoever asks waits for what was changed before, and not for what is changed meanwhile', async () => {
  const corner = await cornerWithItems()
  const shelf = openShelf(corner)
  let isAsking = true
  const goOn = (): void => {
    shelf.touch()
    if (isAsking) setImmediate(goOn)
  }
  try {
    goOn()
    await shelf.current()
    const { status } = await corner.call('PUT', '/api/v1/items/bath-salts', { title: 'Bath salts' })
    assert.equal(status, 201)
    const columns = await shelf.current()
    assert.notEqual(columns.placeOf('bath-salts'), undefined)
  } finally {
    isAsking = false
    shelf.close()
    await corner.close()
  }
})

test('a shelf of which most is gone gives way to one without it, which knows of what is changed meanwhile', async () => {
  const corner = await cornerWithItems()
  const shelf = openShelf({ db: corner.db, closedMax: 2 })
  const put = (id: string) => corner.call('PUT', `/api/v1/items/${id}`, { title: id })
  const present = async () => {
    shelf.touch()
    return shelf.current()
  }
  try {
    for (const id of ['a', 'b', 'c', 'd', 'tea']) await put(id)
    const before = await present()
    assert.equal(before.count, 5)
    for (const id of ['a', 'b', 'c', 'd']) await corner.call('DELETE', `/api/v1/items/${id}`)
    await present()
    await put('cup')
    await eventually(async () => (await present()) !== before)
    const after = await present()
    assert.deepEqual([...after.ids].toSorted(), ['cup', 'tea'])
    assert.ok(after.version > before.version && after.versionAt(7) > before.versionAt(7))
    assert.equal(before.placeOf('tea'), 4, 'whoever has the old one keeps it')
  } finally {
    shelf.close()
    await corner.close()
  }
})
