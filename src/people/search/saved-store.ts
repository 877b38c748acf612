/** Queries on saved searches, and on whom they have told of. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { SearchQuestion } from './question.ts'

export interface SavedSearch {
  readonly id: string
  readonly personId: string
  readonly name: string | null
  readonly question: SearchQuestion
  readonly createdAt: Date
  /** When somebody last looked at what it found. */
  readonly readAt: Date
  /** People who changed since are news. */
  readonly ranAt: Date
  readonly dueAt: Date
  readonly pausedAt: Date | null
}

const columns = sql`id, person_id as "personId", name, question, created_at as "createdAt", read_at as "readAt",
  ran_at as "ranAt", due_at as "dueAt", paused_at as "pausedAt"`

export async function insertSaved(
  tx: Tx,
  saved: Pick<SavedSearch, 'id' | 'personId' | 'name' | 'question' | 'dueAt'>,
): Promise<SavedSearch> {
  const [inserted] = await rows<SavedSearch>(
    tx,
    'search.insert-saved',
    sql`insert into saved_searches (id, person_id, name, question, due_at)
      values (${saved.id}, ${saved.personId}, ${saved.name}, ${JSON.stringify(saved.question)}::jsonb, ${saved.dueAt.toISOString()})
      returning ${columns}`,
  )
  if (!inserted) throw new RangeError('An insert returned no row.')
  return inserted
}

/** Newest first. */
export async function listSaved(tx: Tx, personId: string): Promise<SavedSearch[]> {
  return rows<SavedSearch>(
    tx,
    'search.list-saved',
    sql`select ${columns} from saved_searches where person_id = ${personId} order by created_at desc, id desc`,
  )
}

/** `personId` is part of the question, so that a member can guess no id; null asks for anybody's. */
export async function findSaved(tx: Tx, id: string, personId: string | null): Promise<SavedSearch | null> {
  const [found] = await rows<SavedSearch>(
    tx,
    'search.find-saved',
    sql`select ${columns} from saved_searches where id = ${id}::uuid and (${personId}::text is null or person_id = ${personId})`,
  )
  return found ?? null
}

/** As `findSaved`; nobody else runs or reads it until the transaction ends. */
export async function lockSaved(tx: Tx, id: string, personId: string | null): Promise<SavedSearch | null> {
  const [found] = await rows<SavedSearch>(
    tx,
    'search.lock-saved',
    sql`select ${columns} from saved_searches
      where id = ${id}::uuid and (${personId}::text is null or person_id = ${personId}) for no key update`,
  )
  return found ?? null
}

export async function listDue(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'search.list-due',
    sql`select id from saved_searches where paused_at is null and due_at <= ${now.toISOString()} order by due_at, id limit ${limit}`,
  )
  return found.map(({ id }) => id)
}

/** Under `lockSaved`. */
export async function updateSaved(
  tx: Tx,
  id: string,
  change: { readonly ranAt?: Date; readonly dueAt?: Date; readonly pausedAt?: Date | null; readonly readAt?: Date },
): Promise<void> {
  const sets = [
    change.ranAt && sql`ran_at = ${change.ranAt.toISOString()}`,
    change.dueAt && sql`due_at = ${change.dueAt.toISOString()}`,
    change.readAt && sql`read_at = ${change.readAt.toISOString()}`,
    change.pausedAt !== undefined && sql`paused_at = ${change.pausedAt?.toISOString() ?? null}::timestamptz`,
  ].filter((set) => typeof set === 'object')
  await rows(tx, 'search.update-saved', sql`update saved_searches set ${sql.join(sets)} where id = ${id}::uuid`)
}

/** False when there was none. */
export async function removeSaved(tx: Tx, id: string, personId: string | null): Promise<boolean> {
  const gone = await rows(
    tx,
    'search.remove-saved',
    sql`delete from saved_searches where id = ${id}::uuid and (${personId}::text is null or person_id = ${personId}) returning 1`,
  )
  return gone.length > 0
}

export interface ToldPerson {
  readonly personId: string
  readonly toldAt: Date
}

/** Last told first. */
export async function listTold(tx: Tx, id: string, limit: number | null): Promise<ToldPerson[]> {
  return rows<ToldPerson>(
    tx,
    'search.list-told',
    sql`select person_id as "personId", told_at as "toldAt" from saved_search_people where search_id = ${id}::uuid
      order by told_at desc, person_id limit ${limit}`,
  )
}

/** All of them are held by the transaction. */
export async function saveTold(tx: Tx, id: string, personIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    'search.save-told',
    sql`insert into saved_search_people (search_id, person_id) select ${id}::uuid, unnest(${[...personIds]}::text[])
      on conflict do nothing`,
  )
}

/** Out of what others have asked: whoever has left is named nowhere. */
export async function forgetInSearches(tx: Tx, personId: string): Promise<void> {
  await rows(
    tx,
    'search.forget-person',
    sql`update saved_searches
      set question = question
        || jsonb_build_object('excludedIds', (question -> 'excludedIds') - ${personId}::text)
        || case when jsonb_typeof(question -> 'candidateIds') = 'array'
          then jsonb_build_object('candidateIds', (question -> 'candidateIds') - ${personId}::text) else '{}'::jsonb end
      where question -> 'excludedIds' ? ${personId}::text or question -> 'candidateIds' ? ${personId}::text`,
  )
}
