/** Bodies out of the text that `serialise` made, slice by slice as there. */
import { setImmediate } from 'node:timers/promises'
import type { Body } from './serialise.ts'

/** Characters of a list that are parsed at once: a few milliseconds' work. */
const SLICE = 200_000

/** As `JSON.parse` of what `serialise` wrote (an object, no blanks): long lists right below its top are cut first. */
export async function deserialise(text: string): Promise<Body> {
  const members: [string, unknown][] = []
  for (let at = 1; at < text.length - 1;) {
    const nameEnd = endOfValue(text, at)
    const name: string = JSON.parse(text.slice(at, nameEnd))
    const start = nameEnd + 1
    const { value, end } = text[start] === '[' ? await readList(text, start) : readValue(text, start)
    members.push([name, value])
    at = end + 1
  }
  return Object.fromEntries(members)
}

/** `end` is the place behind the value. */
interface Read {
  readonly value: unknown
  readonly end: number
}

function readValue(text: string, start: number): Read {
  const end = endOfValue(text, start)
  return { value: JSON.parse(text.slice(start, end)), end }
}

async function readList(text: string, start: number): Promise<Read> {
  const list: unknown[] = []
  let from = start + 1
  for (let at = from; ; at++) {
    at = endOfValue(text, at)
    const isLast = text[at] === ']'
    if (!isLast && at - from < SLICE) continue
    for (const element of JSON.parse(`[${text.slice(from, at)}]`)) list.push(element)
    if (isLast) return { value: list, end: at + 1 }
    from = at + 1
    await setImmediate()
  }
}

/** Where the value that begins at `start` is over: at the comma, colon or bracket behind it. */
function endOfValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const mark = text[at]
    if (mark === '"') at = endOfString(text, at)
    else if (mark === '{' || mark === '[') depth++
    else if (depth === 0 && (mark === ',' || mark === ':' || mark === '}' || mark === ']')) return at
    else if (mark === '}' || mark === ']') depth--
  }
  return text.length
}

/** Where its closing quote is: the first behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - slashes - 1] === '\\') slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}
