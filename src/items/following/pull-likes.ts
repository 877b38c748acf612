/** Reads one person's likes at the host now, for whoever has just been told that they changed. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { replaceHostLikes } from '../interactions/index.ts'
import type { TakeDeps } from '../interactions/index.ts'
import type { HostAnswers } from './main-host.ts'
import { readHostLike } from './read-host-events.ts'

export interface PullDeps extends TakeDeps {
  readonly db: Db
  readonly clock: Clock
  readonly answers: Pick<HostAnswers, 'likesOf'>
}

/** Somebody who likes something else each time she is read is left to the next pass. */
const READINGS_MAX = 5

/**
 * What she likes no more is taken back, here and now. Who wrote reads once more: another who read before may have written
 * in between. @throws Problem `database.unavailable` when the host does not answer
 */
export async function pullLikes(deps: PullDeps, userId: string): Promise<void> {
  for (let reading = 1; reading <= READINGS_MAX; reading += 1) {
    const likes = await deps.answers.likesOf(userId)
    if (likes === null) return
    const read = likes.map((like) => readHostLike(like, deps.clock())).filter((like) => like !== null)
    if ((await replaceHostLikes(deps, { userId, likes: read })) === 0) return
  }
}
