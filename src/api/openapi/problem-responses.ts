import { Problem, problemCodes, problemList } from '../../base/index.ts'
import type { ProblemCode } from '../../base/index.ts'
import type { Dialect, Route } from '../../platform/http/index.ts'
import { dialects, problemDocument } from '../wire/index.ts'
import { problemsOf } from './route-problems.ts'

/** RFC 9457, with our two members `code` and `request_id`. */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence for the caller.' },
    code: { type: 'string', enum: problemCodes, description: 'Never changes its meaning.' },
    request_id: { type: 'string', description: 'Under which the operator finds the request in the log.' },
    errors: {
      type: 'array',
      description: 'Every bad field; `path` is dotted.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** What can come under one status, by media type. */
export interface ApiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly content?: Readonly<Record<string, unknown>>
}

/** One response for each status, with an example for each code that comes under it. */
export function problemResponses(route: Route): Record<string, ApiResponse> {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problemList[code].status)
  const { dialect = null } = route
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), response(codes, dialect)]))
}

function response(codes: readonly ProblemCode[], dialect: Dialect | null): ApiResponse {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemList[code].title}.`).join(' '),
    content: {
      'application/problem+json': {
        schema: schemaIn(dialect),
        examples: Object.fromEntries(codes.map((code) => [code, { value: example(code, dialect) }])),
      },
    },
  }
}

/** The members of a dialect stand beside those of every problem. */
function schemaIn(dialect: Dialect | null): unknown {
  const every = { $ref: '#/components/schemas/Problem' }
  return dialect === null ? every : { allOf: [every, { type: 'object', ...dialects[dialect].schema }] }
}

/** `detail` stands for the sentence of the day; the rest is what really comes. */
function example(code: ProblemCode, dialect: Dialect | null) {
  const problem = new Problem(code, `${problemList[code].title}.`)
  return problemDocument(problem, '01990000-0000-7000-8000-000000000000', dialect)
}
