/** An item of which nothing is known but its id, unless more is said. */
import type { ShelfItem } from '../../src/items/shelf/index.ts'

export const plainItem = (id: string, changes: Partial<ShelfItem> = {}): ShelfItem => ({
  id,
  categories: {},
  attributes: {},
  price: null,
  platform: null,
  geoId: null,
  createdAt: new Date(0),
  ...changes,
})
