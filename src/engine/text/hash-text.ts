const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a, 32 bits (Fowler, Noll, Vo), over UTF-16 units instead of bytes. Another seed is another hash. */
export function hashText(text: string, seed: number = FNV_OFFSET): number {
  let hash = seed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
  return hash >>> 0
}
