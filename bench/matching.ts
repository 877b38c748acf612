/**
 * Matching among many: the gate's recall against the exact scan, its time against bare pgvector queries, and one new
 * person from facets to lists. On real PostgreSQL, then embedded among fewer.
 */
import pg from 'pg'
import { systemClock } from '../src/base/index.ts'
import { findActiveGeneration } from '../src/people/generations/index.ts'
import type { Generation } from '../src/people/generations/index.ts'
import { nearest, saveFacets } from '../src/people/matching/facets-store.ts'
import type { Side } from '../src/people/matching/facets-store.ts'
import { matchHandler } from '../src/people/matching/index.ts'
import { gateSize, passGate } from '../src/people/matching/match.ts'
import { updatePerson } from '../src/people/registry/index.ts'
import { holdPeople } from '../src/people/registry/store.ts'
import { openCache } from '../src/platform/cache/index.ts'
import { sql, rows } from '../src/platform/db/index.ts'
import type { Db } from '../src/platform/db/index.ts'
import { handles, openJobs } from '../src/platform/jobs/index.ts'
import type { JobHandler } from '../src/platform/jobs/index.ts'
import { mirrorPerson, refillLists, reportArrival } from '../src/people/matching/jobs.ts'
import { silentLogger } from '../src/base/index.ts'
import { weights } from './crowd.ts'
import type { CrowdMember } from './crowd.ts'
import { chosen, seededGround } from './ground.ts'
import type { BenchGround, GroundSize } from './ground.ts'
import { queryTimes } from './query-times.ts'
import type { QueryTimes } from './query-times.ts'
import { alternate, judge, mean, median, show, timeMs, title } from './report.ts'
import { matchedPeople, newcomers } from './seed.ts'

const RECALLED = 10
const SEED = 99

interface Size extends GroundSize {
  /** Newcomers whose gate is compared with the exact scan. */
  readonly judged: number
  /** Newcomers who are matched. */
  readonly matched: number
}

const sizes: readonly Size[] = [
  { kind: 'postgres', people: 100_000, judged: 200, matched: 60 },
  { kind: 'embedded', people: 10_000, judged: 100, matched: 30 },
]

/** What one side of somebody asks of the others: the others' column, and the vector. */
interface Question {
  readonly side: Side
  readonly vector: Float32Array
}

const partNames: readonly (readonly [string, RegExp])[] = [
  ['the gate, both directions at once', /^matching\.(?:plan-search|nearest-)/u],
  ['candidates loaded', /^matching\.load-candidates$/u],
  [
    'read before scoring: facets, blocks, partners, feedback',
    /^matching\.(?:find-current-facets|list-(?:live|block|partner|opinion))/u,
  ],
  ['pairs and cuts written', /^matching\.(?:upsert|remove|save-match-list|list-places)/u],
  ['other lists tidied', /^matching\.(?:list-outgrown|read-cuts|raise-cuts|prune)/u],
  ['host told, stage moved, jobs enqueued', /./u],
]

for (const size of chosen(sizes)) await run(size)

async function run(size: Size): Promise<void> {
  const ground = await seededGround(
    matchedPeople({ people: size.people, pairsEach: 10, areListsFull: true }),
    size.kind,
  )
  try {
    const times = queryTimes()
    const db = await ground.open(times)
    const bare = await openBare(ground, db)
    try {
      const generation = await requireGeneration(db)
      const members = await newcomers(size.judged + 2 * size.matched, SEED)
      title(`Matching among ${size.people} people, ${size.kind}`)
      await judgeRecall(db, generation, members.slice(0, size.judged))
      await judgeGate({ db, generation, bare }, members.slice(0, size.judged))
      const [arriving, asking] = [members.slice(size.judged, -size.matched), members.slice(-size.matched)]
      await judgeWhole({ db, generation, bare, times }, { arriving, asking })
    } finally {
      await bare.close()
      await db.close()
    }
  } finally {
    await ground.remove()
  }
}

