/** Cursors: where a list goes on, opaque to the caller, checked when they come back. */
import type { z } from 'zod'
import { Problem } from '../../base/index.ts'

/** Base64url of JSON: opaque, not secret. */
export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** @throws Problem `request.invalid` for a cursor that this list did not give. */
export function decodeCursor<Value>(cursor: string, shape: z.ZodType<Value>): Value {
  const parsed = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (parsed.success) return parsed.data
  const message = 'is not a cursor of this list'
  throw new Problem('request.invalid', 'The cursor is not one that this list gave.', {
    errors: [{ path: 'cursor', message }],
  })
}

/** No id holds these, so no cursor of ours does, and the database could not be asked for them. */
const UNFIT = /[\p{Cc}\p{Cs}]/u

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string' && UNFIT.test(value)) throw new SyntaxError('A cursor of somebody else.')
      return value
    })
  } catch {
    return undefined
  }
}
