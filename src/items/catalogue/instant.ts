/** Instants on the routes of items. */
import { z } from 'zod'
import { DAY_MS } from '../../base/index.ts'
import type { FieldFault } from '../../base/index.ts'

const FIRST = '1970-01-01'
/** Of a year that a database takes in any zone. */
const AFTER_LAST = '2200-01-01'
const HAS_OFFSET = /(?:z|[+-]\d{2}:?\d{2})$/iu

export const instant = z.iso
  .datetime({ offset: true, local: true, abort: true, error: 'must be a time of ISO 8601, like 2026-05-01T10:00Z' })
  .refine((text) => text >= FIRST, 'must not be before 1970')
  .refine((text) => text < AFTER_LAST, 'must be before 2200')
  .describe('Without an offset it is UTC.')

/** Of a text that `instant` lets through. */
export const instantOf = (text: string): Date => new Date(HAS_OFFSET.test(text) ? text : `${text}Z`)

/** Clocks may differ, by a day and no more. */
export function futureFaults(text: string | null | undefined, path: string, now: Date): readonly FieldFault[] {
  const isLater = typeof text === 'string' && instantOf(text).getTime() > now.getTime() + DAY_MS
  return isLater ? [{ path, message: 'lies in the future' }] : []
}
