/** A host of profiles that a test keeps in its hands: what it has, what it was asked, and what happens when it is asked. */
import { Problem } from '../../src/base/index.ts'
import { profilesMappingShape } from '../../src/people/profiles/index.ts'
import { hostPageRows } from '../../src/platform/host-pass/index.ts'
import type { HostBlock, ProfilesHost } from '../../src/people/profiles/index.ts'

export interface KeptHost extends ProfilesHost {
  readonly profiles: Map<string, Record<string, unknown>>
  readonly blocks: HostBlock[]
  /** The places after which pages of profiles were asked for. */
  readonly asked: (string | null)[]
  isAway: boolean
  /** Runs while the host is asked who is still there. */
  meanwhile: () => Promise<unknown>
}

const keyOf = ({ blockerId, blockedId }: HostBlock): string => `${blockerId} ${blockedId}`

export function keptHost(): KeptHost {
  const kept: KeptHost = {
    mapping: profilesMappingShape.parse({}),
    profiles: new Map(),
    blocks: [],
    asked: [],
    isAway: false,
    meanwhile: async () => {},
    async profilesAfter(after) {
      kept.asked.push(after)
      if (kept.isAway) throw new Problem('database.unavailable', 'It is away.', { retryAfterSeconds: 15 })
      const ids = [...kept.profiles.keys()].toSorted().filter((id) => after === null || id > after)
      return ids.slice(0, hostPageRows).map((id) => ({ id, facts: kept.profiles.get(id) ?? {} }))
    },
    async marksOf(ids) {
      await kept.meanwhile()
      return ids.filter((id) => kept.profiles.has(id)).map((id) => ({ id, facts: kept.profiles.get(id) ?? {} }))
    },
    async blocksAfter(after) {
      const all = kept.blocks.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      return all.filter((block) => after === null || keyOf(block) > keyOf(after)).slice(0, hostPageRows)
    },
    async blocksAmong(them) {
      await kept.meanwhile()
      const keys = new Set(them.map(keyOf))
      return kept.blocks.filter((block) => keys.has(keyOf(block)))
    },
  }
  return kept
}
