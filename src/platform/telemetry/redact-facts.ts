/** Makes facts safe to write: secrets and private texts out, everything plain, small and finite. */
import { describeError } from './describe-error.ts'
import { redactText } from './redact-text.ts'
import type { Facts } from '../../base/index.ts'

const REDACTED = '[redacted]'

const DEPTH_MAX = 5
const ENTRIES_MAX = 50

/** Keys whose value never shows, whatever it is. Compared word by word: `webhookSecrets`, `X-API-Key`. */
const secretWords = new Set(
  'password passwd pwd passphrase secret authorization cookie credential dsn jwt bearer'.split(' '),
)
const secretPairs = new Set(['api key', 'private key', 'encryption key', 'service key', 'connection string'])

/** Keys whose texts never show; a figure under them does (`tokens: 512`), because a figure is nobody's words. */
const privateWords = new Set('token text body answer prompt content payload parameter'.split(' '))

/** What a key is about when it ends so: `tokenId`, `contentType`, `textHash` say nothing private. */
const harmlessEndings = new Set('id type kind hash count length bytes name status version'.split(' '))

/** What a line may carry: `facts` copied, with secrets replaced by `[redacted]` and errors described. */
export function redactFacts(facts: Facts): Record<string, unknown> {
  return copyRedacted({}, facts, 0)
}

/** `redactFacts` into a line that has members already; facts win over those. */
export function addRedacted(line: Record<string, unknown>, facts: Facts): void {
  copyRedacted(line, facts, 0)
}

/** What a key says of its value, and how the key itself is written. */
interface Judgement {
  readonly shown: string
  readonly hides: 'nothing' | 'texts' | 'everything'
}

const isHidden = ({ hides }: Judgement, value: unknown): boolean =>
  hides !== 'nothing' && (hides === 'everything' || !isFigure(value))

/** Keys stand in the code, so they are few and come with every line. */
const judgements = new Map<string, Judgement>()

/** Keys that come out of data have no end: then all is forgotten and begins anew. */
const JUDGEMENTS_MAX = 1_000
const KEY_LENGTH_MAX = 100

function judgementOf(key: string): Judgement {
  const known = judgements.get(key)
  if (known !== undefined) return known
  const judgement: Judgement = { shown: redactText(key), hides: hiddenUnder(wordsOf(key)) }
  if (key.length > KEY_LENGTH_MAX) return judgement
  if (judgements.size >= JUDGEMENTS_MAX) judgements.clear()
  judgements.set(key, judgement)
  return judgement
}

function hiddenUnder(words: readonly string[]): Judgement['hides'] {
  const isSecret = words.some((word, index) => secretWords.has(word) || secretPairs.has(`${words[index - 1]} ${word}`))
  if (isSecret) return isHarmless(words, ['hash']) ? 'nothing' : 'everything'
  return words.some((word) => privateWords.has(word)) && !isHarmless(words, []) ? 'texts' : 'nothing'
}

/** A hash of a text is harmless; one of a password invites guessing. */
function isHarmless(words: readonly string[], butNot: readonly string[]): boolean {
  const ending = words.at(-1) ?? ''
  return words.length > 1 && harmlessEndings.has(ending) && !butNot.includes(ending)
}

const isFigure = (value: unknown): boolean =>
  value === null || value === undefined || ['number', 'bigint', 'boolean'].includes(typeof value)

/** `webhookSecrets` → webhook, secret. A plural is its singular. */
function wordsOf(key: string): string[] {
  const spaced = key.slice(0, KEY_LENGTH_MAX).replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
  const words = spaced.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return words
    .filter((word) => word !== '')
    .map(singular)
    .flatMap((word) => (word === 'apikey' ? ['api', 'key'] : [word]))
}

function singular(word: string): string {
  if (word === 'bodies') return 'body'
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && word !== 'bytes' && word !== 'status'
    ? word.slice(0, -1)
    : word
}

const redactObject = (value: object, depth: number): Record<string, unknown> => copyRedacted({}, value, depth)

function copyRedacted(plain: Record<string, unknown>, value: object, depth: number): Record<string, unknown> {
  const keys = Object.keys(value)
  const count = Math.min(keys.length, ENTRIES_MAX)
  for (let index = 0; index < count; index += 1) {
    const key = keys[index] ?? ''
    const entry = readEntry(value, key)
    const judgement = judgementOf(key)
    plain[judgement.shown] = isHidden(judgement, entry) ? REDACTED : redactValue(entry, depth + 1)
  }
  return plain
}

/** A getter that throws must not take the log line with it. */
function readEntry(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key]
  } catch {
    return '[unreadable]'
  }
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return describeError(value, redactFacts)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth > DEPTH_MAX) return '[deeper]'
  if (Array.isArray(value) || value instanceof Set) return redactList([...value], depth)
  if (value instanceof Map) return redactObject(Object.fromEntries(value), depth)
  return redactObject(value, depth)
}

function redactList(values: readonly unknown[], depth: number): unknown[] {
  const shown = values.slice(0, ENTRIES_MAX).map((value) => redactValue(value, depth + 1))
  return values.length > ENTRIES_MAX ? [...shown, `[${values.length - ENTRIES_MAX} more]`] : shown
}
