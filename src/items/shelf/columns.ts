/** What may be recommended, as columns. An item keeps its place for good: when it may not be shown, the place is closed. */
import type { AttributeValue } from '../catalogue/index.ts'
import { FEATURES, featuresOf } from './features.ts'
import type { TextVector } from './features.ts'

/** What the host says of an item in a word, in the order of the wire. */
export const facetNames = ['category', 'gender', 'age', 'suitable_for', 'acquaintance_level', 'platform'] as const
export type FacetName = (typeof facetNames)[number]

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
  readonly attributes: readonly Readonly<Record<string, AttributeValue>>[]
  facet(name: FacetName): Uint32Array
  /** Undefined: no item has ever had this value. */
  codeOf(name: FacetName, value: string): number | undefined
  valueOf(name: FacetName, code: number): string | undefined
  placeOf(id: string): number | undefined
  /** Another with every change of what can be shown there; null: of anything. */
  versionAt(geoId: number | null): number
}

export interface WritableColumns extends Columns {
  /** Takes an item in, or takes it as it is now. */
  put(item: ShelfItem, text: TextVector | null): void
  /** It may not be shown any more. */
  shut(id: string): void
}

const ROOM_AT_FIRST = 1024

export function openColumns(): WritableColumns {
  const places = new Map<string, number>()
  const ids: string[] = []
  const attributes: Readonly<Record<string, AttributeValue>>[] = []
  const facets = new Map(facetNames.map((name) => [name, openFacet()]))
  let numbers = openNumbers(ROOM_AT_FIRST)
  const geoVersions = openGeoVersions()

  function placeFor(id: string): number {
    const known = places.get(id)
    if (known !== undefined) return known
    const place = ids.length
    if (place === numbers.isOpen.length) numbers = grown(numbers, place * 2)
    places.set(id, place)
    ids.push(id)
    return place
  }
  function facetOf(name: FacetName): Facet {
    const facet = facets.get(name)
    if (!facet) throw new RangeError(`There is no facet ${name}.`)
    return facet
  }

  return {
    get count() {
      return ids.length
    },
    get version() {
      return geoVersions.of(null)
    },
    ids,
    attributes,
    get isOpen() {
      return numbers.isOpen
    },
    get geo() {
      return numbers.geo
    },
    get price() {
      return numbers.price
    },
    get createdMs() {
      return numbers.createdMs
    },
    get features() {
      return numbers.features
    },
    facet: (name) => facetOf(name).codes,
    codeOf: (name, value) => facetOf(name).codeOf(value),
    valueOf: (name, code) => facetOf(name).valueOf(code),
    placeOf: (id) => places.get(id),
    put(item, text) {
      const place = placeFor(item.id)
      if (numbers.isOpen[place] === 1) geoVersions.changeAt(numbers.geo[place])
      geoVersions.changeAt(item.geoId ?? Number.NaN)
      numbers.isOpen[place] = 1
      numbers.geo[place] = item.geoId ?? Number.NaN
      numbers.price[place] = item.price ?? Number.NaN
      numbers.createdMs[place] = item.createdAt.getTime()
      numbers.features.set(featuresOf(item, text), place * FEATURES)
      attributes[place] = item.attributes
      for (const name of facetNames) facetOf(name).put(place, valueIn(item, name))
    },
    shut(id) {
      const place = places.get(id)
      if (place === undefined || numbers.isOpen[place] === 0) return
      geoVersions.changeAt(numbers.geo[place])
      numbers.isOpen[place] = 0
    },
    versionAt: (geoId) => geoVersions.of(geoId),
  }
}

/** How often something has changed: in one place, in what is everywhere, and at all. */
function openGeoVersions() {
  const byGeo = new Map<number, number>()
  let everywhere = 0
  let all = 0
  return {
    of: (geoId: number | null): number => (geoId === null ? all : everywhere + (byGeo.get(geoId) ?? 0)),
    changeAt(geo: number | undefined): void {
      all += 1
      if (geo === undefined || Number.isNaN(geo)) everywhere += 1
      else byGeo.set(geo, (byGeo.get(geo) ?? 0) + 1)
    },
  }
}

const valueIn = ({ categories, platform }: ShelfItem, name: FacetName): string | null =>
  (name === 'platform' ? platform : categories[name]) ?? null

interface Numbers {
  readonly isOpen: Uint8Array
  readonly geo: Float64Array
  readonly price: Float64Array
  readonly createdMs: Float64Array
  readonly features: Int8Array
}

const openNumbers = (room: number): Numbers => ({
  isOpen: new Uint8Array(room),
  geo: new Float64Array(room),
  price: new Float64Array(room),
  createdMs: new Float64Array(room),
  features: new Int8Array(room * FEATURES),
})

function grown(from: Numbers, room: number): Numbers {
  const to = openNumbers(room)
  to.isOpen.set(from.isOpen)
  to.geo.set(from.geo)
  to.price.set(from.price)
  to.createdMs.set(from.createdMs)
  to.features.set(from.features)
  return to
}

/** One facet: a code for each place, and what the codes stand for. */
interface Facet {
  readonly codes: Uint32Array
  put(place: number, value: string | null): void
  codeOf(value: string): number | undefined
  valueOf(code: number): string | undefined
}

function openFacet(): Facet {
  const codeByValue = new Map<string, number>()
  const values: string[] = []
  let codes = new Uint32Array(ROOM_AT_FIRST)
  function codeFor(value: string): number {
    const known = codeByValue.get(value)
    if (known !== undefined) return known
    values.push(value)
    codeByValue.set(value, values.length)
    return values.length
  }
  return {
    get codes() {
      return codes
    },
    put(place, value) {
      if (place >= codes.length) {
        const longer = new Uint32Array(codes.length * 2)
        longer.set(codes)
        codes = longer
      }
      codes[place] = value === null ? UNKNOWN : codeFor(value)
    },
    codeOf: (value) => codeByValue.get(value),
    valueOf: (code) => values[code - 1],
  }
}
