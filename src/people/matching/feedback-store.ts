/** Queries on feedback. */
import type { ColumnType } from 'kysely'
import { rows, sql, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Opinion } from './sentiment-shift.ts'

/** What came of a match, said plainly. */
export const outcomes = ['accepted', 'declined', 'met', 'no_reply'] as const
export type Outcome = (typeof outcomes)[number]

/** One opinion, kept as it was given. Nobody’s opinion overwrites another’s. */
export interface Feedback {
  readonly id: string
  readonly personId: string
  readonly kind: 'match' | 'chat'
  /** The id that the giver named: a match, a person or a chat. */
  readonly subjectId: string
  /** The match that it acts on; null where there is none, or none any more: then it is kept and moves nothing. */
  readonly pairId: string | null
  /** Whom it is about; null when that is not known. */
  readonly otherId: string | null
  readonly text: string
  readonly rating: number | null
  readonly outcome: Outcome | null
  /** -1 to 1; null while the text waits for a model that reads it. */
  readonly sentiment: number | null
}

interface FeedbackTables {
  feedback: {
    id: string
    person_id: string
    kind: Feedback['kind']
    subject_id: string
    pair_id: string | null
    other_id: string | null
    text: string
    rating: number | null
    outcome: Outcome | null
    sentiment: number | null
    created_at: ColumnType<Date, never, never>
  }
}

const tables = tablesOf<FeedbackTables>()
const feedbackColumns = [
  'id',
  'person_id as personId',
  'kind',
  'subject_id as subjectId',
  'pair_id as pairId',
  'other_id as otherId',
  'text',
  'rating',
  'outcome',
  'sentiment',
] as const

/** Several opinions of one person about the same match are all kept. */
export async function insertFeedback(tx: Tx, feedback: Feedback): Promise<void> {
  await tables(tx, 'matching.insert-feedback')
    .insertInto('feedback')
    .values({
      id: feedback.id,
      person_id: feedback.personId,
      kind: feedback.kind,
      subject_id: feedback.subjectId,
      pair_id: feedback.pairId,
      other_id: feedback.otherId,
      text: feedback.text,
      rating: feedback.rating,
      outcome: feedback.outcome,
      sentiment: feedback.sentiment,
    })
    .execute()
}

/** Null when it is not there. */
export async function findFeedback(tx: Tx, id: string): Promise<Feedback | null> {
  const row = await tables(tx, 'matching.find-feedback')
    .selectFrom('feedback')
    .select(feedbackColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** False when it was taken back, or read by another run. */
export async function setSentiment(tx: Tx, id: string, sentiment: number): Promise<boolean> {
  const query = tables(tx, 'matching.set-sentiment')
    .updateTable('feedback')
    .set({ sentiment })
    .where('id', '=', id)
    .where('sentiment', 'is', null)
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/**
 * The feedback as it stood when it went: a run may have read its text this moment. Null when it is not there, or not given
 * by `ownerId`; an `ownerId` of null stands for anybody. What it moved follows with the next embedding of the giver.
 */
export async function removeFeedback(
  tx: Tx,
  { id, ownerId }: { readonly id: string; readonly ownerId: string | null },
): Promise<Feedback | null> {
  const query = tables(tx, 'matching.remove-feedback').deleteFrom('feedback').where('id', '=', id)
  const owned = ownerId === null ? query : query.where('person_id', '=', ownerId)
  return (await owned.returning(feedbackColumns).executeTakeFirst()) ?? null
}

/** Feedback that names somebody by id, also where that was given before she came: it goes when she leaves. */
export async function removeFeedbackNaming(tx: Tx, personId: string): Promise<void> {
  await tables(tx, 'matching.remove-feedback-naming')
    .deleteFrom('feedback')
    .where('subject_id', '=', personId)
    .execute()
}

/** What a person thinks of others, oldest first. What acts on no match, or waits to be read, moves nothing and is left out. */
export async function listOpinions(tx: Tx, personId: string): Promise<Opinion[]> {
  const found = await tables(tx, 'matching.list-opinions')
    .selectFrom('feedback')
    .select(['other_id as otherId', 'sentiment'])
    .where('person_id', '=', personId)
    .where('pair_id', 'is not', null)
    .where('sentiment', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return found as Opinion[]
}

/** What others think of a person, by who thinks so. */
export async function listOpinionsAbout(
  tx: Tx,
  personId: string,
  by: readonly string[],
): Promise<ReadonlyMap<string, Opinion[]>> {
  const found = await tables(tx, 'matching.list-opinions-about')
    .selectFrom('feedback')
    .select(['person_id as giver', 'sentiment'])
    .where('other_id', '=', personId)
    .where('person_id', '=', sql<string>`any(${[...by]})`)
    .where('pair_id', 'is not', null)
    .where('sentiment', 'is not', null)
    .execute()
  return Map.groupBy(
    found.map(({ giver, sentiment }) => ({ giver, otherId: personId, sentiment: sentiment ?? 0 })),
    ({ giver }) => giver,
  )
}

/** Whose opinions of a person are asked for: of everybody, or of those who were compared in one generation. */
export interface GiversQuestion {
  readonly personId: string
  readonly comparedIn: number | null
}

/** People whose needs were moved by what they think of somebody. */
export async function listGiversAbout(tx: Tx, { personId, comparedIn }: GiversQuestion): Promise<string[]> {
  const found = await rows<{ giver: string }>(
    tx,
    'matching.list-givers-about',
    sql`select distinct person_id as giver
      from feedback f
      where other_id = ${personId} and pair_id is not null
        and (${comparedIn}::integer is null or exists (
          select from match_lists l where l.generation = ${comparedIn}::integer and l.person_id = f.person_id
        ))
      order by giver`,
  )
  return found.map(({ giver }) => giver)
}

export interface ExportedFeedback extends Feedback {
  readonly createdAt: Date
}

/** Everything that a person gave. What others said of her is theirs. */
export async function listFeedbackBy(tx: Tx, personId: string): Promise<ExportedFeedback[]> {
  return tables(tx, 'matching.list-feedback-by')
    .selectFrom('feedback')
    .select([...feedbackColumns, 'created_at as createdAt'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
