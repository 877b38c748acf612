export {
  countFitting,
  countLoosened,
  findFacts,
  findVectors,
  listFailed,
  listFitting,
  listNearest,
  listRecent,
  listSaying,
  loadCandidates,
} from './candidates-store.ts'
export type { Candidate, Compared, Cosines, Moment } from './candidates-store.ts'
export { conditionNames, noConditions } from './conditions.ts'
export type { ConditionName, Conditions, Near, WordsCondition } from './conditions.ts'
export type { Facts, Wants } from './facts.ts'
export { gendersIn } from './genders.ts'
