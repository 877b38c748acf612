/** Plays the Gemini API: `:embedContent`, `:batchEmbedContents` and `:generateContent`. */
import { openWireServer } from './wire-server.ts'
import type { WireReply, WireRequest, WireServer } from './wire-server.ts'
import { wordVector } from './word-vector.ts'

export interface GeminiServer extends WireServer {
  /** With `/v1beta`: where the client is sent. */
  readonly baseUrl: string
  /** What the model says: the text of its answer. */
  say(answer: string): void
}

interface EmbedRequest {
  readonly content: { readonly parts: readonly { readonly text: string }[] }
  readonly outputDimensionality?: number
}

export async function openGeminiServer(dimension = 8): Promise<GeminiServer> {
  let answer = '{}'
  const server = await openWireServer((request) => {
    if (!request.headers['x-goog-api-key']) return geminiRefusal(403, 'PERMISSION_DENIED')
    if (request.path.endsWith(':generateContent')) return generated(answer)
    return embedded(request, dimension)
  })
  return {
    ...server,
    baseUrl: `${server.url}/v1beta`,
    say(next) {
      answer = next
    },
  }
}

function embedded(request: WireRequest, dimension: number): WireReply {
  const isBatch = request.path.endsWith(':batchEmbedContents')
  if (!isBatch && !request.path.endsWith(':embedContent')) return geminiRefusal(404, 'NOT_FOUND')
  const asked = isBatch ? (request.body as { requests: EmbedRequest[] }).requests : [request.body as EmbedRequest]
  if (asked.length > 100) return geminiRefusal(400, 'INVALID_ARGUMENT')
  const texts = asked.map(({ content }) => content.parts.map(({ text }) => text).join(''))
  if (texts.includes('')) return geminiRefusal(400, 'INVALID_ARGUMENT')
  const vectors = texts.map((text, index) => ({
    values: wordVector(text, asked[index]?.outputDimensionality ?? dimension),
  }))
  return { body: isBatch ? { embeddings: vectors } : { embedding: vectors[0] } }
}

function generated(text: string): WireReply {
  return {
    body: {
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 120 },
      modelVersion: 'gemini-2.5-flash',
    },
  }
}

/** A prompt that Gemini blocks: no candidate, and why. */
export const geminiBlock: WireReply = {
  body: { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 90, totalTokenCount: 90 } },
}

/** How Gemini says no. */
export function geminiRefusal(status: number, name: string): WireReply {
  return { status, body: { error: { code: status, message: `The request was refused: ${name}`, status: name } } }
}
