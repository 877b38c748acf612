import { problemList } from './problem-list.ts'
import type { ProblemCode } from './problem-list.ts'
import type { Facts } from './logger.ts'

/** One bad field of a request. `path` is dotted: `questions.0.answer`. */
export interface FieldFault {
  readonly path: string
  readonly message: string
}

export interface ProblemOptions {
  /** Every bad field, for a body that has several. */
  readonly errors?: readonly FieldFault[]
  /** For the log only; never leaves the process. */
  readonly facts?: Facts
  /** When it is worth trying again; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/**
 * Something went wrong that the caller can be told. `detail` is a sentence for the caller, without internals;
 * what only the operator may see goes into `facts` and `cause`.
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly FieldFault[]
  readonly facts: Facts
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.errors = options.errors ?? []
    this.facts = options.facts ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return problemList[this.code].status
  }

  get title(): string {
    return problemList[this.code].title
  }

  get detail(): string {
    return this.message
  }
}

/** What was thrown, as a problem: anything that is none becomes `server.failed`, its own words kept for the log. */
export function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  return new Problem('server.failed', 'Something went wrong here. It has been logged under the request id.', {
    cause: thrown,
  })
}
