/** Columns that grow while a file is read, without an object for each cell. */

export interface Growing {
  push(value: number): void
  readonly length: number
}

type Column = Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
type Maker<Kind extends Column> = new (length: number) => Kind

const LENGTH_FIRST = 1024

/** `taken` gives what was pushed, as a column of exactly that length. */
export function growing<Kind extends Column>(make: Maker<Kind>): Growing & { taken(): Kind } {
  let column = new make(LENGTH_FIRST)
  let length = 0
  return {
    push(value) {
      if (length === column.length) {
        const wider = new make(2 * length)
        wider.set(column)
        column = wider
      }
      column[length] = value
      length += 1
    },
    get length() {
      return length
    },
    taken: () => column.slice(0, length) as Kind,
  }
}

/** Texts by numbers, in the order in which they came first. */
export interface Names {
  readonly names: readonly string[]
  numberOf(name: string): number
  find(name: string): number | undefined
}

export function numberedNames(): Names {
  const names: string[] = []
  const numbers = new Map<string, number>()
  return {
    names,
    find: (name) => numbers.get(name),
    numberOf(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      return names.push(name) - 1
    },
  }
}
