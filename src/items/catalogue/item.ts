/** An item: what can be recommended. */

export type AttributeValue = string | number | boolean | readonly string[]

/** What is said of an item. */
export interface SaidItem {
  readonly id: string
  readonly title: string | null
  readonly description: string | null
  /** Words of the host by name: `gender`, `age`, `category`, `suitable_for`, `acquaintance_level`, and whatever else it says. */
  readonly categories: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, AttributeValue>>
  /** In whatever money the host counts in. */
  readonly price: number | null
  readonly platform: string | null
  /** Null: it is everywhere. */
  readonly geoId: number | null
  /** `in_stock`, or anything else. */
  readonly status: string
  /** Whose it is: nobody else sees it. Null: it is public. */
  readonly ownerId: string | null
}

export interface Item extends SaidItem {
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Who spoke of it last: our own API, or the host's database. */
  readonly source: 'api' | 'host'
}

/** As an item is written: its times come by themselves. */
export interface WrittenItem extends SaidItem {
  /** Null: as it stands, or now. */
  readonly createdAt: Date | null
  readonly source: Item['source']
  /** Of what the host's database says; null where our own API speaks. */
  readonly hostDigest: string | null
}

/** The status of what can be had. */
export const IN_STOCK = 'in_stock'

/** In stock, and nobody's own. Where it is, is another question. */
export const isRecommendable = ({ status, ownerId }: Pick<SaidItem, 'status' | 'ownerId'>): boolean =>
  status === IN_STOCK && ownerId === null
