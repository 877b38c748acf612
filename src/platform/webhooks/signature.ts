/** Signatures of Standard Webhooks, version 1 (https://github.com/standard-webhooks/standard-webhooks). */
import { webcrypto } from 'node:crypto'

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
  readonly body: Buffer
}

/**
 * The three headers. One signature for each active secret, so that a receiver that still knows only the old one
 * verifies; no secret at all, no signature. Signed beside the event loop: a body may be tens of megabytes.
 */
export async function signatureHeaders(
  { id, sentAt, body }: Signable,
  secrets: readonly string[],
): Promise<Record<string, string>> {
  const timestamp = Math.floor(sentAt.getTime() / 1000)
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const signatures = await Promise.all(secrets.map(async (secret) => `v1,${await sign(signed, keyOf(secret))}`))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  }
}

async function sign(bytes: Buffer, secret: Buffer): Promise<string> {
  const { subtle } = webcrypto
  const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return Buffer.from(await subtle.sign('HMAC', key, bytes)).toString('base64')
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')
