/** Fills a database with people who are matched already, as the product would have left it, but in a minute. */
import { newId } from '../src/base/index.ts'
import { saveGeneration } from '../src/people/generations/index.ts'
import type { Generation } from '../src/people/generations/index.ts'
import { createGateIndexes } from '../src/people/matching/generation-store.ts'
import { matchingRules } from '../src/people/matching/generation.ts'
import { compare } from '../src/people/matching/match.ts'
import { cutOf } from '../src/people/matching/pairs.ts'
import type { Db } from '../src/platform/db/index.ts'
import { binaryArray, binaryHalfvec, byteaOid } from './binary.ts'
import { crowd, weights } from './crowd.ts'
import type { CrowdMember } from './crowd.ts'
import type { Seed } from './ground.ts'
import { median } from './report.ts'
import { silentPersona } from '../test/support/silent-persona.ts'

export interface SeedOptions {
  readonly people: number
  /** Stored pairs per person, counted once on each side. */
  readonly pairsEach: number
  /** Everybody’s lists end where those of so many people do, so that a newcomer displaces others. Default false. */
  readonly areListsFull?: boolean
}

/** Raised when the seed writes something else, so that what was kept of the old one is not used. */
const VERSION = 7

export const matchedPeople = (options: SeedOptions): Seed => ({
  name: `matched_${VERSION}_${options.people}_${options.pairsEach}_${options.areListsFull ? 'full' : 'open'}`,
  fill: (db) => seedPeople(db, options),
})

const MODEL = { model: 'all-MiniLM-L6-v2', dimension: 384, rules: matchingRules }
const CHUNK = 1000
const SEED = 7
export const prompts = { needs: 'What do you need?', offers: 'What can you offer?' } as const

/** Ids are person-0, person-1 … The database is migrated and empty. */
async function seedPeople(db: Db, { people, pairsEach, areListsFull = false }: SeedOptions): Promise<void> {
  const generation = await db.transaction((tx) => saveGeneration(tx, { ...MODEL, state: 'active' }))
  const halfvec = await readHalfvecOid(db)
  let chunk: CrowdMember[] = []
  for await (const member of crowd({ size: people, seed: SEED, name: 'person' })) {
    chunk.push(member)
    if (chunk.length < CHUNK) continue
    await writeChunk(db, { chunk, generation, halfvec })
    chunk = []
  }
  await writeChunk(db, { chunk, generation, halfvec })
  await seedPairs(db, { generation, people, pairsEach })
  await db.transaction((tx) => createGateIndexes(tx, { id: generation, dimension: MODEL.dimension }))
  await db.statements('analyze')
  if (areListsFull) await seedCuts(db, { id: generation, ...MODEL, state: 'active' }, people)
  await db.statements('vacuum analyze')
}

/** People whose lists are made, to learn where a full list ends. */
const SAMPLED = 40

/** Among so many everybody's lists are full: each gets the cuts that are usual among those who are looked at. */
async function seedCuts(db: Db, generation: Generation, people: number): Promise<void> {
  const cuts: [number, number][] = []
  const deps = { db, weights, knownToHost: async (ids: readonly string[]) => new Set(ids) }
  for (let index = 0; index < SAMPLED; index += 1) {
    const found = await compare(deps, generation, `person-${Math.floor((index * people) / SAMPLED)}`)
    const pairs = found?.pairs ?? []
    cuts.push([cutOf(pairs, ({ mine }) => mine.score) ?? 0, cutOf(pairs, ({ theirs }) => theirs.score) ?? 0])
  }
  await db.statements(
    `insert into match_lists (generation, person_id, matched_revision, need_cut, offer_cut)
      select generation, person_id, revision, $1::float8, $2::float8 from facets where is_current`,
    [median(cuts.map(([need]) => need)), median(cuts.map(([, offer]) => offer))],
  )
}

export async function readHalfvecOid(db: Db): Promise<number> {
  const { rows } = await db.statements("select oid::int4 as oid from pg_type where typname = 'halfvec'")
  return Number(rows[0]?.['oid'])
}

interface Chunk {
  readonly chunk: readonly CrowdMember[]
  readonly generation: number
  readonly halfvec: number
}

