/** Reads documents by link: fetch within one time limit, then parse in a worker within another. */
import { Problem } from '../../base/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import { documentParser } from './document-parser.ts'
import { documentProblem, readerClosed, refusedLink } from './faults.ts'
import { storeFetcher } from './fetch-s3.ts'
import { webFetcher } from './fetch-web.ts'
import { readLink } from './link.ts'
import type { Link } from './link.ts'
import { internet } from './network.ts'
import type { Network } from './network.ts'
import { orAborted } from './or-aborted.ts'
import type { DocumentReader, DocumentSettings, FetchedDocument, ReadDocument } from './port.ts'

export function documentReader(settings: DocumentSettings, telemetry?: Telemetry): DocumentReader {
  return documentReaderOn(internet, settings, telemetry)
}

/** With a network of the caller's making, so that a test can answer for DNS. */
export function documentReaderOn(network: Network, settings: DocumentSettings, telemetry?: Telemetry): DocumentReader {
  const closing = new AbortController()
  const { fetch, close } = documentFetcher(network, settings)
  const parse = documentParser(settings)
  const read = async (link: string, signal: AbortSignal | undefined): Promise<ReadDocument> => {
    const place = requireLink(link, settings)
    const until = AbortSignal.any(signal ? [closing.signal, signal] : [closing.signal])
    try {
      until.throwIfAborted()
      return await orAborted(parse(await fetch(place, until), until), until)
    } catch (error) {
      // An abort surfaces as whatever it broke; its own reason is the one to tell.
      until.throwIfAborted()
      throw error
    }
  }
  return {
    read: (link, signal) => (telemetry ? observe(telemetry, () => read(link, signal)) : read(link, signal)),
    async close() {
      closing.abort(readerClosed())
      await close()
    },
  }
}

function requireLink(link: string, settings: DocumentSettings): Link {
  const place = readLink(link, settings.allowedHosts)
  if (typeof place === 'string') throw refusedLink(place, false)
  return place
}

interface DocumentFetcher {
  readonly fetch: (place: Link, until: AbortSignal) => Promise<FetchedDocument>
  readonly close: () => Promise<void>
}

function documentFetcher(network: Network, settings: DocumentSettings): DocumentFetcher {
  const web = webFetcher(network, settings)
  const store = storeFetcher(settings)
  const seconds = settings.fetchSeconds
  return {
    async fetch(place, until) {
      const clock = AbortSignal.timeout(seconds * 1000)
      const signal = AbortSignal.any([until, clock])
      try {
        const fetching = place.kind === 'web' ? web.fetch(place.url, signal) : store.fetch(place, signal)
        return await orAborted(fetching, signal)
      } catch (error) {
        throw clock.aborted ? documentProblem('fetch_too_slow', { amount: seconds, cause: error }) : error
      }
    },
    close: async () => void (await Promise.all([web.close(), store.close()])),
  }
}

/** The link itself is told to nobody: a presigned one is a password. */
async function observe({ log, metrics }: Telemetry, read: () => Promise<ReadDocument>): Promise<ReadDocument> {
  const started = performance.now()
  const tell = (outcome: string): void => {
    metrics.count('reciprocity_document_reads_total', { outcome })
    metrics.observe('reciprocity_document_seconds', (performance.now() - started) / 1000)
  }
  try {
    const document = await read()
    tell(document.kind)
    return document
  } catch (error) {
    const code = error instanceof Problem ? error.code : 'stopped'
    tell(code)
    if (error instanceof Problem) log.info('a document was not read', { code, ...error.facts })
    throw error
  }
}
