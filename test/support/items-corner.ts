/** Rooms of items behind a real edge, on a database that is empty, with the real queue, whose jobs run when a test says so. */
import { newId } from '../../src/base/index.ts'
import { openJobs } from '../../src/platform/jobs/index.ts'
import type { JobHandler, JobRunner } from '../../src/platform/jobs/index.ts'
import type { Db } from '../../src/platform/db/index.ts'
import type { Route } from '../../src/platform/http/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { asService, testEdge } from './edge.ts'
import type { Call, Reply } from './caller.ts'
import { recordingTelemetry } from './recording-telemetry.ts'
import { emptyCorner } from './shared-corner.ts'

/** What the rooms under test are made of. */
export interface Rooms {
  readonly routes: readonly Route[]
  readonly handlers: readonly JobHandler[]
}

export interface ItemsCorner {
  readonly db: Db
  readonly jobs: JobRunner
  readonly call: Call
  rows<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs the handler of a job once, and says what it logged. */
  run(name: string, input?: unknown, signal?: AbortSignal): Promise<readonly string[]>
  waiting(name: string): Promise<number>
  close(): Promise<void>
}

export async function itemsCorner(
  open: (ground: { readonly db: Db; readonly jobs: JobRunner }) => Rooms,
): Promise<ItemsCorner> {
  const { db } = await emptyCorner()
  const handlers: JobHandler[] = []
  const jobs = openJobs({ db, telemetry: silentTelemetry(), handlers: () => handlers })
  const rooms = open({ db, jobs })
  handlers.push(...rooms.handlers)
  await jobs.start()
  const edge = await testEdge({ routes: rooms.routes, db })
  return {
    db,
    jobs,
    call: callOn(edge.server),
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      [...(await db.statements(text, values)).rows] as Row[],
    async run(name, input = {}, signal) {
      const handler = handlers.find(({ job }) => job.name === name)
      if (!handler) throw new Error(`Nobody handles ${name}.`)
      const telemetry = recordingTelemetry()
      const run = { jobId: newId(), attempt: 1, lastAttempt: false, log: telemetry.log }
      await handler.handle(input, { ...run, signal: signal ?? new AbortController().signal })
      return telemetry.lines.map(({ message }) => message)
    },
    waiting: async (name) =>
      (await db.statements(`select 1 from reciprocity_jobs.job where name = $1 and state = 'created'`, [name])).rows
        .length,
    async close() {
      await edge.close()
      await jobs.stop(1)
    },
  }
}

type Server = Awaited<ReturnType<typeof testEdge>>['server']

/** As a service calls, without a socket. */
const callOn =
  (server: Server): Call =>
  async <Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await server.inject({
      method: method as 'GET',
      url: path,
      headers: { ...asService, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload }),
    })
    const named = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
    const read = answer.body === '' ? null : JSON.parse(answer.body)
    return { status: answer.statusCode, body: read, headers: named } as Reply<Body>
  }
