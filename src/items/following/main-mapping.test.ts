import { expect, test } from 'vitest'
import { mainMappingShape } from './main-mapping.ts'

test('without a mapping the names are those of MySanta', () => {
  expect(mainMappingShape.parse({})).toEqual({
    items: {
      table: 'handpicked_presents',
      id: 'id',
      user_id: 'user_id',
      geo_id: 'geo_id',
      categories: 'categories',
      price: 'price',
      platform: 'platform',
      status: 'status',
      created_at: 'created_at',
      title: null,
      description: null,
      updated_at: null,
    },
    likes: {
      table: 'handpicked_likes',
      user_id: 'user_id',
      item_id: 'handpicked_present_id',
      created_at: 'created_at',
    },
    clicks: {
      table: 'handpicked_present_clicks',
      item_id: 'handpicked_present_id',
      created_at: 'created_at',
      id: null,
      user_id: null,
    },
  })
})

test('only what differs is named, and null says that a host has no such column, no likes or no clicks', () => {
  const { items, likes, clicks } = mainMappingShape.parse({
    items: { table: 'shop.things', title: 'name', user_id: null },
    likes: null,
    clicks: { id: 'id' },
  })
  expect(items).toMatchObject({ table: 'shop.things', title: 'name', user_id: null, geo_id: 'geo_id' })
  expect([likes, clicks?.id]).toEqual([null, 'id'])
})

test.each([
  { items: { table: 'items; drop table x' } },
  { items: { id: 'a b' } },
  { items: { id: null } },
  { items: { created_at: null } },
  { items: { colour: 'x' } },
  { likes: { user_id: null } },
  { presents: {} },
])('%j is no mapping', (mapping) => {
  expect(mainMappingShape.safeParse(mapping).success).toBe(false)
})
