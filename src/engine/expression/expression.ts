/** What an expression says, as data: to be evaluated here, or written as a query by a store. */

/** Of which kind the fact is that a field holds. A `list` is of texts; an `instant` is a moment, to the millisecond. */
export type FieldType = 'text' | 'number' | 'list' | 'boolean' | 'instant'

/** What may be asked about. Names are letters, digits, `_` and inner dots; `and`, `or` and `not` name nothing. */
export type Fields = Readonly<Record<string, FieldType>>

/** A piece of the text that was read, in UTF-16 units from 0, as `String.slice` counts. */
export interface Span {
  readonly at: number
  readonly length: number
}

export type Expression = Comparison | Negation | Junction

export interface Negation {
  readonly kind: 'not'
  readonly part: Expression
  readonly span: Span
}

export type Junction = Joined<'and'> | Joined<'or'>

/** Two parts or more. */
interface Joined<Kind extends 'and' | 'or'> {
  readonly kind: Kind
  readonly parts: readonly Expression[]
  readonly span: Span
}

export type Comparison = Condition & {
  readonly kind: 'comparison'
  readonly field: string
  readonly span: Span
}

/**
 * What is asked of a field. Texts are folded (`foldText`), instants are milliseconds since 1970, a range includes both
 * ends and null leaves one of them open.
 */
export type Condition =
  | Asked<'text', 'in', readonly string[]>
  | Asked<'number', 'in', readonly number[]>
  | Asked<'boolean', 'in', readonly boolean[]>
  | Asked<'number' | 'instant', '<' | '>', readonly [number]>
  | Asked<'number' | 'instant', 'range', Range>
  | Asked<'text' | 'list', 'contains any' | 'contains all', readonly string[]>
  | Asked<'text' | 'list', 'matches', readonly [Pattern]>
  | Asked<FieldType, 'is known' | 'is unknown', readonly []>

/** One shape for each operator, so that asking for the operator tells the values. */
type Asked<Type extends FieldType, Operator extends string, Values> = Operator extends string
  ? { readonly type: Type; readonly operator: Operator; readonly values: Values }
  : never

export type Range = readonly [from: number | null, to: number | null]

/** A regular expression in the syntax of RE2, looked for anywhere in a text as it was written. */
export interface Pattern {
  readonly source: string
  readonly ignoresCase: boolean
}
