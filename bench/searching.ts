/**
 * Finding people among many: the ten best against scoring everybody, the time against the bare query that answers the same
 * filter in the order of the same vector, and what twenty callers at once see of the whole server. On real PostgreSQL, then
 * embedded among fewer.
 */
import pg from 'pg'
import { mean as middle, normalise } from '../src/engine/index.ts'
import { seededRandom } from '../evaluate/population.ts'
import { topics } from '../evaluate/topics.ts'
import { embedAll } from '../evaluate/embed.ts'
import { readSentence } from '../src/people/asking/index.ts'
import { listFitting, loadCandidates } from '../src/people/profiles/index.ts'
import { inOrder, judge as score } from '../src/people/search/judge.ts'
import type { Judged } from '../src/people/search/judge.ts'
import { questionOf } from '../src/people/search/read-question.ts'
import type { SearchQuestion } from '../src/people/search/question.ts'
import { prepare } from '../src/people/search/prepare.ts'
import { search } from '../src/people/search/search.ts'
import type { SearchDeps } from '../src/people/search/prepare.ts'
import { defaultWeights } from '../src/people/search/weights.ts'
import type { Db } from '../src/platform/db/index.ts'
import { weights as words } from './crowd.ts'
import { chosen, seededGround } from './ground.ts'
import type { BenchGround, GroundSize } from './ground.ts'
import { hobbies } from './hobbies.ts'
import { country } from './members.ts'
import { queryTimes } from './query-times.ts'
import type { QueryTimes } from './query-times.ts'
import { alternate, judge, mean, median, show, timeMs, title } from './report.ts'
import { searchableMembers } from './seed-members.ts'
import { startServer } from './server.ts'
import type { BenchServer } from './server.ts'

interface Size extends GroundSize {
  /** Searches that are compared with scoring everybody, of each filter. */
  readonly judged: number
  /** Searches that are timed, of each filter. */
  readonly timed: number
}

const sizes: readonly Size[] = [
  { kind: 'postgres', people: 1_000_000, judged: 6, timed: 60 },
  { kind: 'postgres', people: 100_000, judged: 30, timed: 100 },
  { kind: 'embedded', people: 20_000, judged: 20, timed: 40 },
]
const BEST = 10
const CALLERS = 20
const SECONDS = 15
const SEED = 5
const now = new Date('2026-01-31T12:00:00Z')

const KM_PER_DEGREE = 111.2
const page = { cursor: null, signal: new AbortController().signal }

/** Nobody is kept out; about one in a thousand and one in a hundred are left, those nearby; about one in two. */
const filterNames = ['none', 'narrow', 'some', 'wide'] as const
type Filter = (typeof filterNames)[number]
const circles = { narrow: 0.001, some: 0.01 } as const

const memory: { readonly people: number; readonly bytes: number }[] = []
for (const size of chosen(sizes)) {
  const bytes = await run(size)
  if (size.kind === 'postgres') memory.push({ people: size.people, bytes })
}
const [many, few] = memory
if (many && few) {
  title('Growth of the process')
  const figure = Math.max(0, many.bytes - few.bytes) / (many.people - few.people)
  judge({ label: 'memory for each person more', figure, atMost: 100, unit: 'bytes' })
}

/** Returns the memory of the api process at its peak, in bytes. */
async function run(size: Size): Promise<number> {
  const ground = await seededGround(searchableMembers(size.people), size.kind)
  try {
    const times = queryTimes()
    const db = await ground.open(times)
    const bare = await openBare(ground, db)
    try {
      title(`Searching among ${size.people} people, ${size.kind}`)
      const asked = await questions(size)
      const deps = depsOf(db, asked.vectors)
      for (const filter of filterNames) {
        await judgeTimes({ deps, bare, times, asked }, { filter, timed: size.timed })
        await judgeBest(deps, asked.of(filter).slice(0, size.judged), filter)
      }
    } finally {
      await bare.close()
      await db.close()
    }
    return await judgeServer(ground, size)
  } finally {
    await ground.remove()
  }
}

interface Asked {
  readonly vectors: ReadonlyMap<string, Float32Array>
  of(filter: Filter): readonly SearchQuestion[]
}

/** Some of the country as a circle around its middle. */
function radiusOfShare(share: number, latitude: number): number {
  const [tall, broad] = [country.degrees, country.degrees * Math.cos((latitude * Math.PI) / 180)]
  return Math.sqrt((share * tall * broad) / Math.PI) * KM_PER_DEGREE
}

