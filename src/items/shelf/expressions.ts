/** Expressions over items: which fields there are, and asking the shelf. */
import { givingTurns, Problem } from '../../base/index.ts'
import { evaluate, parseExpression } from '../../engine/index.ts'
import type { Expression, ExpressionRecord, Fields, FieldType } from '../../engine/index.ts'
import { facetNames, UNKNOWN } from './columns.ts'
import type { Columns } from './columns.ts'

const OWN_FIELDS: Fields = {
  ...Object.fromEntries(facetNames.map((name) => [name, 'text'])),
  price: 'number',
  created_at: 'instant',
}

/** What the grammar can name. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u

const known = new WeakMap<ReadonlyMap<string, FieldType>, Fields>()

/**
 * The fields that may be asked of: what every item has, and `attributes.<name>` of each attribute that any open item has. An
 * attribute is of the type that most items give it; where an item gives it another, it is not known.
 */
export function fieldsOf(columns: Columns): Fields {
  const types = columns.attributeTypes()
  const found = known.get(types)
  if (found) return found
  const named = [...types].filter(([name]) => NAME.test(name))
  const fields = { ...OWN_FIELDS, ...Object.fromEntries(named.map(([name, type]) => [`attributes.${name}`, type])) }
  known.set(types, fields)
  return fields
}

/** @throws Problem `request.invalid`: what is wrong, and at which character. `path` names the field of the request. */
export function readExpression(columns: Columns, text: string, path: string): Expression {
  const parsed = parseExpression(text, fieldsOf(columns))
  if ('expression' in parsed) return parsed.expression
  const { message, at } = parsed.fault
  throw new Problem('request.invalid', `The expression in "${path}" cannot be read: ${message} (at character ${at}).`, {
    errors: [{ path, message: `${message} (at character ${at})` }],
  })
}

/** An item takes a microsecond or more: after so many milliseconds others get a turn. */
const TURN_MS = 8
const PLACES_AT_ONCE = 256

/** Calls `found` for each place of the mask of which the expression is true. What is not known is not true. */
export async function findTrue(
  { columns, mask }: { readonly columns: Columns; readonly mask: Uint8Array },
  expression: Expression,
  found: (place: number) => void,
): Promise<void> {
  const giveTurn = givingTurns(TURN_MS)
  for (let place = 0; place < mask.length; place += 1) {
    if (place % PLACES_AT_ONCE === 0) await giveTurn()
    if (mask[place] === 1 && evaluate(expression, recordOf(columns, place)) === true) found(place)
  }
}

function recordOf(columns: Columns, place: number): ExpressionRecord {
  const price = columns.price[place] ?? Number.NaN
  const record: Record<string, ExpressionRecord[string]> = {
    price: Number.isNaN(price) ? null : price,
    created_at: new Date(columns.createdMs[place] ?? 0),
  }
  for (const name of facetNames) {
    const code = columns.facet(name)[place] ?? UNKNOWN
    record[name] = columns.valueOf(name, code) ?? null
  }
  for (const [name, value] of Object.entries(columns.attributes[place] ?? {})) record[`attributes.${name}`] = value
  return record
}
