/** The names under which a host's items, likes and clicks are known to us. What is not named is called as MySanta calls it. */
import { z } from 'zod'
import { hostColumn, hostTable } from '../../platform/db/index.ts'

const column = (name: string) => hostColumn.default(name)
/** A column that a host need not have: null says so. */
const fact = (name: string | null) => hostColumn.nullable().default(name)

export const mainMappingShape = z.strictObject({
  items: z
    .strictObject({
      table: hostTable.default('handpicked_presents'),
      id: column('id'),
      /** Whose it is: what has an owner is private. Null: the host has no private items. */
      user_id: fact('user_id'),
      /** Null: every item is everywhere. */
      geo_id: fact('geo_id'),
      categories: fact('categories'),
      price: fact('price'),
      platform: fact('platform'),
      /** `in_stock`, or anything else. Null: everything is in stock. */
      status: fact('status'),
      created_at: column('created_at'),
      title: fact(null),
      description: fact(null),
      updated_at: fact(null),
    })
    .prefault({}),
  /** Null: the host keeps no likes, those of our own routes hold. */
  likes: z
    .strictObject({
      table: hostTable.default('handpicked_likes'),
      user_id: column('user_id'),
      item_id: column('handpicked_present_id'),
      created_at: column('created_at'),
    })
    .nullable()
    .prefault({}),
  /** Null: the host keeps no clicks. */
  clicks: z
    .strictObject({
      table: hostTable.default('handpicked_present_clicks'),
      item_id: column('handpicked_present_id'),
      created_at: column('created_at'),
      /** What tells clicks apart, and never changes. Null: equal ones are told apart by their number. */
      id: fact(null),
      /** Null: nobody knows who clicked. */
      user_id: fact(null),
    })
    .nullable()
    .prefault({}),
})

/** The mapping with its defaults filled in. */
export type MainMapping = z.infer<typeof mainMappingShape>