/** Somebody asks for a topic in the words of those who need it, or for company in a hobby. */
async function questions({ people, timed, judged }: Size): Promise<Asked> {
  const random = seededRandom(SEED)
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const count = Math.max(timed, judged)
  const wordings = Object.values(topics).flatMap(({ needs }) => needs)
  const prompts = Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? one(wordings) : `someone who can teach me ${one(hobbies)}`,
  )
  const read = prompts.flatMap((prompt) => readSentence(prompt).topic?.text ?? [])
  const vectors = await embedAll(read)
  const askers = prompts.map(() => `member-${Math.floor(random() * people)}`)
  const place = { latitude: country.south + country.degrees / 2, longitude: country.west + country.degrees / 2 }
  const body = {
    none: { preferences: { max_distance: null } },
    narrow: { ...place, preferences: { max_distance: radiusOfShare(circles.narrow, place.latitude) } },
    some: { ...place, preferences: { max_distance: radiusOfShare(circles.some, place.latitude) } },
    wide: { preferences: { max_distance: null, genders: ['women'] } },
  }
  const from = { askerId: '', isMember: false, mayWiden: false }
  return {
    vectors,
    of: (filter) =>
      prompts.map((prompt, index) => ({
        ...questionOf(
          { ...body[filter], prompt, single_best_match: false },
          { ...from, askerId: askers[index] as string },
        ),
      })),
  }
}

function depsOf(db: Db, vectors: Asked['vectors']): SearchDeps {
  const embed = async (texts: readonly string[]) => texts.map((text) => vectors.get(text) ?? null)
  return {
    db,
    clock: () => now,
    words,
    embedderOf: async () => ({ embed }) as unknown as Awaited<ReturnType<SearchDeps['embedderOf']>>,
    read: async (prompt) => readSentence(prompt),
    weights: defaultWeights,
    inactiveDays: 90,
  }
}

/** Scores everybody who fits, a stretch after the other. */
async function bestOfAll(deps: SearchDeps, question: SearchQuestion): Promise<readonly Judged[]> {
  const { moment, plan, compared, measure } = await prepare(deps, question, page.signal)
  const { conditions } = plan
  let [best, after]: [readonly Judged[], string] = [[], '']
  for (;;) {
    const ids = await listFitting(deps.db.query, { conditions, today: moment.today, after }, 5000)
    const found = await loadCandidates(deps.db.query, moment, { ids, conditions, compared })
    best = [...best, ...found.map((candidate) => score(candidate, measure))].toSorted(inOrder).slice(0, BEST)
    if (ids.length < 5000) return best
    after = ids.at(-1) ?? after
  }
}

async function judgeBest(deps: SearchDeps, asked: readonly SearchQuestion[], filter: Filter): Promise<void> {
  const shares: number[] = []
  for (const question of asked) {
    const right = await bestOfAll(deps, question)
    const { people } = await search(deps, question, page)
    const found = new Set(people.map(({ candidate }) => candidate.personId))
    shares.push(right.filter(({ candidate }) => found.has(candidate.personId)).length / Math.max(1, right.length))
  }
  judge({ label: `filter ${filter}: the ten best of everybody are found`, figure: mean(shares), atLeast: 0.98 })
}

interface Timing {
  readonly deps: SearchDeps
  readonly bare: Bare
  readonly times: QueryTimes
  readonly asked: Asked
}

async function judgeTimes({ deps, bare, times, asked }: Timing, { filter, timed }: { filter: Filter; timed: number }) {
  const list = asked.of(filter)
  const at = (round: number): SearchQuestion => list[round % list.length] as SearchQuestion
  const other = (round: number): SearchQuestion => list[(round + (list.length >> 1)) % list.length] as SearchQuestion
  const vectorOf = (question: SearchQuestion): Float32Array =>
    asked.vectors.get(readSentence(question.prompt).topic?.text ?? '') ?? anyVector(asked)
  for (let round = 0; round < 5; round += 1) await search(deps, at(round), page)
  times.take()
  const taken = await alternate(timed, {
    bare: (round) => timeMs(() => bare.nearest(filter, vectorOf(other(round)))),
    search: (round) => timeMs(() => search(deps, at(round), page)),
  })
  show(`filter ${filter}: the bare query`, median(taken.bare), 'ms')
  show(`filter ${filter}: a search`, median(taken.search), 'ms')
  const parts = [...times.take()].toSorted(([, one], [, two]) => two - one)
  for (const [query, ms] of parts.slice(0, 8)) show(`  ${query}`, ms / timed, 'ms')
  judge({
    label: `filter ${filter}: a search / the bare query`,
    figure: median(taken.search) / median(taken.bare),
    atMost: 3,
  })
}

function anyVector({ vectors }: Asked): Float32Array {
  return normalise(middle([...vectors.values()]) ?? new Float32Array(384))
}

interface Bare {
  nearest(filter: Filter, vector: Float32Array): Promise<unknown>
  close(): Promise<void>
}

