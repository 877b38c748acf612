/** Who listens on which channel in this process. */
import type { Hearing } from './port.ts'

/** Shared by both adapters; only how LISTEN reaches the database differs. */
export interface Hearings {
  add(channel: string, hearing: Hearing): () => void
  hear(channel: string, payload: string): void
  /** The line is lost. */
  gap(): void
  /** A line is up: listens on every channel through `listenTo`, now and for those to come. */
  connect(listenTo: (channel: string) => Promise<unknown>): Promise<void>
}

export function openHearings(): Hearings {
  const byChannel = new Map<string, Set<Hearing>>()
  let listenTo: ((channel: string) => Promise<unknown>) | null = null

  /** Ready only when LISTEN has taken effect, and on the line that is up by then. */
  async function subscribe(channel: string, hearings: Iterable<Hearing>): Promise<void> {
    const line = listenTo
    if (!line) return
    await line(channel)
    if (line !== listenTo) return
    for (const hearing of hearings) hearing.onReady()
  }
  return {
    add(channel, hearing) {
      const hearings = byChannel.get(channel) ?? new Set()
      byChannel.set(channel, hearings.add(hearing))
      // When this fails the line is going down: the next one subscribes anew.
      subscribe(channel, [hearing]).catch(() => {})
      return () => void hearings.delete(hearing)
    },
    hear(channel, payload) {
      for (const hearing of byChannel.get(channel) ?? []) hearing.onPayload(payload)
    },
    gap() {
      listenTo = null
      for (const hearings of byChannel.values()) for (const hearing of hearings) hearing.onGap()
    },
    async connect(line) {
      listenTo = line
      for (const [channel, hearings] of byChannel) await subscribe(channel, [...hearings])
    },
  }
}

/** Channel names are ours and fixed, yet they are put into SQL text, so they are quoted. */
export const listenStatement = (channel: string): string => `listen "${channel.replaceAll('"', '""')}"`
