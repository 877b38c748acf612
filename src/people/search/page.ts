/** Where a list goes on: a cursor belongs to one question of one asker. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import type { Judged } from './judge.ts'
import type { SearchQuestion } from './question.ts'

/** After whom a page begins, in the order of the list, and how many were shown before. */
export interface PageStart {
  readonly exact: number
  readonly personId: string
  readonly shown: number
  /** Steps of the ladder that the first page took: the others stand on the same. */
  readonly steps: number
}

/** As deep as anybody turns pages. */
const SHOWN_MAX = 1000
/** More than any ladder has. */
const STEPS_MAX = 100
const cursorShape = z.object({
  of: z.string().max(64),
  exact: z.number(),
  personId: z.string().max(128),
  shown: z.number().int().min(1).max(SHOWN_MAX),
  steps: z.number().int().min(0).max(STEPS_MAX),
})

/** Twenty characters, fifteen bytes, tell two questions apart. */
function digestOf({ limit: _limit, ...question }: SearchQuestion): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 20)
}

/** @throws Problem `request.invalid` for a cursor of another list, or of another question */
export function startOf(question: SearchQuestion, cursor: string | null): PageStart | null {
  if (cursor === null) return null
  const { of, ...start } = decodeCursor(cursor, cursorShape)
  if (of === digestOf(question)) return start
  throw new Problem('request.invalid', 'The cursor belongs to another search.', {
    errors: [{ path: 'cursor', message: 'belongs to another search' }],
  })
}

export interface SearchPage {
  readonly shown: readonly Judged[]
  readonly nextCursor: string | null
}

/** Everybody who was scored, best first, after that many steps of the ladder. */
export interface RankedList {
  readonly ordered: readonly Judged[]
  readonly steps: number
}

export function pageOf(question: SearchQuestion, { ordered, steps }: RankedList, start: PageStart | null): SearchPage {
  const rest = start ? ordered.filter((judged) => isAfter(judged, start)) : ordered
  const before = start?.shown ?? 0
  const shown = rest.slice(0, Math.min(question.limit, SHOWN_MAX - before))
  const last = shown.at(-1)
  const total = before + shown.length
  if (!last || rest.length <= shown.length || total >= SHOWN_MAX) return { shown, nextCursor: null }
  const next = { of: digestOf(question), exact: last.exact, personId: last.candidate.personId, shown: total, steps }
  return { shown, nextCursor: encodeCursor(next) }
}

function isAfter({ exact, candidate }: Judged, start: PageStart): boolean {
  return exact < start.exact || (exact === start.exact && candidate.personId > start.personId)
}
