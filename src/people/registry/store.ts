/** Every query on people, their texts and their personas. */
import type { ColumnType, Selectable, Updateable } from 'kysely'
import { rows, sql, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Person, PersonTexts, Question, ResumeStatus, SentenceList, StoredPersona } from './person.ts'
import { stagesBefore, workingStages } from './stage.ts'
import type { Stage, WorkingStage } from './stage.ts'

type Json<Value> = ColumnType<Value, string, string>

interface PeopleTable {
  id: string
  version: ColumnType<number, number | undefined>
  status: ColumnType<'active' | 'paused', 'active' | 'paused' | undefined>
  stage: Stage
  failed_stage: string | null
  failed_reason: string | null
  needs_matchmaking: ColumnType<boolean, boolean | undefined>
  update_attempts: ColumnType<number, number | undefined>
  update_due_at: Date | null
  given_designation: string | null
  designation: string | null
  designation_source: Json<unknown> | null
  approved_at: Date | null
  first_matched_at: Date | null
  created_at: ColumnType<Date, never, never>
  updated_at: ColumnType<Date, never, Date>
}

interface RegistryTables {
  people: PeopleTable
  person_texts: {
    person_id: string
    questions: Json<Question[]>
    resume_link: string | null
    resume_status: ResumeStatus
    resume_reason: string | null
    resume_text: string | null
    rejection: string | null
    rejections: Json<readonly string[]> | null
  }
  personas: {
    person_id: string
    version: number
    persona: Json<StoredPersona['persona']>
    requirements: Json<StoredPersona['requirements']>
    offerings: Json<StoredPersona['offerings']>
    composer: string
    generated_at: Date
    edited: SentenceList[]
    made_of: Buffer | null
  }
}

const tables = tablesOf<RegistryTables>()
const now = sql<Date>`now()`

/** Null when nobody has this id. */
export async function findPerson(tx: Tx, id: string): Promise<Person | null> {
  const row = await tables(tx, 'people.find-person')
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toPerson(row) : null
}

/**
 * Nobody else changes the person until the transaction ends. Others may still refer to her: two people who are compared
 * at once each write a pair that refers to both, and would wait for each other for ever.
 */
export async function lockPerson(tx: Tx, id: string): Promise<Person | null> {
  const query = tables(tx, 'people.lock-person').selectFrom('people').selectAll().where('id', '=', id).forNoKeyUpdate()
  const row = await query.executeTakeFirst()
  return row ? toPerson(row) : null
}

/** A version that nobody was ever given, not even somebody who had this id before and left. */
export async function newVersion(tx: Tx): Promise<number> {
  const found = await rows<{ version: number }>(
    tx,
    'people.new-version',
    sql`select nextval('person_versions')::int as version`,
  )
  return found[0]?.version ?? 0
}

/** Somebody as far as a profile of hers depends on it. */
export type Held = Pick<Person, 'id' | 'status' | 'stage'>

/**
 * Holds people until the transaction ends, in the order of their ids, and makes those whom nobody knows yet: by a profile
 * alone. The change that is none locks those who are there, so that none of them leaves in between.
 */