async function requireGeneration(db: Db): Promise<Generation> {
  const generation = await findActiveGeneration(db.query)
  if (!generation) throw new Error('The seed made no generation.')
  return generation
}

function questionsOf({ need, offer }: CrowdMember['facets']): Question[] {
  return [
    ...(need ? [{ side: 'offer' as const, vector: need }] : []),
    ...(offer ? [{ side: 'need' as const, vector: offer }] : []),
  ]
}

async function judgeRecall(db: Db, generation: Generation, members: readonly CrowdMember[]): Promise<void> {
  const recalls: Record<Side, number[]> = { need: [], offer: [] }
  const whole: number[] = []
  for (const { facets } of members) {
    const [offering = [], needing = []] = await passGate(db, generation, { facets, limit: gateSize })
    const found = { offer: offering, need: needing }
    for (const { side, vector } of questionsOf(facets)) {
      const exact = await exactly(db, generation, { side, vector })
      recalls[side].push(shareOf(exact.slice(0, RECALLED), found[side].slice(0, RECALLED)))
      whole.push(shareOf(exact, found[side]))
    }
  }
  show('queries compared with the exact scan', recalls.offer.length + recalls.need.length)
  judge({ label: 'recall@10 of the gate, needs asking offers', figure: mean(recalls.offer), atLeast: 0.98 })
  judge({ label: 'recall@10 of the gate, offers asking needs', figure: mean(recalls.need), atLeast: 0.98 })
  show(`recall@${gateSize}, both`, mean(whole))
}

function exactly(db: Db, generation: Generation, question: Question): Promise<string[]> {
  return db.transaction(async (tx) => {
    await rows(tx, 'bench.exact', sql`select set_config('enable_indexscan', 'off', true)`)
    return nearest(tx, generation, { ...question, limit: gateSize })
  })
}

function shareOf(wanted: readonly string[], found: readonly string[]): number {
  const all = new Set(found)
  return wanted.filter((id) => all.has(id)).length / wanted.length
}

interface Bare {
  ask(text: string, values: readonly unknown[]): Promise<unknown>
  close(): Promise<void>
}

