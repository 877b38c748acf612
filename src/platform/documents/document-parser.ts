/** Hands bytes to a parser in a thread of its own, which a document that loops or swells takes down alone. */
import { bulkhead } from 'cockatiel'
import type { Problem } from '../../base/index.ts'
import { runInWorker, WorkerStopped } from '../compute/index.ts'
import { documentProblem } from './faults.ts'
import type { FaultName } from './faults.ts'
import type { ParseInput } from './parse-document.ts'
import type { DocumentSettings, FetchedDocument, ReadDocument } from './port.ts'

export type DocumentParser = (fetched: FetchedDocument, signal: AbortSignal) => Promise<ReadDocument>

/** Their memory adds up. The others wait, and their time limit begins with their turn. */
const PARSED_AT_ONCE = 2

const WORKER = new URL('parse-worker.ts', import.meta.url)

/** An ordinary document needs 30 MB, one of 10 MB with pictures 60. */
const MEMORY_MB = 256

export function documentParser(settings: DocumentSettings): DocumentParser {
  const turns = bulkhead(PARSED_AT_ONCE, Number.MAX_SAFE_INTEGER)
  const { pagesMax, textCharactersMax, parseSeconds } = settings
  return async ({ bytes, name }, signal) => {
    const input: ParseInput = { bytes, name, pagesMax, textCharactersMax }
    const limits = {
      timeoutMs: parseSeconds * 1000,
      memoryMb: MEMORY_MB,
      signal,
      transfer: [bytes.buffer as ArrayBuffer],
    }
    const parse = (): Promise<ReadDocument | FaultName> => runInWorker(WORKER, input, limits)
    const outcome = await turns.execute(parse, signal).catch((error: unknown) => throwStopped(error, parseSeconds))
    if (typeof outcome === 'string') throw documentProblem(outcome, { amount: pagesMax })
    return outcome
  }
}

function throwStopped(error: unknown, parseSeconds: number): never {
  throw error instanceof WorkerStopped ? stoppedProblem(error, parseSeconds) : error
}

/** A parser that breaks off where it should have said what is wrong has met bytes that nobody thought of. */
export function stoppedProblem(stopped: WorkerStopped, parseSeconds: number): Problem {
  if (stopped.reason === 'too_slow') return documentProblem('parse_too_slow', { amount: parseSeconds, cause: stopped })
  if (stopped.reason === 'too_much_memory') return documentProblem('memory_too_much', { cause: stopped })
  return documentProblem('damaged', { cause: stopped })
}
