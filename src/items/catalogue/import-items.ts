/** Files of items: what their lines hold. */
import type { Tx } from '../../platform/db/index.ts'
import { readImport, readLine, takeFile } from '../../platform/imports/index.ts'
import type { ImportAnswer, LineShape, SentFile } from '../../platform/imports/index.ts'
import type { WrittenItem } from './item.ts'
import type { CatalogueDeps } from './put-item.ts'
import { saveItems } from './save-items.ts'
import { importedItem } from './schema.ts'
import type { ImportedItem } from './schema.ts'
import { faultsOf, writtenOf } from './wire.ts'

const kind = 'items'
/** Names what a bad line is about. */
export const idField = 'item_id'

/** Of an id that comes twice the last counts. @throws Problem `import.running`, `request.timeout` */
export async function importItems(deps: CatalogueDeps, file: SentFile): Promise<ImportAnswer> {
  const shape: LineShape<ImportedItem> = {
    schema: importedItem,
    idField: 'id',
    namedAs: idField,
    faultsOf: (body) => faultsOf(body, deps.clock()),
  }
  try {
    return await takeFile<WrittenItem>(deps.db, file, {
      kind,
      read(line) {
        const read = readLine(line, shape)
        return read.isKept ? { isKept: true, value: writtenOf(read.value.id, read.value) } : read
      },
      keyOf: ({ id }) => id,
      write: (tx, items) => saveItems(tx, deps.jobs, items),
    })
  } finally {
    // Also of a file that broke off some lines were kept.
    deps.onChanged()
  }
}

/** @throws Problem `import.not_found` */
export const readItemImport = (tx: Tx, id: string): Promise<ImportAnswer> => readImport(tx, { kind, id })