/** A connection of the driver alone; embedded there is only one, so its queries go by the shortest way. */
async function openBare({ url }: BenchGround, db: Db): Promise<Bare> {
  if (url === null) return { ask: (text, values) => db.statements(text, values), close: async () => {} }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set search_path = reciprocity, public; set hnsw.ef_search = ${gateSize}`)
  return { ask: (text, values) => client.query(text, [...values]), close: () => client.end() }
}

interface GateBench {
  readonly db: Db
  readonly generation: Generation
  readonly bare: Bare
}

async function judgeGate(bench: GateBench, members: readonly CrowdMember[]): Promise<void> {
  const { db, generation } = bench
  if (db.kind === 'embedded') await db.statements(`set hnsw.ef_search = ${gateSize}`)
  const asked = members.filter(({ facets }) => facets.need && facets.offer)
  const one = (round: number): CrowdMember['facets'] => (asked[round] as CrowdMember).facets
  const taken = await alternate(asked.length, {
    bare: (round) =>
      timeMs(async () => {
        for (const question of questionsOf(one(round))) await askBare(bench, question)
      }),
    gate: (round) => timeMs(() => passGate(db, generation, { facets: one(round), limit: gateSize })),
  })
  show('two bare top-200 queries, median', median(taken.bare), 'ms')
  show('the gate, median', median(taken.gate), 'ms')
  judge({ label: 'the gate / its two bare queries', figure: median(taken.gate) / median(taken.bare), atMost: 1.5 })
}

async function askBare({ generation: { id, dimension }, bare }: GateBench, question: Question): Promise<void> {
  const { side, vector } = question
  await bare.ask(
    `select person_id from facets where generation = ${id} and is_current and is_listed and ${side} is not null
      order by (${side}::halfvec(${dimension})) <=> $1::halfvec(${dimension}) limit ${gateSize}`,
    [`[${vector.join(',')}]`],
  )
}

interface WholeBench extends GateBench {
  readonly times: QueryTimes
}

/** Each arrives to be matched; the bare query beside it is of another, so that neither finds its pages warm. */
async function judgeWhole(
  bench: WholeBench,
  { arriving, asking }: { readonly arriving: readonly CrowdMember[]; readonly asking: readonly CrowdMember[] },
): Promise<void> {
  const { db, generation, times } = bench
  const { handle, close } = await openMatching(db, times)
  const parts: ReadonlyMap<string, number>[] = []
  const taken = await alternate(arriving.length, {
    bare: (round) => {
      const [question] = questionsOf((asking[round] as CrowdMember).facets)
      if (!question) throw new Error('Somebody of the crowd says nothing.')
      return timeMs(() => askBare(bench, question))
    },
    whole: async (round) => {
      const member = arriving[round] as CrowdMember
      await arrive(db, generation, member)
      times.take()
      const ms = await timeMs(() => handle(member.id))
      parts.push(times.take())
      return ms
    },
  })
  await close()
  const [bare, whole] = [median(taken.bare), median(taken.whole)]
  show('one bare top-200 query, median', bare, 'ms')
  show('matching one new person, median', whole, 'ms')
  judge({ label: 'matching one new person / one bare query', figure: whole / bare, atMost: 15 })
  printParts(taken.whole, parts)
}

/** The job as the product runs it: with its queue, its cache of lists and no host to tell. */
async function openMatching(
  db: Db,
  telemetry: QueryTimes,
): Promise<{ handle(id: string): Promise<void>; close(): Promise<void> }> {
  const handlers: JobHandler[] = [mirrorPerson, reportArrival, refillLists].map((job) =>
    handles({ job, handle: async () => {} }),
  )
  const jobs = openJobs({ db, telemetry, handlers: () => handlers })
  const lists = openCache<Buffer>({ name: 'match-lists', entriesMax: 1000, db, telemetry })
  const handler = matchHandler({
    db,
    jobs,
    lists,
    weights,
    clock: systemClock,
    scoreMin: 0.3,
    knownToHost: async (ids) => new Set(ids),
    callbacks: {
      paths: { summaryReady: '', matchesReady: '', batchMatchesReady: '', searchFound: '' },
      send: async () => null,
      outdate: async () => {},
    },
  })
  handlers.push(handler)
  await jobs.start()
  const jobRun = {
    jobId: 'bench',
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
    log: silentLogger,
  }
  return {
    handle: (personId) => handler.handle({ personId }, jobRun),
    async close() {
      await jobs.stop(5)
      lists.close()
    },
  }
}

/** Registered, approved and embedded. */
async function arrive(db: Db, generation: Generation, { id, title: designation, facets }: CrowdMember): Promise<void> {
  await db.transaction(async (tx) => {
    await holdPeople(tx, [id])
    await updatePerson(tx, id, { stage: 'matching', given_designation: designation, approved_at: new Date() })
    await saveFacets(tx, { ...facets, generation: generation.id }, true)
  })
}

/** What is not a query is decoding, scoring and planning, and the ends of transactions. */
function printParts(wholes: readonly number[], parts: readonly ReadonlyMap<string, number>[]): void {
  const sums = new Map(partNames.map(([name]) => [name, parts.map(() => 0)]))
  for (const [index, part] of parts.entries()) {
    for (const [query, ms] of part) {
      const name = partNames.find(([, pattern]) => pattern.test(query))?.[0] ?? ''
      const list = sums.get(name)
      if (list) list[index] = (list[index] ?? 0) + ms
    }
  }
  for (const [name, list] of sums) show(`  of it ${name}`, median(list), 'ms')
  const rest = wholes.map(
    (whole, index) => whole - [...sums.values()].reduce((sum, list) => sum + (list[index] ?? 0), 0),
  )
  show('  of it decoding, scoring and planning', median(rest), 'ms')
}
