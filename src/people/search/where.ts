/** Clauses in the grammar of `engine/expression`, over what is known of a candidate: each a must, or a weight. */
import { Problem } from '../../base/index.ts'
import type { FieldFault } from '../../base/index.ts'
import { evaluate, parseExpression } from '../../engine/index.ts'
import type { Expression, ExpressionRecord, Fields } from '../../engine/index.ts'
import type { Facts } from '../profiles/index.ts'

/** What may be asked about: the profile as it is shown, and the persona where one was approved. */
export const whereFields: Fields = {
  name: 'text',
  age: 'number',
  gender: 'text',
  about: 'text',
  interests: 'list',
  needs: 'list',
  offers: 'list',
  languages: 'list',
  last_active: 'instant',
  archetype: 'text',
  experience: 'text',
  focus: 'text',
  profile_essence: 'text',
  investment_philosophy: 'text',
  what_theyre_looking_for: 'text',
  engagement_style: 'text',
}

/** As it came in. */
export interface WrittenClause {
  readonly is: string
  readonly weight?: number | undefined
}

export interface Clause {
  readonly expression: Expression
  /** Null for what must be. */
  readonly weight: number | null
}

/** A member may not find out to the minute when somebody was last there. */
const { last_active: _hidden, ...memberFields } = whereFields

/** A pattern may take a tenth of a second for one long text. */
const PATTERNS_MAX = 3

/** @throws Problem `request.invalid`, pointing at the character of each clause that cannot be read */
export function readClauses(written: readonly WrittenClause[], isMember = false): readonly Clause[] {
  const faults: FieldFault[] = []
  const fields = isMember ? memberFields : whereFields
  const clauses = written.flatMap(({ is, weight }, index): Clause[] => {
    const read = parseExpression(is, fields)
    if ('expression' in read) return [{ expression: read.expression, weight: weight ?? null }]
    faults.push({ path: `where.${index}.is`, message: `${read.fault.message} (at character ${read.fault.at + 1})` })
    return []
  })
  const patterns = clauses.reduce((sum, { expression }) => sum + patternsIn(expression), 0)
  if (patterns > PATTERNS_MAX)
    faults.push({ path: 'where', message: `at most ${PATTERNS_MAX} patterns are looked for; these are ${patterns}` })
  if (faults.length === 0) return clauses
  throw new Problem('request.invalid', 'A clause of "where" cannot be read. See "errors".', { errors: faults })
}

function patternsIn(expression: Expression): number {
  if (expression.kind === 'comparison') return Number(expression.operator === 'matches')
  const parts = expression.kind === 'not' ? [expression.part] : expression.parts
  return parts.reduce((sum, part) => sum + patternsIn(part), 0)
}

export const isTrue = (candidate: Facts, expression: Expression): boolean =>
  evaluate(expression, recordOf(candidate)) === true

/** True where every clause that must be is. */
export const meetsClauses = (candidate: Facts, clauses: readonly Expression[]): boolean =>
  clauses.every((expression) => isTrue(candidate, expression))

/** Clauses that have a say in the score. */
export const weighedClauses = (clauses: readonly Clause[]): readonly (Clause & { readonly weight: number })[] =>
  clauses.flatMap(({ expression, weight }) => (weight === null || weight === 0 ? [] : [{ expression, weight }]))

/** The share of the weights whose clauses hold, half for what is not known: 0 to 1, null without such clauses. */
export function clauseShare(candidate: Facts, clauses: readonly Clause[]): number | null {
  const weighed = weighedClauses(clauses)
  if (weighed.length === 0) return null
  const record = recordOf(candidate)
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return (
    weighed.reduce((sum, { expression, weight }) => sum + weight * valueOf(evaluate(expression, record)), 0) / total
  )
}

const valueOf = (holds: boolean | null): number => (holds === null ? 0.5 : Number(holds))

function recordOf(candidate: Facts): ExpressionRecord {
  const { name, age, gender, about, interests, needs, offers, languages, lastActive, persona } = candidate
  return {
    name,
    age,
    gender,
    about,
    interests,
    needs,
    offers,
    languages,
    last_active: lastActive,
    archetype: persona?.archetype ?? null,
    experience: persona?.experience ?? null,
    focus: persona?.focus ?? null,
    profile_essence: persona?.profile_essence ?? null,
    investment_philosophy: persona?.investment_philosophy ?? null,
    what_theyre_looking_for: persona?.what_theyre_looking_for ?? null,
    engagement_style: persona?.engagement_style ?? null,
  }
}
