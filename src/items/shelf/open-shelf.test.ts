import assert from 'node:assert/strict'
import { test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import { catalogueRoutes, embedItemsHandler } from '../catalogue/index.ts'
import { openShelf } from './open-shelf.ts'

test('whoever asks waits for what was changed before, and not for what is changed meanwhile', async () => {
  const corner = await itemsCorner((ground) => ({
    routes: catalogueRoutes({ ...ground, clock: () => new Date(), onChanged() {} }),
    handlers: [embedItemsHandler({ ...ground, embedderOf: async () => countingEmbedder() })],
  }))
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
