/** Fetches from the web. Redirects are followed by hand, so that each is checked as the first link was. */
import { basename } from 'node:path/posix'
import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { Problem } from '../../base/index.ts'
import { claimedLength, collectBody } from './collect-body.ts'
import { codeOf, documentProblem, refusedLink, statusProblem } from './faults.ts'
import type { FaultName } from './faults.ts'
import { guardedConnector } from './guarded-connect.ts'
import { readWebLink } from './link.ts'
import type { Network } from './network.ts'
import type { DocumentSettings, FetchedDocument } from './port.ts'

export interface WebFetcher {
  fetch(url: URL, signal: AbortSignal): Promise<FetchedDocument>
  close(): Promise<void>
}

export function webFetcher(network: Network, settings: DocumentSettings): WebFetcher {
  const connect = guardedConnector(network, settings.allowedHosts)
  // The signal carries one time limit for everything, so undici's own for parts of it are off.
  const agent = new Agent({ connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 })
  return {
    fetch: (url, signal) => follow(url, { agent, settings, signal }).catch(throwAsProblem),
    close: () => agent.destroy(),
  }
}

/**
 * Where an answer sends us on to, or null when it is no redirect. Only the web: a stranger's server must not be able
 * to point at the operator's store.
 */
export function redirectTarget(
  answer: { status: number; location: unknown },
  from: URL,
  allowedHosts: readonly string[],
): URL | null {
  if (!REDIRECTS.has(answer.status)) return null
  const { location } = answer
  if (typeof location !== 'string' || !URL.canParse(location, from.href)) throw documentProblem('redirect_nowhere')
  const link = readWebLink(new URL(location, from.href).href, allowedHosts)
  if (typeof link === 'string') throw refusedLink(link, true)
  return link.kind === 'web' ? link.url : null
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Reciprocity' }

interface Journey {
  readonly agent: Dispatcher
  readonly settings: DocumentSettings
  readonly signal: AbortSignal
}

async function follow(start: URL, { agent, settings, signal }: Journey): Promise<FetchedDocument> {
  let url = start
  for (let redirects = 0; redirects <= settings.redirectsMax; redirects += 1) {
    const answer = await request(url, { dispatcher: agent, headers: HEADERS, signal })
    const status = answer.statusCode
    const target = redirectOf(answer, url, settings)
    if (target === null && status === 200)
      return { bytes: await bytesOf(answer, settings, signal), name: basename(url.pathname) }
    letGo(answer)
    if (target === null) throw statusProblem(status)
    url = target
  }
  throw documentProblem('redirects_too_many', { amount: settings.redirectsMax })
}

function redirectOf(answer: Dispatcher.ResponseData, from: URL, settings: DocumentSettings): URL | null {
  try {
    return redirectTarget(
      { status: answer.statusCode, location: answer.headers['location'] },
      from,
      settings.allowedHosts,
    )
  } catch (error) {
    letGo(answer)
    throw error
  }
}

async function bytesOf(
  answer: Dispatcher.ResponseData,
  settings: DocumentSettings,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const header = (name: string): string | undefined => [answer.headers[name]].flat()[0]
  const body = {
    stream: answer.body,
    contentEncoding: header('content-encoding'),
    contentLength: claimedLength(header('content-length')),
  }
  return collectBody(body, settings.sizeBytesMax, signal)
}

/** Hangs up on a body that is not wanted, however long it is. */
function letGo(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => {}).destroy()
}

function throwAsProblem(error: unknown): never {
  if (error instanceof Problem) throw error
  throw documentProblem(connectionFault(codeOf(error)), { cause: error })
}

/** What a code of the system, of TLS, or of undici means for the caller; for an error without one, its name. */
export function connectionFault(code: string): FaultName {
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'no_such_server'
  if (/CERT|SIGNED|SIGNATURE|ALTNAME/u.test(code)) return 'certificate'
  if (/^(?:HPE_|HTTPParserError|ERR_SSL_|EPROTO|UND_ERR_HEADERS_OVERFLOW)/u.test(code)) return 'not_understood'
  return 'no_connection'
}
