/** Plays OpenAI, and any server that speaks like it: `/v1/embeddings` and `/v1/chat/completions`. */
import { openWireServer } from './wire-server.ts'
import type { WireReply, WireRequest, WireServer } from './wire-server.ts'
import { wordVector } from './word-vector.ts'

export interface ChatBody {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema: object } }
  readonly max_tokens?: number
}

export interface OpenaiServer extends WireServer {
  /** With `/v1`: what `OPENAI_BASE_URL` is set to. */
  readonly baseUrl: string
  /** What the chat model says: the text of its answer. */
  say(answer: string | ((body: ChatBody) => string)): void
}

export interface OpenaiServerOptions {
  /** Length of the vectors. Default 8. */
  readonly dimension?: number
  /** Default 100 and 20. */
  readonly inputTokens?: number
  readonly outputTokens?: number
  /** False: like servers that do not know `json_schema`. */
  readonly knowsSchemas?: boolean
  /** Requests for which it is true get no answer. */
  readonly isHeld?: (request: WireRequest) => boolean
  /** Texts that are not embedded. */
  readonly isRefused?: (text: string) => boolean
  /** Default: a vector that depends on the text alone, and says nothing about its meaning. */
  readonly vectorOf?: (text: string, dimension: number) => number[]
}

export async function openOpenaiServer(options: OpenaiServerOptions = {}): Promise<OpenaiServer> {
  let answer: string | ((body: ChatBody) => string) = '{}'
  const server = await openWireServer((request) => {
    if (options.isHeld?.(request)) return { fault: 'hang' }
    if (request.path === '/v1/embeddings') return embeddings(request, options)
    if (request.path !== '/v1/chat/completions') return refusal(404, 'There is no such path.')
    const body = request.body as ChatBody
    if (options.knowsSchemas === false && body.response_format?.type === 'json_schema') {
      return refusal(400, 'response_format.type json_schema is not supported')
    }
    return chatReply(typeof answer === 'string' ? answer : answer(body), options)
  })
  return {
    ...server,
    baseUrl: `${server.url}/v1`,
    say(next) {
      answer = next
    },
  }
}

function embeddings(
  request: WireRequest,
  { dimension = 8, vectorOf = wordVector, isRefused }: OpenaiServerOptions,
): WireReply {
  const body = request.body as { model: string; input: string[]; dimensions?: number }
  const fault = body.input.map(inputFault).find((found) => found !== null)
  if (body.input.length > 2048) return refusal(400, "'input' has more than 2048 items")
  if (fault) return refusal(400, fault)
  if (isRefused && body.input.some(isRefused)) return refusal(400, 'The input was flagged.')
  const data = body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(text, body.dimensions ?? dimension),
  }))
  const tokens = body.input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return { body: { object: 'list', data, model: body.model, usage: { prompt_tokens: tokens, total_tokens: tokens } } }
}

/** One byte is at most one token of theirs. */
function inputFault(text: string): string | null {
  if (text === '') return "'$.input' is invalid: an empty string"
  return Buffer.byteLength(text) > 8192 ? "This model's maximum context length is 8192 tokens" : null
}

/** A whole answer of `/v1/chat/completions`. */
export function chatReply(content: string, options: OpenaiServerOptions & { finishReason?: string } = {}): WireReply {
  const { inputTokens = 100, outputTokens = 20, finishReason = 'stop' } = options
  return {
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o-mini-2024-07-18',
      choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: finishReason }],
      usage: {
        prompt_tokens: inputTokens,
        completion_tokens: outputTokens,
        total_tokens: inputTokens + outputTokens,
      },
    },
  }
}

/** How OpenAI says no. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): WireReply {
  return { status, headers, body: { error: { message, type: 'invalid_request_error', param: null, code: null } } }
}
