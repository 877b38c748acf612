/** The thread of the built-in model: loads it once, then answers one order after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { errorCode } from '../error-code.ts'
import type { EmbedOrder, WorkerNews, WorkerOrder, WorkerSettings } from './messages.ts'
import { openSession } from './session.ts'
import type { EmbedTexts, Runtime } from './session.ts'

const settings = workerData as WorkerSettings
const tell = (news: WorkerNews, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(news, moved)

/** What Node says when a binary is missing for this system, or is there and cannot be loaded. */
const NATIVE_FAULTS = new Set(['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'])

const stopping = new AbortController()
const embed = await load()
if (embed) {
  let last: Promise<void> = Promise.resolve()
  parentPort?.on('message', (order: WorkerOrder) => {
    if ('stop' in order) stopping.abort()
    last = 'stop' in order ? last.then(() => parentPort?.close()) : last.then(() => answer(embed, order))
  })
  tell({ kind: 'ready' })
}

/** Null when it cannot be loaded; the main thread is told why. */
async function load(): Promise<EmbedTexts | null> {
  let runtime: Runtime
  try {
    runtime = (await import(settings.runtime)) as Runtime
  } catch (error) {
    tell({ kind: 'unusable', isNative: NATIVE_FAULTS.has(errorCode(error)), message: errorCode(error) })
    return null
  }
  try {
    return await openSession(runtime, settings)
  } catch (error) {
    tell({ kind: 'unusable', isNative: false, message: errorCode(error) })
    return null
  }
}

/** The figures are moved, not copied. */
async function answer(embedTexts: EmbedTexts, { id, texts }: EmbedOrder): Promise<void> {
  try {
    const vectors = await embedTexts(texts, stopping.signal)
    tell({ kind: 'done', id, vectors }, [vectors.buffer as ArrayBuffer])
  } catch (error) {
    tell({ kind: 'failed', id, message: errorCode(error) })
  }
}
