/** Files of profiles: what their lines hold, and whom they name. */
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Line } from '../../platform/http/index.ts'
import { forgetNamed, listBadLinesNaming, readImport, readLine, takeFile } from '../../platform/imports/index.ts'
import type { ImportAnswer, LineShape, ReadLine, SentFile } from '../../platform/imports/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { keepProfiles, saidOf } from './keep-profiles.ts'
import type { SaidOf } from './keep-profiles.ts'
import { importedProfile } from './schema.ts'
import type { ImportedProfile } from './schema.ts'
import { faultsOf, saidIn } from './wire.ts'

export interface ImportDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
}

const kind = 'profiles'
/** Names whom a line is about. */
export const idField = 'user_id'

/** Of an id that comes twice the last counts. @throws Problem `import.running`, `request.timeout` */
export function importProfiles({ db, jobs, clock }: ImportDeps, file: SentFile): Promise<ImportAnswer> {
  return takeFile<SaidOf>(db, file, {
    kind,
    read: (line) => readProfileLine(line, clock()),
    keyOf: ({ personId }) => personId,
    write: (tx, people) => keepProfiles(tx, jobs, people),
  })
}

function readProfileLine(line: Line, now: Date): ReadLine<SaidOf> {
  const shape = {
    schema: importedProfile,
    idField,
    faultsOf: (said) => faultsOf(said, now),
  } satisfies LineShape<ImportedProfile>
  const read = readLine(line, shape)
  return read.isKept ? { isKept: true, value: saidOf(read.value.user_id, saidIn(read.value)) } : read
}

/** @throws Problem `import.not_found` */
export const readProfileImport = (tx: Tx, id: string): Promise<ImportAnswer> => readImport(tx, { kind, id })

/** The id of somebody who leaves is taken out of what is kept of bad lines. */
export const forgetInImports = (tx: Tx, personId: string): Promise<void> => forgetNamed(tx, idField, personId)

/** Lines that named somebody and were not kept. */
export const listBadLinesOf = (tx: Tx, personId: string): Promise<readonly unknown[]> =>
  listBadLinesNaming(tx, idField, personId)
