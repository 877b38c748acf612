/** What every pass over the host needs. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import type { TakeDeps } from '../interactions/index.ts'
import type { HostPages } from './main-host.ts'
import type { MainMapping } from './main-mapping.ts'

export interface SyncDeps extends TakeDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly pages: HostPages
  readonly mapping: MainMapping
  /** Between the beginnings of two passes over what is new. */
  readonly syncSeconds: number
}
