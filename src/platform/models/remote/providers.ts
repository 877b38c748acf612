/** The AI SDK's models, from our settings. Nothing is read from the environment and nothing is printed. */
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { EmbeddingModel, LanguageModel } from 'ai'
import type { ProviderSettings } from '../settings.ts'
import { boundedFetch } from './bounded-fetch.ts'

// The SDK prints warnings past the log, and they may quote a schema.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })

export type ProviderName = 'openai' | 'openai-compatible' | 'gemini'

/** Said in full because the SDK would otherwise look for a variable of the environment. */
const OPENAI_URL = 'https://api.openai.com/v1'
const GEMINI_URL = 'https://generativelanguage.googleapis.com/v1beta'

/** An address of its own makes it OpenAI-compatible: such servers know the older requests only, and no key at times. */
export function openaiName(settings: ProviderSettings): ProviderName {
  return settings.baseUrl === null ? 'openai' : 'openai-compatible'
}

export function openaiEmbeddingModel(settings: ProviderSettings, model: string): EmbeddingModel {
  if (settings.baseUrl !== null) return compatible(settings, settings.baseUrl, true).embeddingModel(model)
  return openai(settings).embeddingModel(model)
}

export function geminiEmbeddingModel(settings: ProviderSettings, model: string): EmbeddingModel {
  return gemini(settings).embeddingModel(model)
}

/** Chat completions: what is said there is not stored by the provider, as it is by default with its newer API. */
export function openaiTextModel(settings: ProviderSettings, isStructured: boolean): LanguageModel {
  if (settings.baseUrl !== null) return compatible(settings, settings.baseUrl, isStructured).chatModel(settings.model)
  return openai(settings).chat(settings.model)
}

export function geminiTextModel(settings: ProviderSettings): LanguageModel {
  return gemini(settings)(settings.model)
}

function openai(settings: ProviderSettings): ReturnType<typeof createOpenAI> {
  return createOpenAI({ apiKey: settings.apiKey ?? '', baseURL: OPENAI_URL, fetch: boundedFetch() })
}

function gemini(settings: ProviderSettings): ReturnType<typeof createGoogle> {
  return createGoogle({ apiKey: settings.apiKey ?? '', baseURL: settings.baseUrl ?? GEMINI_URL, fetch: boundedFetch() })
}

function compatible(settings: ProviderSettings, baseURL: string, supportsStructuredOutputs: boolean) {
  return createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    fetch: boundedFetch(),
    supportsStructuredOutputs,
    ...(settings.apiKey === null ? {} : { apiKey: settings.apiKey }),
  })
}
