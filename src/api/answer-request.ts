/** From a request to an answer: read the input, run the handler, put its result on the wire. */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { Problem } from '../base/index.ts'
import type { Caller, FieldFault, Logger } from '../base/index.ts'
import { Answer } from '../platform/http/index.ts'
import type { RequestContext, Route, RouteInput, TellsOf } from '../platform/http/index.ts'
import { isEmptyOutput } from './openapi/index.ts'
import { schemaFaults } from './schema-faults.ts'
import type { Visit } from './visit.ts'
import { findTextFaults, jsonMediaType } from './wire/index.ts'
import type { WireAnswer } from './wire/index.ts'

type Part = 'params' | 'query' | 'body'
type Input = RouteInput<unknown, unknown, unknown>
type Parsed = Omit<Input, 'lines'>
const PARTS: readonly Part[] = ['params', 'query', 'body']

/** The parts that the route declares, parsed. Throws `request.invalid` with the faults of all parts together. */
export function readInput(route: Route, request: Readonly<Record<Part, unknown>>): Parsed {
  const input: Record<Part, unknown> = { params: undefined, query: undefined, body: undefined }
  const faults: FieldFault[] = []
  for (const part of PARTS) {
    const schema = route[part]
    if (schema) input[part] = readPart(schema, request[part], { part, faults })
  }
  if (faults.length === 0) return input
  throw new Problem('request.invalid', describe(faults), { errors: faults.slice(0, FAULTS_MAX) })
}

/** Past this nobody reads on. */
const FAULTS_MAX = 100

/** What no room could keep is refused before a schema sees it: a schema may change a text or quote it. */
function readPart(schema: z.ZodType, value: unknown, { part, faults }: { part: Part; faults: FieldFault[] }): unknown {
  const unfit = findTextFaults(value)
  if (unfit.length > 0) {
    faults.push(...unfit.map((fault) => ({ ...fault, path: fault.path === '' ? part : fault.path })))
    return undefined
  }
  const { success, data, error } = schema.safeParse(value)
  if (!success) faults.push(...schemaFaults(error.issues, part))
  return data
}

/** Five names make a sentence; the rest is in `errors`. */
function describe(faults: readonly FieldFault[]): string {
  const names = [...new Set(faults.map(({ path }) => path))]
  const shown = names.slice(0, 5).map((name) => `"${name.slice(0, 100)}"`)
  return `Not as it should be: ${shown.join(', ')}${names.length > shown.length ? ' and more' : ''}. See "errors".`
}

/**
 * What a handler is given. The signal is made when it is asked for: most handlers are done before anybody hangs up, and
 * a class makes that free, where a getter in a literal costs every request.
 */
export class RequestScope implements RequestContext {
  readonly caller: Caller
  readonly requestId: string
  readonly log: Logger
  readonly tellsOf: TellsOf
  readonly #reply: FastifyReply
  #controller: AbortController | null = null

  constructor(visit: Visit, reply: FastifyReply, { log, tellsOf }: Pick<RequestContext, 'log' | 'tellsOf'>) {
    this.caller = visit.caller
    this.requestId = visit.requestId
    this.log = log
    this.tellsOf = tellsOf
    this.#reply = reply
  }

  get signal(): AbortSignal {
    this.#controller ??= abortedOnHangUp(this.#reply)
    return this.#controller.signal
  }
}

function abortedOnHangUp({ raw }: FastifyReply): AbortController {
  const controller = new AbortController()
  const abort = (): void => {
    if (!raw.writableFinished) controller.abort(new Problem('request.timeout', 'The client hung up.'))
  }
  if (raw.destroyed) abort()
  else raw.once('close', abort)
  return controller
}

/** Runs the handler. What it returns is held to the output of the route: no field leaves that was not promised. */
export async function runHandler(route: Route, input: Input, context: RequestContext): Promise<WireAnswer> {
  const result = await route.handle(input, context)
  if (!(result instanceof Answer)) return render(route, undefined, result)
  if (result.bytes === undefined) return render(route, result.status, result.body)
  return {
    status: result.status ?? route.status ?? 200,
    mediaType: result.mediaType ?? jsonMediaType,
    body: result.bytes,
  }
}

function render(route: Route, status: number | undefined, value: unknown): WireAnswer {
  const encoded = z.safeEncode(route.output, value)
  if (!encoded.success) {
    throw new Problem('server.failed', FAILED, {
      cause: encoded.error,
      facts: { reason: 'The answer is not as the route promises.' },
    })
  }
  if (isEmptyOutput(route.output)) return { status: status ?? route.status ?? 204, mediaType: null, body: '' }
  return { status: status ?? route.status ?? 200, mediaType: jsonMediaType, body: JSON.stringify(encoded.data) }
}

const FAILED = 'Something went wrong here. It has been logged under the request id.'
