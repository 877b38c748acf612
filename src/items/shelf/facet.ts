/** One facet of the shelf: a code for each place, and what the codes stand for. */

/** What the host says of an item in a word, in the order of the wire. */
export const facetNames = ['category', 'gender', 'age', 'suitable_for', 'acquaintance_level', 'platform'] as const
export type FacetName = (typeof facetNames)[number]

export interface Facet {
  /** It grows, so it is asked for anew and never kept. */
  readonly codes: Uint32Array
  /** Null: not known, which is code 0. */
  put(place: number, value: string | null): void
  codeOf(value: string): number | undefined
  valueOf(code: number): string | undefined
}

const ROOM_AT_FIRST = 1024

export function openFacet(): Facet {
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
      codes[place] = value === null ? 0 : codeFor(value)
    },
    codeOf: (value) => codeByValue.get(value),
    valueOf: (code) => values[code - 1],
  }
}
