import { expect, test } from 'vitest'
import { chooseTextProvider } from './open-text-model.ts'
import { defaultModelSettings } from './settings.ts'
import type { ProviderSettings } from './settings.ts'

const { openai, gemini } = defaultModelSettings
const keyed = (settings: ProviderSettings): ProviderSettings => ({ ...settings, apiKey: 'key' })
const local = { ...openai, baseUrl: 'http://localhost:11434/v1' }

test.each([
  ['no key', { openai, gemini }, null],
  ['a key of OpenAI', { openai: keyed(openai), gemini }, 'openai'],
  ['a key of Gemini', { openai, gemini: keyed(gemini) }, 'gemini'],
  ['both keys', { openai: keyed(openai), gemini: keyed(gemini) }, 'openai'],
  ['an address and no key', { openai: local, gemini }, 'openai-compatible'],
  ['an address and a key', { openai: keyed(local), gemini: keyed(gemini) }, 'openai-compatible'],
])('with %s the provider follows', (_, settings, provider) => {
  expect(chooseTextProvider({ ...defaultModelSettings, ...settings })).toBe(provider)
})

test('the default model is the one that the replaced service used', () => {
  expect(openai.model).toBe('gpt-4o-mini')
})
