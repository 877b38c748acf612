import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { makeSecret, webhookSettings } from '../../../test/support/webhooks.ts'
import { callbackUrl, checkWebhookSettings } from './webhook-settings.ts'
import type { WebhookSettings } from './webhook-settings.ts'

function faultOf(settings: Partial<WebhookSettings>): string | null {
  try {
    checkWebhookSettings(webhookSettings(settings))
    return null
  } catch (error) {
    return error instanceof Problem && error.code === 'server.setting' ? error.detail : 'another error'
  }
}

test('good settings pass', () => {
  expect(faultOf({})).toBeNull()
  expect(faultOf({ baseUrl: 'http://localhost:3000/api', secrets: [makeSecret(), makeSecret()] })).toBeNull()
  expect(faultOf({ baseUrl: 'https://ann:secret@host.example/api/' })).toBeNull()
})

test('an address that cannot be called is refused', () => {
  for (const baseUrl of [
    '',
    'localhost:3000',
    'ftp://host/api',
    'http://host/api?key=PLANTED',
    'http://host/#PLANTED',
  ]) {
    expect(faultOf({ baseUrl })).toMatch(/^RECIPROCITY_BACKEND_URL must be an http or https address/u)
  }
})

test('a bad secret is named by its place and never repeated', () => {
  const fault = faultOf({ secrets: [makeSecret(), 'whsec_PLANTED!'] })
  expect(fault).toBe('Secret 2 of WEBHOOK_SECRETS must be base64 after "whsec_".')
})

test('a time limit must be one', () => {
  for (const timeoutSeconds of [0, -1, Number.NaN, 121]) expect(faultOf({ timeoutSeconds })).toMatch(/time limit/u)
})

test('base and path meet in one slash', () => {
  for (const base of ['http://h/api', 'http://h/api/', 'http://h/api//']) {
    for (const path of ['user/x', '/user/x', '//user/x']) expect(callbackUrl(base, path)).toBe('http://h/api/user/x')
  }
})
