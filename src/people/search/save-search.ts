/** Searches that go on by themselves: kept, looked at, taken back. */
import { Problem, newId } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import { listFitting, noConditions } from '../profiles/index.ts'
import { requirePerson } from '../registry/index.ts'
import { listBlockedBeside } from './blocked.ts'
import { insertSaved, listSaved, listTold, lockSaved, removeSaved, updateSaved } from './saved-store.ts'
import type { SavedSearch, ToldPerson } from './saved-store.ts'
import type { SearchDeps } from './prepare.ts'
import type { SearchQuestion } from './question.ts'
import { activeSince } from './plan.ts'
import { AGAIN_MS } from './run-saved.ts'

/** As many as somebody can keep an eye on. */
const SAVED_MAX = 20

/** People who are there already are no news: it tells of those who come, or change, from now on. */
export async function saveSearch(
  { db, clock }: Pick<SearchDeps, 'db' | 'clock'>,
  {
    question,
    name,
    tellsOf,
  }: { readonly question: SearchQuestion; readonly name: string | null; readonly tellsOf: TellsOf },
): Promise<SavedSearch> {
  return db.transaction(async (tx) => {
    await requirePerson(tx, question.askerId)
    await tellsOf(tx, [question.askerId])
    const saved = await listSaved(tx, question.askerId)
    if (saved.length >= SAVED_MAX) {
      throw new Problem('search.too_many_saved', `There are ${SAVED_MAX} saved searches already: take one back first.`)
    }
    return insertSaved(tx, {
      id: newId(),
      personId: question.askerId,
      name,
      question,
      dueAt: new Date(clock().getTime() + AGAIN_MS),
    })
  })
}

export interface ReadSearch {
  readonly saved: SavedSearch
  readonly told: readonly ToldPerson[]
}

/** Of whom it told last: so many are looked at, and of these so many shown. */
const LOOKED_AT_MAX = 1000
const SHOWN_MAX = 100

/** Looking at it keeps it going, and wakes it when it was paused. */
export async function readSaved(
  { db, clock, inactiveDays }: Pick<SearchDeps, 'db' | 'clock' | 'inactiveDays'>,
  id: string,
  personId: string | null,
): Promise<ReadSearch> {
  return db.transaction(async (tx) => {
    const saved = await lockSaved(tx, id, personId)
    if (!saved) throw savedNotFound()
    const now = clock()
    await updateSaved(tx, id, { readAt: now, pausedAt: null })
    const told = await listTold(tx, id, LOOKED_AT_MAX)
    const shown = await listShown(tx, saved.personId, { told, now, inactiveDays })
    return {
      saved: { ...saved, readAt: now, pausedAt: null },
      told: told.filter((one) => shown.has(one.personId)).slice(0, SHOWN_MAX),
    }
  })
}

/** Whoever was told of and has not gone since: a block, a pause or a suspension that came later holds here as well. */
async function listShown(
  tx: Tx,
  askerId: string,
  {
    told,
    now,
    inactiveDays,
  }: { readonly told: readonly ToldPerson[]; readonly now: Date; readonly inactiveDays: number },
): Promise<ReadonlySet<string>> {
  const conditions = {
    ...noConditions,
    candidateIds: told.map(({ personId }) => personId),
    blockedIds: await listBlockedBeside(tx, askerId),
    activeSince: activeSince(now, inactiveDays),
  }
  const today = now.toISOString().slice(0, 10)
  return new Set(await listFitting(tx, { conditions, today }, told.length))
}

export async function takeBackSaved(
  { db }: Pick<SearchDeps, 'db'>,
  id: string,
  personId: string | null,
): Promise<void> {
  if (!(await db.transaction((tx) => removeSaved(tx, id, personId)))) throw savedNotFound()
}

const savedNotFound = (): Problem => new Problem('search.not_found', 'There is no saved search with this id.')
