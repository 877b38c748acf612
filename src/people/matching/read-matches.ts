/** The lists that members see: kept ready as bytes, dropped the moment a pair in them changes. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import type { Cache } from '../../platform/cache/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { findPerson, findPersona, isRegistered, personNotFound } from '../registry/index.ts'
import { explanationOf, qualityOf, reasonsOf, unmetOf } from './explain.ts'
import type { ReadLists } from './gather-lists.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { isComparable } from './lists-store.ts'
import type { ListKind, ListPage, ListPosition, StoredMatch } from './lists-store.ts'
import { shownPerList } from './pairs.ts'
import type { MatchQuery, WireMatch } from './schema.ts'

/** The answers that one person was given, as they go out, by question: JSON in UTF-8. */
export type ListCache = Cache<Buffer>

export interface ReadMatchesDeps {
  readonly db: Db
  readonly readLists: ReadLists
  readonly lists: ListCache
  readonly scoreMin: number
}

/** A question with its person and the directions that are wanted. */
export interface MatchesQuestion extends MatchQuery {
  readonly personId: string
  readonly kinds: readonly ListKind[]
}

/** Short, so that hundreds of people fit one notice; two people under one key only cost a reading more. */
export function listKey(personId: string): string {
  return createHash('sha256').update(personId).digest('base64url').slice(0, 8)
}

/** In the transaction of the change: every process forgets the lists when it commits. */
export async function dropLists(tx: Tx, lists: ListCache, personIds: readonly string[]): Promise<void> {
  await lists.invalidate(tx, [...new Set(personIds.map(listKey))])
}

/** The answer as it goes out. */
export async function readMatches(deps: ReadMatchesDeps, question: MatchesQuestion): Promise<Buffer> {
  const { personId, kinds, top_k: limit, similarity_threshold: scoreMin, cursor } = question
  const variant = JSON.stringify([personId, kinds, limit, scoreMin, cursor])
  return deps.lists.get(listKey(personId), () => loadMatches(deps, question), variant)
}

async function loadMatches(deps: ReadMatchesDeps, question: MatchesQuestion): Promise<Buffer> {
  const { personId, kinds } = question
  const plans = planPages(question)
  const scoreMin = question.similarity_threshold ?? deps.scoreMin
  const asked = plans.filter((plan) => plan !== null)
  const found = await deps.readLists({ personId, scoreMin, pages: asked })
  const pages = kinds.map((kind, index) => pageOf(kind, plans[index] ?? null, found[kind]))
  const total = pages.reduce((sum, { matches }) => sum + matches.length, 0)
  const message = await messageOf(deps, personId, total)
  const lists = Object.fromEntries(pages.map(({ kind, matches }) => [wireName[kind], matches]))
  const next = Object.fromEntries(pages.map(({ kind, end }) => [kind, end]))
  const isMore = pages.some(({ end }) => end !== null)
  const answer = {
    success: true,
    user_id: personId,
    total_matches: total,
    ...lists,
    message,
    next_cursor: isMore ? encodeCursor(next) : null,
  }
  return unpooled(JSON.stringify(answer))
}

/** A short text in a buffer of the pool would keep the 8 KiB of its neighbours in memory as long as it is kept itself. */
function unpooled(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

const wireName = { needs: 'requirements_matches', offers: 'offerings_matches' } as const

/** A list ends at its hundredth place, however it is paged. */
interface PageStart {
  readonly after: ListPosition | null
  readonly seen: number
}

const pageStart = z
  .object({
    after: z.object({ score: z.number(), mutual: z.number(), otherId: z.string().max(128) }),
    seen: z.number().int().min(1).max(shownPerList),
  })
  .nullable()
const cursorShape = z.object({ needs: pageStart.optional(), offers: pageStart.optional() })

/** `null` for a list that has ended: both directions share a cursor, and one may end before the other. */
function startsOf({ cursor, kinds }: MatchesQuestion): Readonly<Record<ListKind, PageStart | null>> {
  const first: PageStart = { after: null, seen: 0 }
  if (cursor === undefined) return { needs: first, offers: first }
  const { needs = null, offers = null } = decodeCursor(cursor, cursorShape)
  const starts = { needs, offers }
  if (kinds.every((kind) => starts[kind] === null))
    throw new Problem('request.invalid', 'The cursor belongs to another list.')
  return starts
}

interface Page {
  readonly kind: ListKind
  readonly matches: readonly WireMatch[]
  readonly end: PageStart | null
}

/** What is read for one page: one match more than is shown tells whether there is another. */
interface PagePlan extends ListPage {
  readonly seen: number
}

/** Null for a list that has ended. */
function planPages(question: MatchesQuestion): (PagePlan | null)[] {
  const starts = startsOf(question)
  return question.kinds.map((kind) => {
    const start = starts[kind]
    return start && { kind, ...start, limit: Math.min(question.top_k, shownPerList - start.seen) + 1 }
  })
}

function pageOf(kind: ListKind, plan: PagePlan | null, found: readonly StoredMatch[]): Page {
  if (!plan) return { kind, matches: [], end: null }
  const shown = found.slice(0, plan.limit - 1)
  const last = shown.at(-1)
  const seen = plan.seen + shown.length
  const isMore = found.length > shown.length && seen < shownPerList && last !== undefined
  const end = isMore ? { after: { score: last.score, mutual: last.mutual, otherId: last.otherId }, seen } : null
  return { kind, matches: shown.map((match) => toWire(match, kind)), end }
}

function toWire(match: StoredMatch, kind: ListKind): WireMatch {
  const reasons = reasonsOf(match, kind)
  return {
    user_id: match.otherId,
    similarity_score: match.score,
    match_type: kind === 'needs' ? 'requirements_to_offerings' : 'offerings_to_requirements',
    explanation: explanationOf(kind, match.score, reasons),
    match_id: match.matchId,
    quality: qualityOf(match.score),
    mutual_score: match.mutual,
    reasons: [...reasons],
    unmet: [...unmetOf(match)],
  }
}

async function messageOf({ db }: ReadMatchesDeps, personId: string, total: number): Promise<string> {
  if (total > 0) return `Found ${total} ${total === 1 ? 'match' : 'matches'}.`
  const person = await findPerson(db.query, personId)
  if (!person || !isRegistered(person)) throw personNotFound()
  if (person.status === 'paused') return 'This person is paused, so there are no matches.'
  const generation = await requireActiveGeneration(db.query)
  if (await isComparable(db.query, generation.id, personId)) {
    const persona = await findPersona(db.query, personId)
    const isSilent = persona !== null && persona.requirements.length + persona.offerings.length === 0
    return isSilent
      ? 'There is nothing to match: this persona has neither requirements nor offerings.'
      : 'Found 0 matches.'
  }
  return `There are no matches yet: the stage is "${person.stage}".`
}
