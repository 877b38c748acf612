/** What a file of data is like, told from its first lines. */
import { splitCells } from './cells.ts'
import type { Separator } from './cells.ts'
import { placesOf } from './columns.ts'
import type { Columns } from './columns.ts'

export type FileFormat<Name extends string> =
  /** One JSON object a line. */
  | { readonly kind: 'objects' }
  /** Cells between separators, `places` saying which is what. */
  | {
      readonly kind: 'cells'
      readonly separator: Separator
      readonly places: Partial<Readonly<Record<Name, number>>>
      readonly hasHeader: boolean
    }
  /** "user item item …", as papers write it. */
  | { readonly kind: 'lists' }

/** In this order: a tab separates though there are commas in the text, and a comma though there are spaces. */
const separators: readonly Separator[] = ['\t', '::', ';', '|', ',', ' ']

/**
 * By its header where it names all that is `required`, else null. `lines` are the first of the file, blank ones left
 * out, at least one.
 */
export function namedFormat<Name extends string>(
  lines: readonly string[],
  { columns, required }: { readonly columns: Columns<Name>; readonly required: readonly Name[] },
): FileFormat<Name> | null {
  const [first = ''] = lines
  if (first.trimStart().startsWith('{')) return { kind: 'objects' }
  for (const separator of separators) {
    const places = placesOf(columns, splitCells(first, separator) ?? [])
    if (required.every((name) => places[name] !== undefined)) {
      return { kind: 'cells', separator, places, hasHeader: true }
    }
  }
  return null
}

export type PlainColumn = 'user' | 'item' | 'type' | 'rating' | 'time'

/**
 * Of a file without a header: user, item, then what it is, in the order of what such files hold. Lines of a varying number
 * of cells between spaces or tabs are lists. Null where nothing separates a user from an item.
 */
export function plainFormat(
  lines: readonly string[],
  isType: (word: string) => boolean,
): FileFormat<PlainColumn> | null {
  const [first = ''] = lines
  const separator = separators.find((each) => (splitCells(first, each)?.length ?? 0) > 1)
  if (separator === undefined) return null
  const rows = lines.map((line) => splitCells(line, separator) ?? [])
  const [cells = []] = rows
  const isWide = cells.length < 3 || cells.length > 4 || rows.some(({ length }) => length !== cells.length)
  if (isWide && (separator === ' ' || separator === '\t')) return { kind: 'lists' }
  const places: Partial<Record<PlainColumn, number>> = { user: 0, item: 1 }
  for (const place of [2, 3]) {
    const cell = cells[place]
    if (cell !== undefined) places[plainColumnOf(cell, isType)] ??= place
  }
  return { kind: 'cells', separator, places, hasHeader: false }
}

/** Seconds since 1970 have passed this in 1973, and no rating does. */
const SECONDS_MIN = 100_000_000

function plainColumnOf(cell: string, isType: (word: string) => boolean): 'type' | 'rating' | 'time' {
  if (isType(cell)) return 'type'
  const number = Number(cell)
  return Number.isFinite(number) && Math.abs(number) < SECONDS_MIN ? 'rating' : 'time'
}
