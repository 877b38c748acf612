/** A file of items, or of people: one line each, by a header or as JSON objects. */
import { Problem } from '../../base/index.ts'
import { badLineList } from './bad-lines.ts'
import type { BadLines } from './bad-lines.ts'
import type { Columns, Row } from './columns.ts'
import { namedFormat } from './file-format.ts'
import { fileLines } from './file-lines.ts'
import type { FileLine } from './file-lines.ts'
import { readTable } from './read-table.ts'
import type { TableFormat } from './read-table.ts'

export interface NamedRows<Name extends string> {
  /** By id; of an id that comes twice the last line counts. */
  readonly rows: ReadonlyMap<string, Row<Name>>
  readonly bad: BadLines
}

/** @throws Problem `request.invalid` for a file that is not there, is empty, or in which nothing names an id */
export async function readNamed<Name extends string>(
  path: string,
  columns: Columns<Name | 'id'>,
): Promise<NamedRows<Name | 'id'>> {
  const rows = new Map<string, Row<Name | 'id'>>()
  const bad = badLineList()
  const stretches = fileLines(path)
  const { format, all } = await opened(path, stretches, columns)
  for await (const read of readTable<Name | 'id'>(all, format, columns)) {
    for (const { line, row } of read) {
      if (row?.id) rows.set(row.id, row)
      else bad.add(line, row ? 'it has no id' : 'it cannot be read')
    }
  }
  return { rows, bad }
}

async function opened<Name extends string>(
  path: string,
  stretches: AsyncGenerator<readonly FileLine[]>,
  columns: Columns<Name | 'id'>,
): Promise<{ readonly format: TableFormat<Name | 'id'>; readonly all: AsyncGenerator<readonly FileLine[]> }> {
  let head: readonly FileLine[] = []
  while (head.length === 0) {
    const next = await stretches.next()
    if (next.done) throw new Problem('request.invalid', `${path} is empty.`)
    head = next.value
  }
  const format = namedFormat<Name | 'id'>([head[0]?.text ?? ''], { columns, required: ['id'] })
  if (format === null || format.kind === 'lists') {
    throw new Problem('request.invalid', `${path} has no column that names an id: it needs a header with "id".`)
  }
  async function* all(): AsyncGenerator<readonly FileLine[]> {
    yield head
    yield* stretches
  }
  return { format, all: all() }
}
