/** What is asked of items, as a mask over the places of the shelf: filters act before anything is cut. */
import { UNKNOWN } from './columns.ts'
import type { Columns } from './columns.ts'
import type { FacetName } from './facet.ts'

/** All that must hold. Null: no matter. */
export interface Wanted {
  /** Where the item must be; one that is everywhere is there, too. */
  readonly geoId: number | null
  readonly priceMin: number | null
  readonly priceMax: number | null
  /** Values that a facet must have. */
  readonly exactly: Readonly<Partial<Record<FacetName, string>>>
  /** One of these values, or the item says `any` or nothing. */
  readonly suiting: Readonly<Partial<Record<FacetName, readonly string[]>>>
}

const ANYTHING = 'any'

/** 1 for each place that is open and fits. Whose price is not known fits no range of prices. */
export function fitting(columns: Columns, wanted: Wanted): Uint8Array {
  const { count } = columns
  const mask = columns.isOpen.slice(0, count)
  if (wanted.geoId !== null) keepGeo(mask, columns, wanted.geoId)
  if (wanted.priceMin !== null || wanted.priceMax !== null) keepPrices(mask, columns, wanted)
  for (const [name, value] of asked(wanted.exactly))
    keepCodes(mask, columns.facet(name), codes([columns.codeOf(name, value)]))
  for (const [name, values] of asked(wanted.suiting)) {
    const suiting = [ANYTHING, ...values].map((value) => columns.codeOf(name, value))
    keepCodes(mask, columns.facet(name), codes([UNKNOWN, ...suiting]))
  }
  return mask
}

const asked = <Value>(values: Readonly<Partial<Record<FacetName, Value>>>): readonly (readonly [FacetName, Value])[] =>
  Object.entries(values).map(([name, value]) => [name as FacetName, value as Value] as const)

const codes = (found: readonly (number | undefined)[]): ReadonlySet<number> =>
  new Set(found.filter((code) => code !== undefined))

function keepCodes(mask: Uint8Array, column: Uint32Array, kept: ReadonlySet<number>): void {
  for (let place = 0; place < mask.length; place += 1) if (!kept.has(column[place] ?? UNKNOWN)) mask[place] = 0
}

function keepGeo(mask: Uint8Array, { geo }: Columns, geoId: number): void {
  for (let place = 0; place < mask.length; place += 1) {
    const where = geo[place] ?? Number.NaN
    if (!Number.isNaN(where) && where !== geoId) mask[place] = 0
  }
}

function keepPrices(mask: Uint8Array, { price }: Columns, { priceMin, priceMax }: Wanted): void {
  const [least, most] = [priceMin ?? Number.NEGATIVE_INFINITY, priceMax ?? Number.POSITIVE_INFINITY]
  for (let place = 0; place < mask.length; place += 1) {
    const value = price[place] ?? Number.NaN
    if (!(value >= least && value <= most)) mask[place] = 0
  }
}

/** How many places are left. */
export function countOpen(mask: Uint8Array): number {
  let count = 0
  for (let place = 0; place < mask.length; place += 1) count += mask[place] as number
  return count
}