async function writeChunk(db: Db, { chunk, generation, halfvec }: Chunk): Promise<void> {
  if (chunk.length === 0) return
  const registered = chunk.map(({ id, title, facets }) => ({ id, title, ...personaOf(facets) }))
  await db.statements(
    `with said as materialized (
        select * from jsonb_to_recordset($1::jsonb) as r(id text, title text, questions jsonb, requirements jsonb, offerings jsonb)),
      known as (insert into people (id, stage, designation, approved_at, first_matched_at)
        select id, 'matched', title, now(), now() from said),
      texts as (insert into person_texts (person_id, questions, resume_status) select id, questions, 'none' from said)
    insert into personas (person_id, version, persona, requirements, offerings, composer, generated_at)
      select id, 1, $2::jsonb, requirements, offerings, 'extractive', now() from said`,
    [JSON.stringify(registered), JSON.stringify(silentPersona)],
  )
  const facets = chunk.map((member) => member.facets)
  await db.statements(
    `insert into facets (generation, person_id, revision, is_current, is_listed, need, offer, needs, offers, need_passages, offer_passages)
      select ${generation}, id, 1, true, true, need, offer, array(select jsonb_array_elements_text(needs::jsonb)),
        array(select jsonb_array_elements_text(offers::jsonb)), need_passages, offer_passages
      from unnest($1::text[], $2::halfvec[], $3::halfvec[], $4::text[], $5::text[], $6::bytea[], $7::bytea[])
        as f(id, need, offer, needs, offers, need_passages, offer_passages)`,
    [
      facets.map(({ personId }) => personId),
      binaryArray(
        halfvec,
        facets.map(({ need }) => need && binaryHalfvec(need)),
      ),
      binaryArray(
        halfvec,
        facets.map(({ offer }) => offer && binaryHalfvec(offer)),
      ),
      facets.map(({ needs }) => JSON.stringify(needs)),
      facets.map(({ offers }) => JSON.stringify(offers)),
      binaryArray(
        byteaOid,
        facets.map(({ needPassages }) => needPassages),
      ),
      binaryArray(
        byteaOid,
        facets.map(({ offerPassages }) => offerPassages),
      ),
    ],
  )
}

/** What the person answered, and what was concluded from it. */
function personaOf({ needs, offers }: CrowdMember['facets']): Record<string, unknown> {
  const questions = questionsOf(needs, offers)
  const sourced = (texts: readonly string[], prompt: string): unknown[] => {
    const question = questions.findIndex((one) => one.prompt === prompt)
    return texts.map((text) => ({ text, source: { kind: 'answer', question } }))
  }
  return { questions, requirements: sourced(needs, prompts.needs), offerings: sourced(offers, prompts.offers) }
}

export function questionsOf(needs: readonly string[], offers: readonly string[]): { prompt: string; answer: string }[] {
  const all = [
    { prompt: prompts.needs, answer: needs.join(' ') },
    { prompt: prompts.offers, answer: offers.join(' ') },
  ]
  return all.filter(({ answer }) => answer !== '')
}

interface PairsSeed {
  readonly generation: number
  readonly people: number
  readonly pairsEach: number
}

/** Indexes are built afterwards, which takes a fifth of the time. */
async function seedPairs(db: Db, seed: PairsSeed): Promise<void> {
  const { rows: indexes } = await db.statements(
    "select indexname as name, indexdef as definition from pg_indexes where tablename = 'pairs' and indexname like 'pairs\\_%\\_of\\_%'",
  )
  for (const { name } of indexes) await db.statements(`drop index ${String(name)}`)
  for (let start = 0; start < seed.people; start += CHUNK) await writePairs(db, seed, start)
  for (const { definition } of indexes) await db.statements(String(definition))
}

/**
 * Partners by arithmetic, scores by hash: what is read and written is what counts here, not who fits whom. A side that
 * asks for nothing, or is offered nothing, has no score.
 */
async function writePairs(db: Db, { generation, people, pairsEach }: PairsSeed, start: number): Promise<void> {
  await db.statements(
    `insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual, reasons_ab, reasons_ba, unmet_a, unmet_b)
      select gen_random_uuid(), ${generation}, a_id, b_id, 1, 1, ab, ba, coalesce(2 * ab * ba / (ab + ba), 0),
        case when ab is null then '{}' else array[0, 0, floor(ab * 1000)] end, case when ba is null then '{}' else array[0, 0, floor(ba * 1000)] end,
        array(select n from generate_series(1, a.needs - 1) n), array(select n from generate_series(1, b.needs - 1) n)
      from (select least(one, other) as a_id, greatest(one, other) as b_id, one || ' ' || other as couple
          from generate_series(${start}, ${Math.min(people, start + CHUNK) - 1}) n, generate_series(1, $1) k,
            lateral (select ('person-' || n) collate "C" as one, ('person-' || mod(n + 1 + abs(hashint8(n * 100 + k)::bigint), ${people})) collate "C" as other) ids
          where one <> other) ends
        join lateral (select cardinality(needs) as needs, cardinality(offers) as offers from facets where generation = ${generation} and person_id = a_id) a on true
        join lateral (select cardinality(needs) as needs, cardinality(offers) as offers from facets where generation = ${generation} and person_id = b_id) b on true,
        lateral (select case when a.needs > 0 and b.offers > 0 then 0.3 + abs(hashtext(couple)::bigint) % 650000 / 1e6::float8 end as ab,
          case when b.needs > 0 and a.offers > 0 then 0.3 + abs(hashtext(couple || '!')::bigint) % 650000 / 1e6::float8 end as ba) scores
      on conflict do nothing`,
    [pairsEach],
  )
}

/** Somebody new, as they stand when their facets are made. */
export async function newcomers(count: number, seed: number): Promise<CrowdMember[]> {
  const members: CrowdMember[] = []
  for await (const member of crowd({ size: count, seed, name: `new-${newId()}` })) members.push(member)
  return members
}
