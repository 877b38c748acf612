/** Where the levels of limits are kept. Two adapters keep the promises of `contract.ts`: memory and Redis. */
import type { Rate, Taken } from './rate.ts'

export interface LimitStore {
  /** Takes one request off what `key` has left; all processes that share the store count together. */
  take(key: string, rate: Rate): Promise<Taken>
  /** Throws when the store cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}
