/** A route is a value: the server, OpenAPI, the scopes and the test that walks all routes are read off it. */
import type { z } from 'zod'
import type { Caller, Logger, ProblemCode, Scope } from '../../base/index.ts'
import type { Tx } from '../db/index.ts'

/** Who may call: everybody, whoever holds the scope, or that and the members (each for what is theirs). */
export type Access =
  | 'open'
  | {
      readonly scope: Scope
      readonly members?: boolean
      /** Also by HTTP Basic, where a password is set: for clients who know nothing else. */
      readonly basic?: true
    }

/** Limits of their own, beside those over all routes; each has a rate in the settings of the edge. */
export type LimitName = 'search'

/** The service before us whose clients a route still answers: refusals carry the members that these look for. */
export type Dialect = 'circle'

/** What a handler is given besides the parsed input. */
export interface RequestContext {
  readonly caller: Caller
  readonly requestId: string
  readonly log: Logger
  /** Aborted when the client hangs up or the server must stop. */
  readonly signal: AbortSignal
  /**
   * Names whom and what the answer tells of, in the transaction of the change that it tells of. An answer that is kept
   * for an Idempotency-Key goes with the first of them that is erased. Every route that honours one says it, after it has
   * locked them: whoever erases locks in that order.
   */
  readonly tellsOf: TellsOf
}

/** Ids of people, and of whatever else can be taken back. */
export type TellsOf = (tx: Tx, ids: readonly string[]) => Promise<void>

/** One line of a body that is a stream, counted from 1. Blank ones are counted and not handed on. */
export interface Line {
  readonly number: number
  /** Its length. */
  readonly bytes: number
  /** Its value. @throws Problem `request.malformed` for a line that is too long, no UTF-8, no JSON, or holds what nobody can keep. */
  readonly read: () => unknown
}

/** The parsed input of a route; a part that the route does not declare is `undefined`. */
export interface RouteInput<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /**
   * Of a route that declares `lines`; empty for any other. The client is held up while nobody asks for the next one.
   * Throws the problem `request.timeout` when it hangs up or falls silent.
   */
  readonly lines: AsyncIterable<Line>
}

/** One route. The types tie schemas, handler and answer together. */
export interface RouteDefinition<Params, Query, Body, Output> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `:name` for a parameter: `/api/v1/user/:user_id`. */
  readonly path: string
  readonly access: Access
  /** One sentence, as the OpenAPI summary. */
  readonly summary: string
  readonly tag: string
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /**
   * Instead of `body`: the body is a stream of JSON lines (`application/x-ndjson`) of any length, and this is what one of them
   * should hold. The handler reads and checks them one by one.
   */
  readonly lines?: z.ZodType
  readonly output: z.ZodType<Output>
  /** The status of a good answer. Default 200. */
  readonly status?: number
  /** Further statuses that carry the output: for the documentation, which lists all that can come. */
  readonly otherStatuses?: readonly number[]
  /** The codes that this route itself can answer with, beside those that every route can. */
  readonly problems?: readonly ProblemCode[]
  /** A POST that creates or charges honours `Idempotency-Key`, and says whom it `tellsOf`. Default false. */
  readonly idempotent?: boolean
  /** The largest body, in bytes. Default: the server's. */
  readonly bodyBytesMax?: number
  /** What each member is counted under here, besides everything else. Services are not held up. Default: nothing. */
  readonly limits?: readonly LimitName[]
  /** For whose clients the answers are. Default: nobody's of before. */
  readonly dialect?: Dialect
  /** A request that works, for the documentation; a test sends it. */
  readonly example?: RouteExample
  readonly handle: (input: RouteInput<Params, Query, Body>, context: RequestContext) => Promise<Output | Answer<Output>>
}

export interface RouteExample {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly lines?: readonly unknown[]
}

/** An answer with a status of its own, or with a body that is serialised already and of a stated media type. */
export class Answer<Output> {
  readonly status: number | undefined
  readonly body: Output | undefined
  readonly bytes: string | Buffer | undefined
  readonly mediaType: string | undefined

  private constructor(parts: { status?: number; body?: Output; bytes?: string | Buffer; mediaType?: string }) {
    this.status = parts.status
    this.body = parts.body
    this.bytes = parts.bytes
    this.mediaType = parts.mediaType
  }

  static of<Output>(status: number, body: Output): Answer<Output> {
    return new Answer<Output>({ status, body })
  }

  /** `bytes` go out as they are: for answers that a cache keeps ready. */
  static ready<Output>(bytes: string | Buffer, mediaType = 'application/json; charset=utf-8'): Answer<Output> {
    return new Answer<Output>({ bytes, mediaType })
  }
}

/** A route with its types hidden, so that routes of all kinds fit one list. */
export type Route = RouteDefinition<unknown, unknown, unknown, unknown>

/** Checks the pieces of a route against each other at compile time and hides their types. */
export function route<Params = undefined, Query = undefined, Body = undefined, Output = unknown>(
  definition: RouteDefinition<Params, Query, Body, Output>,
): Route {
  return definition as unknown as Route
}
