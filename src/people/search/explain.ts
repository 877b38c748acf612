/** Why somebody is not among the results. */
import type { Tx } from '../../platform/db/index.ts'
import { listFailed, loadCandidates } from '../profiles/index.ts'
import type { ConditionName } from '../profiles/index.ts'
import { blurCandidate } from './blur.ts'
import { judge } from './judge.ts'
import type { Judged } from './judge.ts'
import { prepare } from './search.ts'
import type { Prepared, SearchDeps } from './search.ts'
import type { SearchQuestion } from './question.ts'

export interface Explained {
  readonly prepared: Prepared
  /** All conditions that the person fails, in their order; the first is the one that drops her. */
  readonly failed: readonly ConditionName[]
  /** False for somebody who has neither a profile nor an approved persona, or whom the asker must not know of. */
  readonly isKnown: boolean
  /** How she would be scored; null where she is not found. */
  readonly judged: Judged | null
}

/** Whoever is blocked, or has blocked the asker, is as if there were nobody: who is registered is not for members to learn. */
export async function explain(
  deps: SearchDeps,
  question: SearchQuestion,
  who: { readonly personId: string; readonly signal: AbortSignal },
): Promise<Explained> {
  const prepared = await prepare(deps, question, who.signal)
  const { conditions } = prepared.plan
  const { today } = prepared.moment
  const failed = await listFailed(deps.db.query, { conditions, today }, who.personId)
  const isHidden = failed === null || failed.includes('blocked')
  if (isHidden) return { prepared, failed: [], isKnown: false, judged: null }
  const judged = failed.length > 0 ? null : await judgeOne(deps.db.query, prepared, { ...who, question })
  return { prepared, failed, isKnown: true, judged }
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
