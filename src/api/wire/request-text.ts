/** What no part of us can hold: PostgreSQL has no NUL in text, and half a surrogate pair is no UTF-8. */
import type { FieldFault } from '../../base/index.ts'

/** Deeper bodies are refused, so that nothing after this point needs to fear for its stack. */
export const bodyDepthMax = 32

/** As many faults as help; a body of a million NULs gets a short answer. */
const FAULTS_MAX = 20

/** An object or array on the way down. The path is spelled only when there is something to say about it. */
interface Place {
  readonly value: object
  readonly key: string
  readonly parent: Place | null
  readonly depth: number
}

/** Why `text` cannot be kept, as the end of a sentence; null when it can. */
export function textFault(text: string): string | null {
  if (text.includes('\0')) return 'must not contain the character NUL'
  if (!text.isWellFormed()) return 'must not contain unpaired surrogates'
  return null
}

/**
 * Every string in `value`, keys of objects too, that cannot be kept, with its dotted path. Walks with a list of its own
 * rather than by calling itself, because how deep a body goes is the sender's choice.
 */
export function findTextFaults(value: unknown): readonly FieldFault[] {
  const faults: FieldFault[] = []
  if (typeof value === 'string') addFault(faults, value, () => '')
  const left: Place[] = []
  if (isContainer(value)) left.push({ value, key: '', parent: null, depth: 1 })
  for (let place = left.pop(); place !== undefined && faults.length < FAULTS_MAX; place = left.pop()) {
    if (place.depth > bodyDepthMax) {
      faults.push({ path: pathOf(place), message: `must not be nested deeper than ${bodyDepthMax} levels` })
    } else visit(place, left, faults)
  }
  return faults
}

function visit(place: Place, left: Place[], faults: FieldFault[]): void {
  const isList = Array.isArray(place.value)
  for (const key in place.value) {
    if (faults.length >= FAULTS_MAX) return
    const child: unknown = (place.value as Record<string, unknown>)[key]
    if (!isList) addFault(faults, key, () => pathOf(place))
    if (isPoison(key, child)) faults.push({ path: pathBelow(place, key), message: 'must not be sent' })
    if (typeof child === 'string') addFault(faults, child, () => pathBelow(place, key))
    if (isContainer(child)) left.push({ value: child, key, parent: place, depth: place.depth + 1 })
  }
}

/** Copied into another object, such a key would change what all objects are. */
const isPoison = (key: string, child: unknown): boolean =>
  key === '__proto__' || (key === 'constructor' && isContainer(child) && Object.hasOwn(child, 'prototype'))

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

const pathBelow = (place: Place, key: string): string => pathOf({ value: place, key, parent: place, depth: 0 })

function pathOf(place: Place): string {
  const keys: string[] = []
  for (let at = place; at.parent !== null; at = at.parent) keys.push(printable(at.key))
  return keys.toReversed().join('.')
}

/** A path is printed in an answer: it must not carry what it complains about. */
const printable = (key: string): string => key.toWellFormed().replaceAll('\0', '\u{FFFD}')

function addFault(faults: FieldFault[], text: string, path: () => string): void {
  const message = textFault(text)
  if (message !== null) faults.push({ path: path(), message })
}
