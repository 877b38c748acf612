/** Takes a file of lines, a thousand at a time; each thousand is kept whole, with how far the file was taken. */
import { givingTurns, newId, Problem } from '../../base/index.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Line } from '../http/index.ts'
import { beginRun, endRun, findImport, runSilentSeconds, saveProgress, touchRun } from './imports-store.ts'
import type { BadLine, FileName, Import, Run } from './imports-store.ts'
import type { ReadLine } from './read-line.ts'
import { viewImport } from './schema.ts'
import type { ImportAnswer } from './schema.ts'

/** What files of a kind hold, and what becomes of their lines. */
export interface FileKind<Value> {
  /** `profiles`: files of two kinds may have the same id. */
  readonly kind: string
  readonly read: (line: Line) => ReadLine<Value>
  /** Of those with the same key the last one of a stretch counts. Default: each counts. */
  readonly keyOf?: (value: Value) => string
  /** In the transaction that keeps how far the file was taken, at most a thousand, and none of them maybe. */
  readonly write: (tx: Tx, values: readonly Value[]) => Promise<void>
}

export interface SentFile {
  /** Of the caller's own choice. Without one the file gets one. */
  readonly id: string | undefined
  readonly lines: AsyncIterable<Line>
}

const AT_ONCE = 1000
/** Fewer where lines are long: nobody shall wait long for one stretch to be written. */
const BYTES_AT_ONCE = 4 * 1024 * 1024
const TOUCHED_EVERY_MS = 10_000

/**
 * Lines that were taken before under the same id are passed over, so that a file that broke off is sent again whole.
 * @throws Problem `import.running`, and `request.timeout` when the lines break off: what was taken stays.
 */
export async function takeFile<Value>(db: Db, file: SentFile, kind: FileKind<Value>): Promise<ImportAnswer> {
  const run = { kind: kind.kind, id: file.id ?? newId(), runId: newId() }
  const begun = await beginRun(db.query, run)
  if (!begun) return finishedImport(db, run)
  // A client may be slow to send a thousand lines.
  const heartbeat = setInterval(() => void touchRun(db.query, run).catch(() => false), TOUCHED_EVERY_MS)
  try {
    return viewImport(run.id, await takeLines({ db, run, kind }, begun, file.lines))
  } finally {
    clearInterval(heartbeat)
    await endRun(db.query, run)
  }
}

/** How far a file was taken. @throws Problem `import.not_found` */
export async function readImport(tx: Tx, file: FileName): Promise<ImportAnswer> {
  const found = await findImport(tx, file)
  if (!found) throw new Problem('import.not_found', 'No file was sent under this id.')
  return viewImport(file.id, found)
}

async function finishedImport(db: Db, file: FileName): Promise<ImportAnswer> {
  const found = await findImport(db.query, file)
  if (found?.finishedAt) return viewImport(file.id, found)
  throw running()
}

const running = (): Problem =>
  new Problem('import.running', 'The file of this id is being taken by another request.', {
    retryAfterSeconds: runSilentSeconds,
  })

interface Taking<Value> {
  readonly db: Db
  readonly run: Run
  readonly kind: FileKind<Value>
}

/** Reading a line takes a fraction of a millisecond: after so many of these others get a turn of the event loop. */
const TURN_MS = 10

/** While one stretch is written the next is read. */
async function takeLines<Value>(taking: Taking<Value>, begun: Import, lines: SentFile['lines']): Promise<Import> {
  let stretch = newStretch<Value>(begun.linesTaken)
  let writing: Promise<unknown> = Promise.resolve()
  const giveTurn = givingTurns(TURN_MS)
  try {
    for await (const line of lines) {
      if (line.number <= begun.linesTaken) continue
      addLine(stretch, line, taking.kind)
      await giveTurn()
      if (stretch.count < AT_ONCE && stretch.bytes < BYTES_AT_ONCE) continue
      await writing
      writing = write(taking, { ...stretch, isLast: false })
      // It is awaited below; until then its failure must not be taken for one that nobody hears.
      writing.catch(() => {})
      stretch = newStretch(stretch.linesTaken)
    }
  } finally {
    await writing
  }
  return write(taking, { ...stretch, isLast: true })
}

/** Lines as they are gathered. */
interface Stretch<Value> {
  count: number
  linesTaken: number
  kept: number
  bytes: number
  /** By their keys, or by the numbers of their lines where each counts. */
  readonly values: Map<string | number, Value>
  readonly bad: BadLine[]
}

const newStretch = <Value>(linesTaken: number): Stretch<Value> => ({
  count: 0,
  linesTaken,
  kept: 0,
  bytes: 0,
  values: new Map(),
  bad: [],
})

function addLine<Value>(stretch: Stretch<Value>, line: Line, { read, keyOf }: FileKind<Value>): void {
  const said = read(line)
  stretch.count += 1
  stretch.bytes += line.bytes
  stretch.linesTaken = line.number
  if (!said.isKept) return void stretch.bad.push(said.bad)
  stretch.kept += 1
  stretch.values.set(keyOf?.(said.value) ?? line.number, said.value)
}

interface Written<Value> extends Readonly<Stretch<Value>> {
  readonly isLast: boolean
}

async function write<Value>({ db, run, kind }: Taking<Value>, stretch: Written<Value>): Promise<Import> {
  return db.transaction(async (tx) => {
    const progress = await saveProgress(tx, run, stretch)
    if (!progress) throw running()
    await kind.write(tx, [...stretch.values.values()])
    return progress
  })
}
