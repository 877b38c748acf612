/** Why somebody is not among the results. */
import type { Tx } from '../../platform/db/index.ts'
import { conditionNames, findFacts, listFailed, loadCandidates } from '../profiles/index.ts'
import type { ConditionName } from '../profiles/index.ts'
import { blurCandidate } from './blur.ts'
import { hiddenConditions } from './hidden.ts'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'
import { prepare } from './prepare.ts'
import type { Prepared, SearchDeps } from './prepare.ts'
import type { SearchQuestion } from './question.ts'
import { rankWidening } from './rank.ts'
import { meetsClauses } from './where.ts'

export interface Explained {
  readonly prepared: Prepared
  /** All conditions that the person fails, in their order; the first is the one that drops her. */
  readonly failed: readonly ConditionName[]
  /** False for somebody who has neither a profile nor an approved persona. */
  readonly isKnown: boolean
  /** How she would be scored; null where she is not found. */
  readonly judged: Judged | null
}

export async function explain(
  deps: SearchDeps,
  question: SearchQuestion,
  who: { readonly personId: string; readonly signal: AbortSignal },
): Promise<Explained> {
  const asked = await prepare(deps, question, who.signal)
  const prepared = question.mayWiden ? await widened(deps.db.query, asked, question) : asked
  const failed = await listAllFailed(deps.db.query, prepared, { ...who, isMember: question.isBlurred })
  if (failed === null) return { prepared, failed: [], isKnown: false, judged: null }
  const judged = failed.length > 0 ? null : await judgeOne(deps.db.query, prepared, { ...who, question })
  // Whoever fails nothing and is not there has left meanwhile.
  return { prepared, failed, isKnown: failed.length > 0 || judged !== null, judged }
}

/** As the search itself would loosen what is asked. */
async function widened(tx: Tx, prepared: Prepared, question: SearchQuestion): Promise<Prepared> {
  const { conditions } = await rankWidening(tx, prepared, { question, wanted: question.limit, steps: null })
  return { ...prepared, plan: { ...prepared.plan, conditions } }
}

/** Also what the database cannot judge of `where`; of whoever is hidden from a member nothing is read, lest time told of her. */
async function listAllFailed(
  tx: Tx,
  { moment: { today }, plan: { conditions } }: Prepared,
  { personId, isMember }: { readonly personId: string; readonly isMember: boolean },
): Promise<readonly ConditionName[] | null> {
  const failed = await listFailed(tx, { conditions, today }, personId)
  if (!failed || failed.includes('where') || conditions.where.length === 0) return failed
  if (isMember && failed.some((name) => hiddenConditions.has(name))) return failed
  const facts = await findFacts(tx, personId, today)
  if (!facts) return null
  if (meetsClauses(facts, conditions.where)) return failed
  return conditionNames.filter((name) => name === 'where' || failed.includes(name))
}

async function judgeOne(
  tx: Tx,
  { moment, plan, compared, measure }: Prepared,
  { personId, question }: { readonly personId: string; readonly question: SearchQuestion },
): Promise<Judged | null> {
  const [candidate] = await loadCandidates(tx, moment, { ids: [personId], conditions: plan.conditions, compared })
  if (!candidate) return null
  return judge(question.isBlurred ? blurCandidate(candidate) : candidate, measure)
}
