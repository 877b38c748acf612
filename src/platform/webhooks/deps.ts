/** What the verbs of this folder work with. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../db/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { Poster } from './post-callback.ts'
import type { WebhookSettings } from './webhook-settings.ts'

export interface WebhookOptions {
  readonly settings: WebhookSettings
  readonly db: Db
  readonly jobs: Jobs
  readonly telemetry: Telemetry
  readonly clock: Clock
}

export interface WebhookDeps extends WebhookOptions {
  readonly poster: Poster
}

/** Instants in the database are whole milliseconds, as `Date` has them: appointments are compared exactly. */
export const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)
