/** Takes a file of profiles, a thousand lines at a time; each thousand is kept whole, with how far the file was taken. */
import { DAY_MS, givingTurns, newId, Problem } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Line } from '../../platform/http/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import {
  beginRun,
  endRun,
  findImport,
  removeImportsBefore,
  runSilentSeconds,
  saveProgress,
  touchRun,
} from './imports-store.ts'
import type { BadLine, Import, Run } from './imports-store.ts'
import { pruneImports } from './jobs.ts'
import { keepProfiles, saidOf } from './keep-profiles.ts'
import type { SaidOf } from './keep-profiles.ts'
import { readProfileLine } from './read-line.ts'

export interface ImportDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
}

const AT_ONCE = 1000
/** Fewer where lines are long: nobody shall wait long for one stretch to be written. */
const BYTES_AT_ONCE = 4 * 1024 * 1024
const TOUCHED_EVERY_MS = 10_000

/**
 * Lines that were taken before under the same id are passed over, so that a file that broke off is sent again whole.
 * @throws Problem `import.running`, and `request.timeout` when the lines break off: what was taken stays.
 */
export async function importProfiles(deps: ImportDeps, id: string, lines: AsyncIterable<Line>): Promise<Import> {
  const run = { id, runId: newId() }
  const begun = await beginRun(deps.db.query, run)
  if (!begun) return finishedImport(deps.db, id)
  // A client may be slow to send a thousand lines.
  const heartbeat = setInterval(() => void touchRun(deps.db.query, run).catch(() => false), TOUCHED_EVERY_MS)
  try {
    return await takeLines(deps, { run, begun, lines })
  } finally {
    clearInterval(heartbeat)
    await endRun(deps.db.query, run)
  }
}

async function finishedImport(db: Db, id: string): Promise<Import> {
  const found = await findImport(db.query, id)
  if (found?.finishedAt) return found
  throw running()
}

const running = (): Problem =>
  new Problem('import.running', 'The file of this id is being taken by another request.', {
    retryAfterSeconds: runSilentSeconds,
  })

interface Taking {
  readonly run: Run
  readonly begun: Import
  readonly lines: AsyncIterable<Line>
}

/** Reading a line takes a fraction of a millisecond: after so many of these others get a turn of the event loop. */
const TURN_MS = 10

/** While one stretch is written the next is read. */
async function takeLines(deps: ImportDeps, { run, begun, lines }: Taking): Promise<Import> {
  let stretch = newStretch(begun.linesTaken)
  let writing: Promise<unknown> = Promise.resolve()
  const giveTurn = givingTurns(TURN_MS)
  try {
    for await (const line of lines) {
      if (line.number <= begun.linesTaken) continue
      addLine(stretch, line, deps.clock())
      await giveTurn()
      if (stretch.count < AT_ONCE && stretch.bytes < BYTES_AT_ONCE) continue
      await writing
      writing = write(deps, run, { ...stretch, isLast: false })
      // It is awaited below; until then its failure must not be taken for one that nobody hears.
      writing.catch(() => {})
      stretch = newStretch(stretch.linesTaken)
    }
  } finally {
    await writing
  }
  return write(deps, run, { ...stretch, isLast: true })
}

/** Lines as they are gathered: of an id that comes twice the last counts. */
interface Stretch {
  count: number
  linesTaken: number
  kept: number
  bytes: number
  readonly said: Map<string, SaidOf>
  readonly bad: BadLine[]
}

const newStretch = (linesTaken: number): Stretch => ({
  count: 0,
  linesTaken,
  kept: 0,
  bytes: 0,
  said: new Map(),
  bad: [],
})

function addLine(stretch: Stretch, line: Line, now: Date): void {
  const read = readProfileLine(line, now)
  stretch.count += 1
  stretch.bytes += line.bytes
  stretch.linesTaken = line.number
  if (!read.isKept) return void stretch.bad.push(read.bad)
  stretch.kept += 1
  stretch.said.set(read.personId, saidOf(read.personId, read.said))
}

interface Written extends Readonly<Stretch> {
  readonly isLast: boolean
}

async function write({ db, jobs }: ImportDeps, run: Run, stretch: Written): Promise<Import> {
  return db.transaction(async (tx) => {
    const progress = await saveProgress(tx, run, stretch)
    if (!progress) throw running()
    await keepProfiles(tx, jobs, [...stretch.said.values()])
    return progress
  })
}

const PRUNE_EVERY_SECONDS = 86_400
const KEPT_DAYS = 30

/** How far a file was taken is nobody's question a month later. */
export const pruneImportsHandler = ({ db, clock }: Pick<ImportDeps, 'db' | 'clock'>): JobHandler =>
  handles({
    job: pruneImports,
    handle: () => removeImportsBefore(db.query, new Date(clock().getTime() - KEPT_DAYS * DAY_MS)),
    everySeconds: PRUNE_EVERY_SECONDS,
  })
