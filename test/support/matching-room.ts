/** Matching on a database that is empty, with the real queue, whose jobs run one by one and only when a test says so. */
import { readFile } from 'node:fs/promises'
import { newId } from '../../src/base/index.ts'
import { wordWeights } from '../../src/engine/index.ts'
import { openCache } from '../../src/platform/cache/index.ts'
import { handles, openJobs } from '../../src/platform/jobs/index.ts'
import type { JobHandler, JobRun, JobRunner } from '../../src/platform/jobs/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { embedHandler } from '../../src/people/matching/embed.ts'
import { readFeedbackHandler } from '../../src/people/matching/feedback.ts'
import type { PeopleHost } from '../../src/people/matching/host.ts'
import { matchHandler, refillHandler } from '../../src/people/matching/match-person.ts'
import { arrivalHandler, mirrorHandler } from '../../src/people/matching/mirror.ts'
import { rebuildHandlers } from '../../src/people/matching/rebuild.ts'
import { settleGeneration } from '../../src/people/matching/generation.ts'
import { embedProfilesHandler, syncBlocks } from '../../src/people/profiles/index.ts'
import { advanceBatch, embedPerson } from '../../src/people/registry/index.ts'
import { countingEmbedder } from './counting-embedder.ts'
import type { CountingEmbedder } from './counting-embedder.ts'
import type { TestPerson } from './house.ts'
import { emptyCorner } from './shared-corner.ts'
import { silentPersona } from './silent-persona.ts'

export interface RoomOptions {
  readonly host?: PeopleHost
  /** What the model reads out of words that are not English; it may throw. Default: nothing. */
  readonly feelingOf?: (text: string, signal: AbortSignal) => number | Promise<number>
}

export type MatchingRoom = Awaited<ReturnType<typeof matchingRoom>>

const weights = wordWeights(
  JSON.parse(await readFile(new URL('../../models/word-weights/en-1.json', import.meta.url), 'utf8')),
)

/** The embedders by the names of their models; the first one answers. */
export async function matchingRoom(
  embedders: readonly CountingEmbedder[] = [countingEmbedder()],
  options: RoomOptions = {},
) {
  const { db } = await emptyCorner()
  const telemetry = silentTelemetry()
  const handlers: JobHandler[] = []
  const jobs: JobRunner = openJobs({ db, telemetry, handlers: () => handlers })
  const lists = openCache<Buffer>({ name: `room-${newId()}`, entriesMax: 100, db, telemetry })
  const sent: { readonly path: string; readonly body: unknown }[] = []
  const deps = {
    db,
    jobs,
    lists,
    host: options.host ?? null,
    log: telemetry.log,
    clock: () => new Date(),
    forget: async () => {},
    forgetAnswers: async () => {},
    sentimentModel: async (text: string, signal: AbortSignal) => (await options.feelingOf?.(text, signal)) ?? 0,
    scoreMin: 0.1,
    weights,
    knownToHost: async (ids: readonly string[]) => new Set(ids),
    callbacks: {
      paths: { summaryReady: '/summary', matchesReady: '/matches', batchMatchesReady: '/batch', searchFound: '/found' },
      send: async (_: unknown, { path, body }: { path: string; body: unknown }) => {
        sent.push({ path, body })
        return null
      },
      outdate: async () => {},
    },
    embedderOf: async (model: string) => {
      const found = embedders.find((embedder) => embedder.model === model)
      if (!found) throw new Error(`There is no model ${model}.`)
      return found
    },
  }
  handlers.push(
    embedHandler(deps),
    matchHandler(deps),
    refillHandler(deps),
    mirrorHandler(deps),
    arrivalHandler(deps),
    readFeedbackHandler(deps),
    embedProfilesHandler(deps),
    handles({ job: advanceBatch, handle: async () => {} }),
    handles({ job: syncBlocks, handle: async () => {} }),
    ...rebuildHandlers(deps),
  )
  await jobs.start()
  const settle = (embedder: CountingEmbedder) => settleGeneration(db, embedder)
  await settle(embedders[0] as CountingEmbedder)

  const rows = async <Row>(text: string): Promise<Row[]> => (await db.statements(text)).rows as Row[]
  /** Runs the handler of a job as the queue would, once. */
  const run = async (name: string, input: unknown, { id = newId(), signal }: RunOptions = {}): Promise<void> => {
    const handler = handlers.find(({ job }) => job.name === name)
    if (!handler) throw new Error(`Nobody handles ${name}.`)
    await handler.handle(input, { ...runOf(telemetry.log, signal), jobId: id })
  }
  const waiting = async (name: string): Promise<unknown[]> => {
    const found = await rows<{ input: unknown }>(
      `select data->'input' as input from reciprocity_jobs.job where name = '${name}' and state = 'created' order by created_on, id`,
    )
    return found.map(({ input }) => input)
  }
  /** Runs what waits, and what follows from it, until nothing does; regular ticks are left alone. */
  const drain = async ({ except = '' } = {}): Promise<void> => {
    const next = async () =>
      (
        await rows<{
          id: string
          name: string
          input: unknown
        }>(`update reciprocity_jobs.job set state = 'active' where id = (
          select id from reciprocity_jobs.job where state = 'created' and name like 'people.%' and name <> '${except}' order by created_on, id limit 1)
          returning id, name, data->'input' as input`)
      )[0]
    const end = (id: string) => rows(`update reciprocity_jobs.job set state = 'completed' where id = '${id}'`)
    for (let due = await next(); due; due = await next()) {
      await run(due.name, due.input, { id: due.id }).finally(() => end(due.id))
    }
  }
  return {
    db,
    deps,
    jobs,
    sent,
    settle,
    rows,
    run,
    waiting,
    drain,
    /** In one call from an approved persona to matches, or, for somebody known, to new words. */
    async take({ id, needs, offers }: TestPerson): Promise<void> {
      await this.say({ id, needs, offers })
      await run(embedPerson.name, { personId: id })
    },
    /** The words alone: nothing is made of them yet. */
    async say({ id, needs, offers }: TestPerson): Promise<void> {
      const list = (text: string): string => JSON.stringify(text === '' ? [] : [{ text, source: { kind: 'edit' } }])
      await db.statements(`insert into people (id, stage, approved_at) values ('${id}', 'approved', now())
        on conflict (id) do update set version = people.version + 1`)
      await db.statements(`insert into personas (person_id, version, persona, requirements, offerings, composer, generated_at)
        select id, version, '${JSON.stringify(silentPersona)}', '${list(needs)}', '${list(offers)}', 'test', clock_timestamp()
        from people where id = '${id}'
        on conflict (person_id) do update set version = excluded.version, requirements = excluded.requirements,
          offerings = excluded.offerings, generated_at = excluded.generated_at`)
    },
    async close(): Promise<void> {
      await lists.close()
      await jobs.stop(1)
    },
  }
}

interface RunOptions {
  readonly id?: string
  readonly signal?: AbortSignal | undefined
}

/** The first run of a job. */
export const runOf = (log: JobRun['log'], signal = new AbortController().signal): JobRun => ({
  jobId: newId(),
  attempt: 1,
  lastAttempt: false,
  signal,
  log,
})
