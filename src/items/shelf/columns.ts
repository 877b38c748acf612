/** What may be recommended, as columns. An item keeps its place for good: when it may not be shown, the place is closed. */
import type { Fields } from '../../engine/index.ts'
import type { AttributeValue } from '../catalogue/index.ts'
import { openAttributeFields } from './attribute-fields.ts'
import type { Attributes } from './attribute-fields.ts'
import { facetNames, openFacet } from './facet.ts'
import type { Facet, FacetName } from './facet.ts'
import { FEATURES, featuresOf } from './features.ts'
import type { TextVector } from './features.ts'
import { openGeoVersions } from './geo-versions.ts'
import type { GeoVersions } from './geo-versions.ts'

/** The code of an item of which a facet is not known; codes of values begin with 1. */
export const UNKNOWN = 0

/** An item as the shelf takes it. */
export interface ShelfItem {
  readonly id: string
  readonly categories: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly price: number | null
  readonly platform: string | null
  /** Null: it is everywhere. */
  readonly geoId: number | null
  readonly createdAt: Date
}

/** Places are numbered from 0. The arrays grow, so they are asked for anew and never kept. */
export interface Columns {
  /** Places that were given out, open or closed. */
  readonly count: number
  /** Another with every change. */
  readonly version: number
  readonly ids: readonly string[]
  /** 1 where the item may be shown. */
  readonly isOpen: Uint8Array
  /** NaN: everywhere. */
  readonly geo: Float64Array
  /** NaN: not known. */
  readonly price: Float64Array
  /** Milliseconds since 1970. */
  readonly createdMs: Float64Array
  /** `FEATURES` signed bytes a place: see `featuresOf`. */
  readonly features: Int8Array
  /** None where the place is closed. */
  readonly attributes: readonly Attributes[]
  /** What may be asked of items, as the open ones have it now. */
  readonly fields: Fields
  facet(name: FacetName): Uint32Array
  /** Undefined: no item has ever had this value. */
  codeOf(name: FacetName, value: string): number | undefined
  valueOf(name: FacetName, code: number): string | undefined
  placeOf(id: string): number | undefined
  /** Another with every change of what can be shown there; null: of anything. */
  versionAt(geoId: number | null): number
  /** Another with every change of any item, also of one that may not be shown. */
  readonly changes: number
}

export interface WritableColumns extends Columns {
  /** Places that are closed. */
  readonly closed: number
  /** Takes an item in, or takes it as it is now. */
  put(item: ShelfItem, text: TextVector | null): void
  /** It may not be shown any more. */
  shut(id: string): void
}

/** No version of theirs is below `versionFirst`. */
export const openColumns = (versionFirst = 0): WritableColumns => new GrowingColumns(versionFirst)

const ROOM_AT_FIRST = 1024

/** A class, because its arrays are replaced as they grow: whoever asks for one sees the present one. */
class GrowingColumns implements WritableColumns {
  readonly ids: string[] = []
  readonly attributes: Attributes[] = []
  readonly #attributeFields = openAttributeFields()
  isOpen = new Uint8Array(ROOM_AT_FIRST)
  geo = new Float64Array(ROOM_AT_FIRST)
  price = new Float64Array(ROOM_AT_FIRST)
  createdMs = new Float64Array(ROOM_AT_FIRST)
  features = new Int8Array(ROOM_AT_FIRST * FEATURES)
  readonly #places = new Map<string, number>()
  readonly #facets = new Map(facetNames.map((name) => [name, openFacet()]))
  readonly #geoVersions: GeoVersions

  #opened = 0
  #changes: number

  constructor(versionFirst: number) {
    this.#geoVersions = openGeoVersions(versionFirst)
    this.#changes = versionFirst
  }

  get closed(): number {
    return this.ids.length - this.#opened
  }

  get count(): number {
    return this.ids.length
  }

  get changes(): number {
    return this.#changes
  }

  get version(): number {
    return this.versionAt(null)
  }

  versionAt(geoId: number | null): number {
    return this.#geoVersions.of(geoId)
  }

  get fields(): Fields {
    return this.#attributeFields.fields
  }

  facet(name: FacetName): Uint32Array {
    return this.#facetOf(name).codes
  }

  codeOf(name: FacetName, value: string): number | undefined {
    return this.#facetOf(name).codeOf(value)
  }

  valueOf(name: FacetName, code: number): string | undefined {
    return this.#facetOf(name).valueOf(code)
  }

  placeOf(id: string): number | undefined {
    return this.#places.get(id)
  }

  put(item: ShelfItem, text: TextVector | null): void {
    this.#changes += 1
    const place = this.#placeFor(item.id)
    if (this.isOpen[place] === 1) this.#geoVersions.changeAt(this.geo[place])
    else this.#opened += 1
    this.#geoVersions.changeAt(item.geoId ?? Number.NaN)
    this.isOpen[place] = 1
    this.geo[place] = item.geoId ?? Number.NaN
    this.price[place] = item.price ?? Number.NaN
    this.createdMs[place] = item.createdAt.getTime()
    this.features.set(featuresOf(item, text), place * FEATURES)
    this.#setAttributes(place, item.attributes)
    for (const name of facetNames) this.#facetOf(name).put(place, valueIn(item, name))
  }

  shut(id: string): void {
    this.#changes += 1
    const place = this.#places.get(id)
    if (place === undefined || this.isOpen[place] === 0) return
    this.#geoVersions.changeAt(this.geo[place])
    this.isOpen[place] = 0
    this.#opened -= 1
    this.#setAttributes(place, {})
  }

  #setAttributes(place: number, attributes: Attributes): void {
    this.#attributeFields.remove(this.attributes[place] ?? {})
    this.#attributeFields.add(attributes)
    this.attributes[place] = attributes
  }

  #facetOf(name: FacetName): Facet {
    const facet = this.#facets.get(name)
    if (!facet) throw new RangeError(`There is no facet ${name}.`)
    return facet
  }

  #placeFor(id: string): number {
    const known = this.#places.get(id)
    if (known !== undefined) return known
    const place = this.ids.length
    if (place === this.isOpen.length) this.#grow(2 * place)
    this.#places.set(id, place)
    this.ids.push(id)
    return place
  }

  #grow(room: number): void {
    this.isOpen = longer(this.isOpen, new Uint8Array(room))
    this.geo = longer(this.geo, new Float64Array(room))
    this.price = longer(this.price, new Float64Array(room))
    this.createdMs = longer(this.createdMs, new Float64Array(room))
    this.features = longer(this.features, new Int8Array(room * FEATURES))
  }
}

function longer<List extends Uint8Array | Float64Array | Int8Array>(from: List, to: List): List {
  to.set(from)
  return to
}

const valueIn = ({ categories, platform }: ShelfItem, name: FacetName): string | null =>
  (name === 'platform' ? platform : categories[name]) ?? null
