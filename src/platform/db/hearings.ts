/** Who listens on which channel in this process. */
import type { Hearing } from './port.ts'

export interface Hearings {
  add(channel: string, hearing: Hearing): () => void
  channels(): readonly string[]
  hear(channel: string, payload: string): void
  gap(): void
  ready(): void
}

export function openHearings(onNewChannel: (channel: string) => void): Hearings {
  const byChannel = new Map<string, Set<Hearing>>()
  let isReady = false
  const each = (act: (hearing: Hearing) => void): void => {
    for (const hearings of byChannel.values()) for (const hearing of hearings) act(hearing)
  }
  return {
    add(channel, hearing) {
      const hearings = byChannel.get(channel) ?? new Set()
      if (!byChannel.has(channel)) onNewChannel(channel)
      byChannel.set(channel, hearings.add(hearing))
      if (isReady) hearing.onReady()
      return () => void hearings.delete(hearing)
    },
    channels: () => [...byChannel.keys()],
    hear(channel, payload) {
      for (const hearing of byChannel.get(channel) ?? []) hearing.onPayload(payload)
    },
    gap() {
      isReady = false
      each((hearing) => hearing.onGap())
    },
    ready() {
      isReady = true
      each((hearing) => hearing.onReady())
    },
  }
}

/** Channel names are ours and fixed, yet they are put into SQL text, so they are quoted. */
export const listenStatement = (channel: string): string => `listen "${channel.replaceAll('"', '""')}"`
