/** Keeps figures that are dear to read. */

export interface KeepingOptions {
  readonly keptMs: number
  /** Evenly running milliseconds. */
  readonly nowMs?: () => number
}

/** What takes longer to read is kept longer, so that reading it never fills more than so small a share of the time. */
const SHARE = 1 / 30
/** What may be asked for is bounded by whoever asks; this bounds what is kept of it. */
const KEPT_MAX = 100

/** Whoever asks while it is read waits for the same reading. What fails is not kept. */
export function keeping<Key extends string | number, Value>(
  read: (key: Key) => Promise<Value>,
  { keptMs, nowMs = () => performance.now() }: KeepingOptions,
): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { value: Promise<Value>; endsMs: number }>()
  async function readNow(key: Key): Promise<Value> {
    const begunMs = nowMs()
    const value = await read(key)
    const entry = kept.get(key)
    if (entry) entry.endsMs = nowMs() + Math.max(keptMs, (nowMs() - begunMs) / SHARE)
    return value
  }
  return (key) => {
    const known = kept.get(key)
    if (known && known.endsMs > nowMs()) return known.value
    if (kept.size >= KEPT_MAX) kept.clear()
    const entry = { value: Promise.resolve().then(() => readNow(key)), endsMs: Number.POSITIVE_INFINITY }
    kept.set(key, entry)
    entry.value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    return entry.value
  }
}
