/**
 * A channel of the database that knows whether it is heard. A line that says it is up may still be about to listen, so
 * it counts only once this process has heard a word of its own on it.
 */
import { newId } from '../../base/index.ts'
import type { Db, Tx } from '../db/index.ts'

export interface Line {
  /** True from the first own word heard until the line is lost: nothing that is said meanwhile is missed. */
  isSure(): boolean
  /** Says `payload` to every process, this one included, once `tx` commits. */
  say(tx: Tx, payload: string): Promise<void>
  close(): void
}

export interface LineOptions {
  readonly db: Pick<Db, 'notify' | 'listen' | 'query'>
  readonly channel: string
  readonly onPayload: (payload: string) => void
  /** Whatever was heard so far may be out of date. */
  readonly onUnsure: () => void
}

/** No payload begins so: payloads are JSON. */
const HELLO = 'hello '

/** Until the next try to hear oneself. */
const RETRY_MS = 100

export function openLine({ db, channel, onPayload, onUnsure }: LineOptions): Line {
  let isSure = false
  /** What is being waited for; a word of before the last gap proves nothing about the time after it. */
  let hello: string | null = null
  let timer: NodeJS.Timeout | undefined

  function lose(): void {
    isSure = false
    hello = null
    clearTimeout(timer)
    onUnsure()
  }
  async function greet(word: string): Promise<void> {
    if (hello !== word) return
    await db.notify(db.query, channel, word).catch(() => {})
    if (hello !== word) return
    timer = setTimeout(() => void greet(word), RETRY_MS)
    timer.unref()
  }
  function hear(payload: string): void {
    if (!payload.startsWith(HELLO)) return onPayload(payload)
    if (payload !== hello) return
    isSure = true
    hello = null
    clearTimeout(timer)
  }

  const unlisten = db.listen(channel, {
    onPayload: hear,
    onGap: lose,
    onReady() {
      lose()
      hello = HELLO + newId()
      void greet(hello)
    },
  })
  return {
    isSure: () => isSure,
    say: (tx, payload) => db.notify(tx, channel, payload),
    close() {
      unlisten()
      lose()
    },
  }
}
