/** What the host product is told, and where. */
import type { Tx } from '../../platform/db/index.ts'

/** Paths below the host's base address. */
export interface CallbackPaths {
  readonly summaryReady: string
  readonly matchesReady: string
  readonly batchMatchesReady: string
  readonly searchFound: string
}

/** A callback that was written down with the change; it is sent by a job. */
export interface Callback {
  readonly event: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** The people whom it is about, so that it can be forgotten with them. */
  readonly subjectIds: readonly string[]
}

/** The way to the host: writing down is sending, a job does the rest. */
export interface HostCallbacks {
  readonly paths: CallbackPaths
  /** Null where no host is set: then nothing is written. */
  readonly send: (tx: Tx, callback: Callback) => Promise<string | null>
  /** What was told of this person by herself is replaced: its words are kept no longer than it takes to tell them. */
  readonly outdate: (tx: Tx, told: { readonly event: string; readonly personId: string }) => Promise<void>
}
