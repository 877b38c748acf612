/** Expressions over items: read for the fields that there are, and asked of the shelf. */
import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../../base/index.ts'
import { evaluate, parseExpression } from '../../engine/index.ts'
import type { Expression, ExpressionRecord } from '../../engine/index.ts'
import { UNKNOWN } from './columns.ts'
import type { Columns } from './columns.ts'
import { facetNames } from './facet.ts'

/** @throws Problem `request.invalid`: what is wrong, and at which character. `path` names the field of the request. */
export function readExpression(columns: Columns, text: string, path: string): Expression {
  const parsed = parseExpression(text, columns.fields)
  if ('expression' in parsed) return parsed.expression
  const { message, at } = parsed.fault
  throw new Problem('request.invalid', `The expression in "${path}" cannot be read: ${message} (at character ${at}).`, {
    errors: [{ path, message: `${message} (at character ${at})` }],
  })
}

/** An item takes a microsecond, or with long texts and patterns some tens of milliseconds: after so many others get a turn. */
const TURN_MS = 8

/** Calls `found` for each place of the mask of which the expression is true. What is not known is not true. */
export async function findTrue(
  { columns, mask }: { readonly columns: Columns; readonly mask: Uint8Array },
  expression: Expression,
  found: (place: number) => void,
): Promise<void> {
  let begunMs = performance.now()
  for (let place = 0; place < mask.length; place += 1) {
    if (mask[place] !== 1) continue
    const tookMs = performance.now() - begunMs
    if (tookMs >= TURN_MS) {
      // Another request needs many turns: beside items of which each takes long, as much time as that is everybody else's.
      await (tookMs > 2 * TURN_MS ? pause(tookMs) : setImmediate())
      begunMs = performance.now()
    }
    if (evaluate(expression, recordOf(columns, place)) === true) found(place)
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
