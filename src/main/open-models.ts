/** The models: one that writes, or none, and as many that embed as there are generations. */
import { openEmbedder, openTextModel } from '../platform/models/index.ts'
import type { Embedder, TextModel } from '../platform/models/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import type { Settings } from '../settings/index.ts'

/** What turns texts into vectors, and what answers with words. */
export interface Models {
  readonly textModel: TextModel | null
  /** Opened at the first call and kept: without a name, the model that the settings choose. */
  embedderOf(model?: string): Promise<Embedder>
  /** Those that were opened. */
  opened(): readonly Embedder[]
  close(): Promise<void>
}

/**
 * A model is opened at its first call. The one that the settings choose is, at every start, in every role: which
 * generation answers depends on it, and a setting that cannot work stops the start.
 */
export function openModels(settings: Settings, { db, telemetry }: { db: Db; telemetry: Telemetry }): Models {
  const opening = new Map<string, Promise<Embedder>>()
  const opened: Embedder[] = []
  const open = async (name: string): Promise<Embedder> => {
    const embedder = await openEmbedder(name, { db, telemetry, settings: settings.models })
    opened.push(embedder)
    return embedder
  }
  return {
    textModel: openTextModel(settings.models, { db, telemetry }),
    embedderOf(model = settings.embeddingModel) {
      const known = opening.get(model) ?? open(model)
      opening.set(model, known)
      known.catch(() => opening.delete(model))
      return known
    },
    opened: () => opened,
    close: async () => void (await Promise.all(opened.map((embedder) => embedder.close()))),
  }
}
