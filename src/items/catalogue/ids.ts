/** Ids of items and of people, as the routes of items take them. */
import { z } from 'zod'
import { externalIdFault } from '../../base/index.ts'

/** A fault that lets the rest be checked tells a choice of schemas that a text was meant. */
const externalId = z.string().check((context) => {
  const fault = externalIdFault(context.value)
  if (fault) context.issues.push({ code: 'custom', message: fault, input: context.value, continue: true })
})

/** Words that are routes beside `/items/{id}`. */
const reservedIds = new Set(['import', 'imports', 'metrics', 'trending'])

export const itemId = externalId
  .refine((id) => !reservedIds.has(id), 'is a word that routes use')
  .describe('An id of the host: 1 to 128 characters without "/" and control characters.')

/** Numbers were ids once: 7 and "7" are the same person. */
export const userId = z
  .union([externalId, z.number().int().transform(String)], { error: 'must be a text or a whole number' })
  .describe('An id of the host: a text of 1 to 128 characters, or a whole number, which means its decimal digits.')
