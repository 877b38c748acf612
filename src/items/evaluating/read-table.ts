/** Lines of a table or of JSON objects as rows, whatever way they are written. */
import { splitCells } from './cells.ts'
import type { Separator } from './cells.ts'
import { placesOf } from './columns.ts'
import type { Columns, Row } from './columns.ts'
import type { FileFormat } from './file-format.ts'
import type { FileLine } from './file-lines.ts'

export interface TableRow<Name extends string> {
  /** Where it begins, from 1. */
  readonly line: number
  /** null: it cannot be read. */
  readonly row: Row<Name> | null
}

export type TableFormat<Name extends string> = Exclude<FileFormat<Name>, { readonly kind: 'lists' }>

type ReadLines<Name extends string> = (lines: readonly FileLine[]) => readonly TableRow<Name>[]

/** The header is no row. What is left of a quote that never closes is read again, line by line. */
export async function* readTable<Name extends string>(
  stretches: AsyncIterable<readonly FileLine[]>,
  format: TableFormat<Name>,
  columns: Columns<Name>,
): AsyncGenerator<readonly TableRow<Name>[]> {
  const read = format.kind === 'objects' ? objectReader(columns) : cellReader<Name>(format)
  let isBegun = format.kind === 'objects' || !format.hasHeader
  for await (const lines of stretches) {
    yield read(isBegun ? lines : lines.slice(1))
    isBegun ||= lines.length > 0
  }
  yield read([])
}

function objectReader<Name extends string>(columns: Columns<Name>): ReadLines<Name> {
  const keysOf = keptKeys(columns)
  return (lines) => lines.map(({ number, text }) => ({ line: number, row: text === null ? null : rowIn(text, keysOf) }))
}

type KeysOf<Name extends string> = (keys: readonly string[]) => readonly (readonly [Name, string])[]

function rowIn<Name extends string>(text: string, keysOf: KeysOf<Name>): Row<Name> | null {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return null
  const row: Partial<Record<Name, string>> = {}
  for (const [name, key] of keysOf(Object.keys(said))) {
    const value = (said as Record<string, unknown>)[key]
    if (value === null || value === undefined) continue
    row[name] = typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return row
}

/** Objects of one file have the same few sets of keys. */
const KEY_SETS_MAX = 1000

function keptKeys<Name extends string>(columns: Columns<Name>): KeysOf<Name> {
  const known = new Map<string, readonly (readonly [Name, string])[]>()
  return (keys) => {
    const set = keys.join('\n')
    const found = known.get(set)
    if (found) return found
    const places = Object.entries(placesOf(columns, keys)) as [Name, number][]
    const named = places.map(([name, place]) => [name, keys[place] as string] as const)
    if (known.size < KEY_SETS_MAX) known.set(set, named)
    return named
  }
}

/** A cell with line breaks in it may go over so many lines. */
const CELL_LINES_MAX = 200

function cellReader<Name extends string>({ separator, places }: CellFormat<Name>): ReadLines<Name> {
  const named = Object.entries(places) as [Name, number][]
  const rowOf = (cells: readonly string[]): Row<Name> => {
    const row: Partial<Record<Name, string>> = {}
    for (const [name, place] of named) {
      const cell = cells[place]
      if (cell !== undefined && cell !== '') row[name] = cell
    }
    return row
  }
  let open: readonly FileLine[] = []
  return (lines) => {
    const { records, rest } = cutRecords([...open, ...lines], separator, lines.length === 0)
    open = rest
    return records.map(({ line, cells }) => ({ line, row: cells && rowOf(cells) }))
  }
}

type CellFormat<Name extends string> = Extract<FileFormat<Name>, { readonly kind: 'cells' }>

interface CutRecords {
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] | null }[]
  /** Lines of which the last record is not closed yet. */
  readonly rest: readonly FileLine[]
}

function cutRecords(lines: readonly FileLine[], separator: Separator, isLast: boolean): CutRecords {
  const records: { line: number; cells: readonly string[] | null }[] = []
  for (let at = 0; at < lines.length;) {
    const { number, text } = lines[at] as FileLine
    const closed = text === null ? null : closedRecord(lines, at, separator)
    const isOpen = closed === null && text !== null && lines.length - at < CELL_LINES_MAX
    if (isOpen && !isLast) return { records, rest: lines.slice(at) }
    records.push({ line: number, cells: closed?.cells ?? null })
    at += closed?.lines ?? 1
  }
  return { records, rest: [] }
}

/** Null where no line closes the quote. */
function closedRecord(
  lines: readonly FileLine[],
  start: number,
  separator: Separator,
): { readonly cells: readonly string[]; readonly lines: number } | null {
  let text = (lines[start] as FileLine).text as string
  for (let end = start + 1; ; end += 1) {
    const cells = splitCells(text, separator)
    if (cells) return { cells, lines: end - start }
    const next = lines[end]?.text ?? null
    if (next === null || end - start >= CELL_LINES_MAX) return null
    text += `\n${next}`
  }
}
