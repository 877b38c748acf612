/** Turns bytes into text when they are text, whatever anybody called them. */

/** The text of UTF-8, UTF-16 or Windows-1252 bytes; null when they are none of these. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decodeUnicode(bytes) ?? decodeWestern(bytes)
  return text !== null && isMostlyPrintable(text) ? text : null
}

/** Markdown by its name, or by at least two marks that plain text has no use for. */
export function isMarkdown(text: string, name: string): boolean {
  if (/\.(?:md|markdown)$/iu.test(name)) return true
  return MARKS.reduce((sum, mark) => sum + Math.min(2, [...text.matchAll(mark)].length), 0) >= 2
}

/** Headings, fences, links, strong words, table rules. Bullets are left out: everybody writes those. */
const MARKS = [
  /^#{1,6} \S/gmu,
  /^```/gmu,
  /\[[^\]\n]{1,200}\]\(\S{1,500}\)/gu,
  /\*\*[^*\n]{1,200}\*\*/gu,
  /^\|?(?: *:?-{3,}:? *\|)+/gmu,
]

/** How much of the beginning is looked at to tell an encoding. */
const SAMPLE_BYTES = 4096

function decodeUnicode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes)
  const [evenZeros, oddZeros] = zeroShares(bytes.subarray(0, SAMPLE_BYTES))
  if (oddZeros > 0.4 && evenZeros < 0.1) return decode('utf-16le', bytes)
  if (evenZeros > 0.4 && oddZeros < 0.1) return decode('utf-16be', bytes)
  return decode('utf-8', bytes) ?? decodeBrokenUtf8(bytes)
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 with a bad byte here and there (a file cut off, a paste gone wrong) is still UTF-8. */
function decodeBrokenUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const isBroken = /\uFFFD/gu
  const broken = count(text, isBroken)
  return broken * 10 <= count(text, /[^\p{ASCII}\uFFFD]/gu) ? text : null
}

/** One byte a letter: only believed when most are ASCII, since Cyrillic or Greek read so is gibberish. */
function decodeWestern(bytes: Uint8Array): string | null {
  const ascii = bytes.reduce((sum, byte) => sum + (byte < 0x80 ? 1 : 0), 0)
  return ascii >= bytes.length * 0.7 ? new TextDecoder('windows-1252').decode(bytes) : null
}

/** The shares of zero bytes at even and at odd places. */
function zeroShares(bytes: Uint8Array): [number, number] {
  const half = Math.max(1, bytes.length / 2)
  const shares: [number, number] = [0, 0]
  for (const [place, byte] of bytes.entries()) if (byte === 0) shares[(place % 2) as 0 | 1] += 1 / half
  return shares
}

/** A stray control character is forgiven, also in a short text; more than one in a hundred is a binary file. */
function isMostlyPrintable(text: string): boolean {
  return count(text, /[^\P{Cc}\s]/gu) <= 2 + text.length / 100
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) found += 1
  return found
}
