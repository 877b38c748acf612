/** Holds an answer to what every problem promises, whatever it is about. */
import { expect } from 'vitest'
import { problemList } from '../../src/base/index.ts'
import type { ProblemCode } from '../../src/base/index.ts'
import type { Reply } from './house.ts'
import type { RawAnswer } from './raw-http.ts'

export interface WireProblem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ProblemCode
  readonly request_id: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

/** What only we may know: where our code lies, what our libraries say and call things. */
const INTERNALS =
  /node_modules|\/src\/|file:\/\/|\.ts\b|:\d+:\d+|postgres|constraint|syntax error|\[object|\bFST_|\bERR_|ZodError|127\.0\.0\.1/iu

/** The problem with `code`, which is told as every problem is: a type, a status, a sentence, an id, and no internals. */
export function expectProblem(answer: Reply | RawAnswer, code: ProblemCode): WireProblem {
  const problem = ('text' in answer ? JSON.parse(answer.text) : answer.body) as WireProblem
  expect(problem).toMatchObject({ code, status: problemList[code].status, title: problemList[code].title })
  expect(answer.status).toBe(problemList[code].status)
  expect(headerOf(answer, 'content-type')).toBe('application/problem+json; charset=utf-8')
  expect(problem.type).toBe(`/docs/problems#${code}`)
  expect(problem.detail).toMatch(/^\p{Lu}.*[.?]$/su)
  expect(problem.request_id).toMatch(/^[\w.-]{1,128}$/u)
  expect(JSON.stringify(problem)).not.toMatch(INTERNALS)
  return problem
}

/** The same, for a problem about fields: the paths that it names. */
export function expectFields(
  answer: Reply | RawAnswer,
  paths: readonly string[],
  code: ProblemCode = 'request.invalid',
): void {
  const { errors = [] } = expectProblem(answer, code)
  expect([...new Set(errors.map(({ path }) => path))].toSorted()).toEqual([...paths].toSorted())
  for (const { message } of errors) expect(message).not.toBe('')
}

function headerOf({ headers }: Reply | RawAnswer, name: string): string | null {
  return headers instanceof Headers ? headers.get(name) : (headers[name] ?? null)
}
