/** What a schema finds wrong, field by field. */
import type { z } from 'zod'
import type { FieldFault } from '../base/index.ts'

type Issue = z.core.$ZodIssue

/** `part` stands for the whole of what was read. */
export const schemaFaults = (issues: readonly Issue[], part: string): readonly FieldFault[] =>
  issues
    .flatMap(plainIssues)
    .map(({ path, message }) => ({ path: path.join('.') || part, message: wordsOf({ message }) }))

/** The library speaks of its own types where a caller has left something out or has sent no figure. */
function wordsOf({ message }: Pick<Issue, 'message'>): string {
  if (message.endsWith('received undefined')) return 'is missing'
  return message.endsWith('received NaN') ? 'must be a number' : message
}

type PlainIssue = Pick<Issue, 'path' | 'message'>

/**
 * Of a choice of shapes the library says that none fits. Where all but one are of another kind (a list, and an object was
 * sent), that one was meant, and its faults are told.
 */
function plainIssues(issue: Issue): readonly PlainIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const ofKind = issue.errors.filter((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0))
  const [meant] = ofKind
  if (!meant || ofKind.length > 1) return [issue]
  return meant.flatMap(plainIssues).map(({ path, message }) => ({ path: [...issue.path, ...path], message }))
}
