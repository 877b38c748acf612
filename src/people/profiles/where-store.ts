/**
 * An expression over a profile as SQL, as far as the database reads texts as we do. What it cannot tell is let through and
 * judged by `evaluate` afterwards: the predicate holds at least for everybody for whom the expression does.
 */
import type { RawBuilder } from 'kysely'
import type { Comparison, Expression } from '../../engine/index.ts'
import { sql } from '../../platform/db/index.ts'

type Predicate = RawBuilder<boolean>

/** What a comparison can be asked of: figures, instants and whether something is known. */
export type WhereColumns = Readonly<Record<string, RawBuilder<unknown>>>

const yes = sql<boolean>`true`
const no = sql<boolean>`false`

/** True at least where the expression is. */
export const atLeastWhere = (expression: Expression, columns: WhereColumns): Predicate =>
  bound(expression, columns, { whenUntold: yes })

/** `whenUntold` widens for what is asserted and narrows for what is denied. */
function bound(
  expression: Expression,
  columns: WhereColumns,
  { whenUntold }: { readonly whenUntold: Predicate },
): Predicate {
  if (expression.kind === 'not') {
    const denied = bound(expression.part, columns, { whenUntold: whenUntold === yes ? no : yes })
    return sql<boolean>`not (${denied})`
  }
  if (expression.kind === 'comparison') return comparison(expression, columns) ?? whenUntold
  const parts = expression.parts.map((part) => sql`(${bound(part, columns, { whenUntold })})`)
  return sql<boolean>`(${sql.join(parts, expression.kind === 'and' ? sql` and ` : sql` or `)})`
}

/** Null where the database would have to read a text. Never an SQL null: what is not known is no truth. */
function comparison(asked: Comparison, columns: WhereColumns): Predicate | null {
  const column = columns[asked.field]
  if (!column) return null
  if (asked.operator === 'is known') return sql<boolean>`(${column} is not null)`
  if (asked.operator === 'is unknown') return sql<boolean>`(${column} is null)`
  const holds = figures(asked, column)
  return holds && sql<boolean>`coalesce(${holds}, false)`
}

/** A figure as the column has it. To a database there is no year 0, and nobody was active before. */
const figure = (asked: Comparison, value: number): RawBuilder<unknown> =>
  asked.type === 'instant'
    ? sql`${new Date(Math.max(value, FIRST_MS)).toISOString()}::timestamptz`
    : sql`${value}::float8`
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z')

function figures(asked: Comparison, column: RawBuilder<unknown>): Predicate | null {
  if (asked.type !== 'number' && asked.type !== 'instant') return null
  // Instants are compared as they are evaluated: to the millisecond.
  const side = asked.type === 'instant' ? sql`date_trunc('milliseconds', ${column})` : column
  switch (asked.operator) {
    case '<':
      return sql<boolean>`${side} < ${figure(asked, asked.values[0])}`
    case '>':
      return sql<boolean>`${side} > ${figure(asked, asked.values[0])}`
    case 'in':
      return sql<boolean>`${side} = any(${[...asked.values]}::float8[])`
    case 'range':
      return within(asked, side)
    default:
      return null
  }
}

function within(asked: Extract<Comparison, { operator: 'range' }>, side: RawBuilder<unknown>): Predicate {
  const [from, to] = asked.values
  const bounds = [
    from === null ? yes : sql<boolean>`${side} >= ${figure(asked, from)}`,
    to === null ? yes : sql<boolean>`${side} <= ${figure(asked, to)}`,
  ]
  return sql<boolean>`(${sql.join(bounds, sql` and `)})`
}
