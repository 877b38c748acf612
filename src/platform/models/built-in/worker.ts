/** The thread of the built-in model: loads it once, then answers one order after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import type { EmbedOrder, WorkerNews, WorkerSettings } from './messages.ts'
import { openSession } from './session.ts'
import type { EmbedTexts, Runtime } from './session.ts'

const settings = workerData as WorkerSettings
const tell = (news: WorkerNews, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(news, moved)

/** What Node says when a binary is missing for this system, or is there and cannot be loaded. */
const NATIVE_FAULTS = new Set(['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'])

const embed = await load()
if (embed) {
  let last: Promise<void> = Promise.resolve()
  parentPort?.on('message', (order: EmbedOrder) => {
    last = last.then(() => answer(embed, order))
  })
  tell({ kind: 'ready' })
}

async function load(): Promise<EmbedTexts | null> {
  let runtime: Runtime
  try {
    runtime = (await import(settings.runtime)) as Runtime
  } catch (error) {
    tell({ kind: 'unusable', isNative: NATIVE_FAULTS.has(codeOf(error)), message: codeOf(error) })
    return null
  }
  try {
    return await openSession(runtime, settings)
  } catch (error) {
    tell({ kind: 'unusable', isNative: false, message: codeOf(error) })
    return null
  }
}

async function answer(embedTexts: EmbedTexts, { id, texts }: EmbedOrder): Promise<void> {
  try {
    const vectors = await embedTexts(texts)
    tell({ kind: 'done', id, vectors }, [vectors.buffer as ArrayBuffer])
  } catch (error) {
    tell({ kind: 'failed', id, message: codeOf(error) })
  }
}

/** A code, or the kind of error: a message could hold a text or a path. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : 'unknown'
}