export async function holdPeople(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Held>> {
  await rows(
    tx,
    'people.hold',
    sql`insert into people (id, stage)
      select id, 'unregistered' from unnest(${[...ids]}::text[]) as wanted (id) order by id collate "C"
      on conflict (id) do update set status = people.status where false`,
  )
  const held = await tables(tx, 'people.list-held')
    .selectFrom('people')
    .select(['id', 'status', 'stage'])
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .execute()
  return new Map(held.map((person) => [person.id, person]))
}

/** Those of the ids that there are; none of them leaves until the transaction ends. */
export async function holdThere(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tables(tx, 'people.hold-there')
    .selectFrom('people')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return new Set(found.map(({ id }) => id))
}

/** Columns to set; `updated_at` sets itself. */
export type PersonChange = Omit<Updateable<PeopleTable>, 'id' | 'updated_at'>

/** Under the lock of `lockPerson`, where what is set depends on what was. */
export async function updatePerson(tx: Tx, id: string, change: PersonChange): Promise<void> {
  await tables(tx, 'people.update-person')
    .updateTable('people')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** Moves on only if nothing happened meanwhile: false when the stage, or the version if one is named, is another. */
export async function moveStage(
  tx: Tx,
  person: { readonly id: string; readonly version?: number },
  step: { readonly from: readonly Stage[]; readonly to: Stage },
): Promise<boolean> {
  let query = tables(tx, 'people.move-stage')
    .updateTable('people')
    .set({ stage: step.to, failed_stage: null, failed_reason: null, updated_at: now })
    .where('id', '=', person.id)
    .where('stage', 'in', [...step.from])
  if (person.version !== undefined) query = query.where('version', '=', person.version)
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/** Remembers where it failed and why. A person who is in another stage by now, or of another version, stays as she is. */
export async function failPerson(
  tx: Tx,
  person: Seen,
  failure: { readonly stage: WorkingStage; readonly reason: string },
): Promise<boolean> {
  const query = tables(tx, 'people.fail-person')
    .updateTable('people')
    .set({ stage: 'failed', failed_stage: failure.stage, failed_reason: failure.reason, updated_at: now })
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .where('stage', 'in', stagesBefore(failure.stage))
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/** A person as she stood when somebody began to work on her. */
export interface Seen {
  readonly id: string
  readonly version: number
}

/** True for the rows of people who are still as they were seen. */
const isAsSeen = (people: readonly Seen[]) =>
  sql<boolean>`(id, version) in (select * from unnest(${people.map(({ id }) => id)}::text[], ${people.map(({ version }) => version)}::int[]))`

/** Clears the wish for matchmaking only for the version that was worked on: a later edit keeps its own. */
export async function clearMatchmaking(tx: Tx, people: readonly Seen[]): Promise<void> {
  await tables(tx, 'people.clear-matchmaking')
    .updateTable('people')
    .set({ needs_matchmaking: false, update_attempts: 0, update_due_at: null, updated_at: now })
    .where(isAsSeen(people))
    .execute()
}

/** Approved people, still as they were seen, who are not in the stage `matched`. */
export async function listUnsettled(tx: Tx, people: readonly Seen[]): Promise<Person[]> {
  const found = await tables(tx, 'people.list-unsettled')
    .selectFrom('people')
    .selectAll()
    .where(isAsSeen(people))
    .where('stage', '<>', 'matched')
    .where('approved_at', 'is not', null)
    .execute()
  return found.map(toPerson)
}

/** People whose update waits and is due, those who waited longest first. */
export async function listStale(tx: Tx, at: Date, limit: number): Promise<Pick<Person, 'id' | 'version'>[]> {
  return tables(tx, 'people.list-stale')
    .selectFrom('people')
    .select(['id', 'version'])
    .where('needs_matchmaking', '=', true)
    .where('approved_at', 'is not', null)
    .where('status', '=', 'active')
    .where((or) => or.or([or('update_due_at', 'is', null), or('update_due_at', '<=', at)]))
    .orderBy('updated_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** People in a stage that a job should have left long ago. */
export async function listForgotten(tx: Tx, before: Date, limit: number): Promise<Pick<Person, 'id' | 'stage'>[]> {
  return tables(tx, 'people.list-forgotten')
    .selectFrom('people')
    .select(['id', 'stage'])
    .where('stage', 'in', [...workingStages])
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute()
}

/** Texts, persona, facets, pairs and feedback go with the row. False when there was none. */
export async function removePerson(tx: Tx, id: string): Promise<boolean> {
  const query = tables(tx, 'people.remove-person').deleteFrom('people').where('id', '=', id)
  return (await query.executeTakeFirst()).numDeletedRows === 1n
}

/** What the person said; null when there is no such person. */
export async function findTexts(tx: Tx, personId: string): Promise<PersonTexts | null> {
  const query = tables(tx, 'people.find-texts').selectFrom('person_texts').selectAll().where('person_id', '=', personId)
  const row = await query.executeTakeFirst()
  if (!row) return null
  return {
    questions: row.questions,
    resumeLink: row.resume_link,
    resumeStatus: row.resume_status,
    resumeReason: row.resume_reason,
    resumeText: row.resume_text,
    rejections: reasonsOf(row),
  }
}

/** `rejection` is the last reason, and counts where the list of all does not end with it: not every writer knows the list. */
function reasonsOf(row: { rejection: string | null; rejections: readonly string[] | null }): readonly string[] {
  if (!row.rejection) return []
  const known = row.rejections ?? []
  return known.at(-1) === row.rejection ? known : [...known, row.rejection]
}

/** Replaces all of it: the newest word counts. */
export async function putTexts(tx: Tx, personId: string, texts: PersonTexts): Promise<void> {
  const values = {
    questions: JSON.stringify(texts.questions),
    resume_link: texts.resumeLink,
    resume_status: texts.resumeStatus,
    resume_reason: texts.resumeReason,
    resume_text: texts.resumeText,
    rejection: texts.rejections.at(-1) ?? null,
    rejections: JSON.stringify(texts.rejections),
  }
  await tables(tx, 'people.put-texts')
    .insertInto('person_texts')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}

/** Null until one was composed. */
export async function findPersona(tx: Tx, personId: string): Promise<StoredPersona | null> {
  const query = tables(tx, 'people.find-persona').selectFrom('personas').selectAll().where('person_id', '=', personId)
  const row = await query.executeTakeFirst()
  if (!row) return null
  const { version, persona, requirements, offerings, composer, edited } = row
  const made = { madeOf: row.made_of, generatedAt: row.generated_at }
  return { version, persona, requirements, offerings, composer, edited, ...made }
}

/** Replaces the one before; there is no history of what was concluded. */
export async function putPersona(tx: Tx, personId: string, stored: StoredPersona): Promise<void> {
  const values = {
    version: stored.version,
    persona: JSON.stringify(stored.persona),
    requirements: JSON.stringify(stored.requirements),
    offerings: JSON.stringify(stored.offerings),
    composer: stored.composer,
    generated_at: stored.generatedAt,
    edited: [...stored.edited],
    made_of: stored.madeOf && Buffer.from(stored.madeOf),
  }
  await tables(tx, 'people.put-persona')
    .insertInto('personas')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}

/** What is answered from now on counts for more than what was edited before. */
export async function forgetEdits(tx: Tx, personId: string): Promise<void> {
  await tables(tx, 'people.forget-edits')
    .updateTable('personas')
    .set({ edited: [] })
    .where('person_id', '=', personId)
    .execute()
}

/** Job titles by id; people who are gone are not in it. */
export async function findDesignations(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map()
  const found = await tables(tx, 'people.find-designations')
    .selectFrom('people')
    .select(['id', 'designation'])
    .where('id', '=', sql<string>`any(${ids})`)
    .execute()
  return new Map(found.map(({ id, designation }) => [id, designation]))
}

/** For the statistics. */
export interface RegistryCounts {
  readonly people: number
  readonly withPersona: number
  readonly waitingForMatchmaking: number
  readonly byStage: Readonly<Record<string, number>>
}

/** Counts the registered, every row of two tables: for the statistics, which are asked for seldom. */
export async function countPeople(tx: Tx): Promise<RegistryCounts> {
  const byStage = await tables(tx, 'people.count-by-stage')
    .selectFrom('people')
    .select(['stage', sql<number>`count(*)::int`.as('count')])
    .where('stage', '<>', 'unregistered')
    .groupBy('stage')
    .execute()
  const { waiting } = await tables(tx, 'people.count-stale')
    .selectFrom('people')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('needs_matchmaking', '=', true)
    .executeTakeFirstOrThrow()
  const { personas } = await tables(tx, 'people.count-personas')
    .selectFrom('personas')
    .select(sql<number>`count(*)::int`.as('personas'))
    .executeTakeFirstOrThrow()
  return {
    people: byStage.reduce((sum, { count }) => sum + count, 0),
    withPersona: personas,
    waitingForMatchmaking: waiting,
    byStage: Object.fromEntries(byStage.map(({ stage, count }) => [stage, count])),
  }
}

function toPerson(row: Selectable<PeopleTable>): Person {
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    stage: row.stage,
    failedStage: row.failed_stage,
    failedReason: row.failed_reason,
    approvedAt: row.approved_at,
    needsMatchmaking: row.needs_matchmaking,
    updateAttempts: row.update_attempts,
    updateDueAt: row.update_due_at,
    givenDesignation: row.given_designation,
    designation: row.designation,
    designationSource: row.designation_source,
    firstMatchedAt: row.first_matched_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
