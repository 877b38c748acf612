/** Makes any text one that an embeddings API accepts. */

/**
 * The largest input of OpenAI's models is 8,192 tokens, and no token is shorter than a byte, so this many bytes always
 * fit. One text that does not fit would fail the whole request.
 */
export const bytesMax = 8000

/** Empty texts are refused by the providers, so nothing is said as plainly as can be. */
const NOTHING = '.'

export function acceptableText(text: string): string {
  const plain = text.slice(0, bytesMax).toWellFormed().replaceAll('\0', ' ')
  const short = cutToBytes(plain, bytesMax)
  return short.trim() === '' ? NOTHING : short
}

/** Never through the middle of a character. */
function cutToBytes(text: string, max: number): string {
  if (text.length * 3 <= max) return text
  const bytes = Buffer.from(text)
  if (bytes.byteLength <= max) return text
  let end = max
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
