import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'

/** A key set has a handful of keys; what is larger is something else. */
const BYTES_MAX = 1_000_000

const document = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

/** The keys at `url`. Throws, within the time and however much is sent, on anything that is no set of keys. */
export async function fetchKeys(url: string, timeoutMs: number): Promise<JSONWebKeySet> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`The host of the keys answered with ${response.status}.`)
  return document.parse(JSON.parse(await readText(response))) as JSONWebKeySet
}

/** Counts while it reads: `content-length` is only a promise. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > BYTES_MAX) throw new Error('The host of the keys sends more than keys.')
  }
  return text
}
