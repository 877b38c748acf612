/** A problem as it goes over the wire: `application/problem+json` (RFC 9457). */
import type { FieldFault, Problem, ProblemCode } from '../../base/index.ts'
import type { Dialect } from '../../platform/http/index.ts'
import { dialects } from './dialects.ts'
import type { WireAnswer } from './wire-answer.ts'

export const problemMediaType = 'application/problem+json; charset=utf-8'

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  /** A sentence for the caller. */
  readonly detail: string
  readonly code: ProblemCode
  readonly request_id: string
  /** Every bad field; absent when the problem is not about fields. */
  readonly errors?: readonly FieldFault[]
}

/** The page that lists every problem; the `type` of each points into it. */
export const problemsPath = '/docs/problems'

/** A URI reference that never changes for a code, and that a person can open on the same host. */
export const problemType = (code: ProblemCode): string => `${problemsPath}#${code}`

/** With a dialect, the members that its clients look for stand beside the others. */
export function problemDocument(problem: Problem, requestId: string, dialect: Dialect | null = null): ProblemDocument {
  return {
    type: problemType(problem.code),
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
    ...(dialect !== null && dialects[dialect].members(problem)),
  }
}

/** The whole answer to a problem, headers included. Nothing of `facts` and `cause` is in it. */
export function answerProblem(problem: Problem, requestId: string, dialect: Dialect | null = null): WireAnswer {
  const retryAfter = problem.retryAfterSeconds
  return {
    status: problem.status,
    mediaType: problemMediaType,
    body: JSON.stringify(problemDocument(problem, requestId, dialect)),
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) } }),
  }
}
