/** Signatures of Standard Webhooks, version 1 (https://github.com/standard-webhooks/standard-webhooks). */
import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'
const SECRET_BYTES_MIN = 24
const SECRET_BYTES_MAX = 64
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u

/** Why `secret` cannot sign, as the end of a sentence that does not repeat it; null when it can. */
export function webhookSecretFault(secret: string): string | null {
  if (!secret.startsWith(PREFIX)) return `must begin with "${PREFIX}"`
  if (!BASE64.test(secret.slice(PREFIX.length))) return `must be base64 after "${PREFIX}"`
  const sizeBytes = keyOf(secret).length
  if (sizeBytes >= SECRET_BYTES_MIN && sizeBytes <= SECRET_BYTES_MAX) return null
  return `must hold ${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes, not ${sizeBytes}`
}

export interface Signable {
  readonly id: string
  readonly sentAt: Date
  readonly body: string
}

/**
 * The three headers. One signature for each active secret, so that a receiver that still knows only the old one
 * verifies; no secret at all, no signature.
 */
export function signatureHeaders(message: Signable, secrets: readonly string[]): Record<string, string> {
  const timestamp = Math.floor(message.sentAt.getTime() / 1000)
  const signed = `${message.id}.${timestamp}.${message.body}`
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`,
  )
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  }
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')
