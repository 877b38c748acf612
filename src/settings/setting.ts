/** One setting, as data. */
import type { Kind } from './kinds.ts'

export interface Setting<Value = unknown> {
  readonly kind: Kind<Value>
  /** As it would be written; undefined: not given. */
  readonly fallback?: string
  /** What it is for, in one sentence. */
  readonly about: string
  /** Never shown, in whatever message. */
  readonly isSecret?: boolean
  /** Other names that mean the same. */
  readonly aliases?: readonly string[]
  /** Names of old deployments that count where neither this one nor an alias is given. */
  readonly standIns?: readonly string[]
}

export const define = <Value>(
  kind: Kind<Value>,
  about: string,
  options: Omit<Setting, 'kind' | 'about'> = {},
): Setting<Value> => ({
  kind,
  about,
  ...options,
})

export const secret = { isSecret: true } as const
