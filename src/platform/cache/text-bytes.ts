/** What a text takes in memory: V8 keeps one byte a letter until a letter needs two, and then two for all. */
export function textBytes(text: string): number {
  return /[^\0-\u00ff]/u.test(text) ? 2 * text.length : text.length
}