/** As somebody would write it who knows the tables: the same filter, the ten nearest by the same vector. */
async function openBare(ground: BenchGround, db: Db): Promise<Bare> {
  const { rows } = await db.statements('select id from generations limit 1')
  const latitude = country.south + country.degrees / 2
  const longitude = country.west + country.degrees / 2
  const near = (share: number): string => {
    const km = radiusOfShare(share, latitude)
    const [tall, broad] = [km / KM_PER_DEGREE, km / KM_PER_DEGREE / Math.cos((latitude * Math.PI) / 180)]
    const box = `box(point(${longitude - broad}, ${latitude - tall}), point(${longitude + broad}, ${latitude + tall}))`
    return `point(p.longitude, p.latitude) <@ ${box} and 12742 * asin(sqrt(power(sin(radians(p.latitude - ${latitude}) / 2), 2)
      + cos(radians(${latitude})) * cos(radians(p.latitude)) * power(sin(radians(p.longitude - ${longitude}) / 2), 2))) <= ${km}`
  }
  const filters: Readonly<Record<Filter, string>> = {
    none: 'true',
    narrow: near(circles.narrow),
    some: near(circles.some),
    wide: `p.genders && array['female']`,
  }
  const textOf = (
    filter: Filter,
  ): string => `select p.person_id from profile_vectors v join profiles p using (person_id)
    where v.generation = ${String(rows[0]?.['id'])} and v.gives is not null and p.is_listed and p.is_visible and not p.is_suspended
      and ${filters[filter]}
    order by v.gives::halfvec(384) <=> $1::halfvec(384) limit ${BEST}`
  const asText = (vector: Float32Array): string => `[${vector.join(',')}]`
  if (ground.url === null) {
    return { nearest: (filter, vector) => db.statements(textOf(filter), [asText(vector)]), close: async () => {} }
  }
  const client = new pg.Client({ connectionString: ground.url })
  await client.connect()
  await client.query("set search_path = reciprocity, public; set hnsw.iterative_scan = 'relaxed_order'")
  return {
    nearest: (filter, vector) => client.query({ name: filter, text: textOf(filter), values: [asText(vector)] }),
    close: () => client.end(),
  }
}

/** The whole server: twenty callers at once, the old service's own measures, and what the process holds in memory. */
async function judgeServer(ground: BenchGround, size: Size): Promise<number> {
  const server = await startServer({
    DATA_DIR: ground.folder,
    ROLES: 'api',
    RATE_LIMIT_SEARCH: '1000000/s burst 1000000',
    INACTIVE_DAYS: '3650',
    ...(ground.url === null ? {} : { DATABASE_URL: ground.url }),
  })
  try {
    const random = seededRandom(SEED + 1)
    const ask = async (): Promise<number> => {
      const hobby = hobbies[Math.floor(random() * hobbies.length)]
      return timeMs(() => server.call('POST', '/api/v1/people/search', bodyOf(size, random(), `teach me ${hobby}`)))
    }
    for (let round = 0; round < 20; round += 1) await ask()
    const taken: number[] = []
    const until = performance.now() + SECONDS * 1000
    const caller = async (): Promise<void> => {
      while (performance.now() < until) taken.push(await ask())
    }
    await Promise.all(Array.from({ length: CALLERS }, caller))
    const sorted = taken.toSorted((one, two) => one - two)
    const [p50, p99] = [0.5, 0.99].map((share) => sorted[Math.floor(share * sorted.length)] as number)
    show(`${CALLERS} callers: searches a second`, taken.length / SECONDS)
    show(`${CALLERS} callers: p50`, p50 as number, 'ms')
    judge({ label: `${CALLERS} callers: p99 / p50`, figure: (p99 as number) / (p50 as number), atMost: 5 })
    return await showOldMeasures(server, size)
  } finally {
    await server.stop()
  }
}

function bodyOf({ people }: Size, random: number, prompt: string): Record<string, unknown> {
  return { user_id: `member-${Math.floor(random * people)}`, prompt, preferences: { max_distance: null } }
}

/** What the replaced service told of itself: milliseconds for 100 candidates, and the memory that its process holds. */
async function showOldMeasures(server: BenchServer, size: Size): Promise<number> {
  const random = seededRandom(SEED + 2)
  const taken: number[] = []
  for (let round = 0; round < 40; round += 1) {
    const ids = Array.from({ length: 100 }, () => `member-${Math.floor(random() * size.people)}`)
    const body = { ...bodyOf(size, random(), 'teach me climbing'), candidate_ids: ids }
    taken.push(await timeMs(() => server.call('POST', '/api/ml/match', body)))
  }
  show('100 candidates, of whom ten are answered', median(taken), 'ms')
  const bytes = await server.memoryPeakBytes()
  show('memory of the api process, at most', bytes / 2 ** 20, 'MiB')
  return bytes
}
