/** Chooses the text model that the settings name. */
import type { Db } from '../db/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { TextModel } from './port.ts'
import { openGuard } from './remote/guard.ts'
import { geminiTextModel, openaiName, openaiTextModel } from './remote/providers.ts'
import type { ProviderName } from './remote/providers.ts'
import type { ModelSettings } from './settings.ts'
import { openGenerate } from './text/generate.ts'
import { guardedTextModel } from './text/text-model.ts'

export interface TextModelDeps {
  readonly db: Db
  readonly telemetry: Telemetry
}

/** Null: no key and no address is set, and everything that can be done without a text model still is. */
export function openTextModel(settings: ModelSettings, { db, telemetry }: TextModelDeps): TextModel | null {
  const provider = chooseTextProvider(settings)
  if (provider === null) return null
  const { openai, gemini } = settings
  const isGemini = provider === 'gemini'
  return guardedTextModel({
    provider,
    model: isGemini ? gemini.model : openai.model,
    generate: openGenerate((isStructured) =>
      isGemini ? geminiTextModel(gemini) : openaiTextModel(openai, isStructured),
    ),
    guard: openGuard({ ...settings, provider, log: telemetry.log }),
    settings,
    db,
    telemetry,
  })
}

/** An address or key for OpenAI wins over one for Gemini: it is what the replaced service used. */
export function chooseTextProvider({ openai, gemini }: ModelSettings): ProviderName | null {
  if (openai.baseUrl !== null || openai.apiKey !== null) return openaiName(openai)
  return gemini.apiKey === null ? null : 'gemini'
}
