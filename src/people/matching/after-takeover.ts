/** What the host knows of pairs is brought in step with the generation that has taken over, a stretch at a time. */
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { forgetVanished } from './announcement-store.ts'
import type { AnnouncementPosition } from './announcement-store.ts'
import { listEmbedded } from './facets-store.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import type { PeopleHost } from './host.ts'
import { forgetVanishedPairs, mirrorEverybody, mirrorPerson } from './jobs.ts'

export interface AfterTakeoverDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly host: Pick<PeopleHost, 'takesPairs'> | null
}

/** No transaction writes more, so that nobody waits long for one. */
const STRETCH = 1000

export const afterTakeoverHandlers = (deps: AfterTakeoverDeps): JobHandler[] => [
  handles({ job: forgetVanishedPairs, handle: ({ after }, { jobId }) => forgetStretch(deps, { after, jobId }) }),
  handles({ job: mirrorEverybody, handle: ({ after }, { jobId }) => mirrorStretch(deps, { after, jobId }) }),
]

/** In the transaction of the takeover. */
export async function followTakeover(tx: Tx, { jobs, host }: AfterTakeoverDeps): Promise<void> {
  await jobs.enqueue(tx, forgetVanishedPairs, { after: null })
  if (host?.takesPairs) await jobs.enqueue(tx, mirrorEverybody, { after: '' })
}

/** Where a stretch begins. The position is made of ids, so the job is erased with the work that it was for. */
interface Stretch<Position> {
  readonly after: Position
  readonly jobId: string
}

async function forgetStretch(
  { db, jobs }: AfterTakeoverDeps,
  { after, jobId }: Stretch<AnnouncementPosition>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { id: generation } = await requireActiveGeneration(tx)
    const last = await forgetVanished(tx, { generation, after }, STRETCH)
    if (last) await jobs.enqueue(tx, forgetVanishedPairs, { after: last })
    await jobs.erase(tx, jobId)
  })
}

async function mirrorStretch({ db, jobs }: AfterTakeoverDeps, { after, jobId }: Stretch<string>): Promise<void> {
  await db.transaction(async (tx) => {
    const { id: generation } = await requireActiveGeneration(tx)
    const ids = await listEmbedded(tx, { generation, after }, STRETCH)
    await jobs.enqueueAll(
      tx,
      mirrorPerson,
      ids.map((personId) => ({ personId })),
    )
    const last = ids.at(-1)
    if (last !== undefined) await jobs.enqueue(tx, mirrorEverybody, { after: last })
    await jobs.erase(tx, jobId)
  })
}
