/** One attempt over HTTP. It ends in time, follows no redirect and keeps nothing of what the host writes. */
import { Agent, request } from 'undici'
import { parseRetryAfter } from './schedule.ts'

export interface Callback {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export interface CallbackAnswer {
  /** Null when no answer came in time. */
  readonly status: number | null
  readonly retryAfterSeconds: number | null
  /** A sentence for the operator; null for a 2xx. */
  readonly error: string | null
  readonly ms: number
}

export interface Poster {
  /** Never throws for what the host does. @throws the reason of `signal` when that ends the attempt. */
  post(callback: Callback, signal: AbortSignal): Promise<CallbackAnswer>
  close(): Promise<void>
}

/** Read so that the connection can be used again; a host that says more loses it. */
const ANSWER_BYTES_MAX = 65_536

/** Connections are kept between attempts, so that a backlog does not open one for each. */
export function openPoster(timeoutSeconds: number): Poster {
  const agent = new Agent({ connect: { timeout: timeoutSeconds * 1000 }, maxHeaderSize: 16_384 })
  return {
    post: (callback, signal) => post(callback, { agent, timeoutSeconds, signal }),
    close: () => agent.destroy(),
  }
}

interface PostOptions {
  readonly agent: Agent
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
}

/** Two ends: the time limit is the host's failure and an answer of its own kind, a stop of ours is none. */
async function post(callback: Callback, { agent, timeoutSeconds, signal }: PostOptions): Promise<CallbackAnswer> {
  const startedAt = performance.now()
  const elapsed = (): number => Math.round(performance.now() - startedAt)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)])
  try {
    const answer = await send(callback, agent, limit)
    return { ...answer, ms: elapsed() }
  } catch (error) {
    signal.throwIfAborted()
    return { status: null, retryAfterSeconds: null, error: explainFailure(error, timeoutSeconds), ms: elapsed() }
  }
}

async function send(
  { url, headers, body }: Callback,
  agent: Agent,
  signal: AbortSignal,
): Promise<Omit<CallbackAnswer, 'ms'>> {
  const address = new URL(url)
  const answer = await request(`${address.origin}${address.pathname}${address.search}`, {
    method: 'POST',
    dispatcher: agent,
    signal,
    headers: { 'content-type': 'application/json', 'user-agent': 'reciprocity', ...authorization(address), ...headers },
    body,
  })
  const status = answer.statusCode
  const retryAfter = [answer.headers['retry-after']].flat()[0]
  // The status is the answer: a body that breaks off or never ends does not make it another one.
  await answer.body.dump({ limit: ANSWER_BYTES_MAX, signal }).catch(() => {})
  return {
    status,
    retryAfterSeconds: parseRetryAfter(retryAfter, new Date()),
    error: status >= 200 && status < 300 ? null : `The host answered ${status}.`,
  }
}

/** `http://user:pass@host`: the old service's client sent these as Basic credentials. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The connection broke.',
  EPIPE: 'The connection broke.',
  UND_ERR_SOCKET: 'The connection broke.',
  ENOTFOUND: 'The name of the host is not known.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  EHOSTUNREACH: 'There is no way to the host.',
  ENETUNREACH: 'There is no way to the host.',
  UND_ERR_HEADERS_OVERFLOW: 'The host answered with too many headers.',
}

/** A sentence without anything that the host, or the error, says in its own words. */
export function explainFailure(error: unknown, timeoutSeconds: number): string {
  const { name, code } = error instanceof Error ? (error as Error & { code?: unknown }) : { name: '', code: '' }
  const word = String(code ?? '')
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/u.test(word)) return `No answer came within ${timeoutSeconds} s.`
  if (name === 'HTTPParserError') return 'What the host answered is not HTTP.'
  if (/CERT|TLS|SSL/u.test(word)) return 'The certificate of the host was not accepted.'
  return sentences[word] ?? (/^[A-Z_]{3,40}$/u.test(word) ? `The attempt failed (${word}).` : 'The attempt failed.')
}
