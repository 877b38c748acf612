/** Keeps the blocks that a host's database holds in step with it, as if each were made and taken back here. */
import { Problem } from '../../base/index.ts'
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { TurnedPage } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { syncBlocks } from '../profiles/index.ts'
import type { HostBlock, ProfilesHost } from '../profiles/index.ts'
import { holdThere, personId as idShape } from '../registry/index.ts'
import { findBlocks, listHostBlocks } from './blocks-store.ts'
import type { BlockEnds } from './blocks-store.ts'
import { makeBlock, takeBackBlock } from './standing.ts'
import type { StandingDeps } from './standing.ts'

export interface SyncBlocksDeps extends StandingDeps {
  readonly profilesHost: ProfilesHost
  /** Between the beginnings of two passes. */
  readonly syncSeconds: number
}

export const syncBlocksHandler = (deps: SyncBlocksDeps): JobHandler =>
  handles({
    job: syncBlocks,
    everySeconds: deps.syncSeconds,
    handle: (_, run) =>
      turnPage(deps, {
        name: 'blocks',
        job: syncBlocks,
        turn: { taking: (after) => takePage(deps, run, after), dropping: (after) => dropPage(deps, run, after) },
      }),
  })

type Run = Pick<JobRun, 'signal' | 'log'>
type After = readonly string[]

/** A block by somebody who is not known here waits for her: the next pass sees it again. */
async function takePage(
  deps: SyncBlocksDeps,
  { signal, log }: Run,
  [blockerId, blockedId]: After,
): Promise<TurnedPage> {
  const after = blockerId !== undefined && blockedId !== undefined ? { blockerId, blockedId } : null
  const page = await deps.profilesHost.blocksAfter(after)
  const ends = page.map(endsOf)
  const usable = ends.filter(isUsable)
  if (usable.length < ends.length)
    log.warn('Blocks of the host are left out: nobody can have such ids, or block herself.', {
      rows: ends.length - usable.length,
    })
  for (const each of await newAmong(deps, usable)) {
    signal.throwIfAborted()
    await makeBlock(deps, { ...each, source: 'host' }).catch(unlessLeft)
  }
  return { last: lastOf(ends.map(nameOf)) }
}

const endsOf = ({ blockerId, blockedId }: HostBlock): BlockEnds => ({ personId: blockerId, otherId: blockedId })
const nameOf = ({ personId, otherId }: BlockEnds): readonly string[] => [personId, otherId]
const keyOf = (ends: BlockEnds): string => JSON.stringify(nameOf(ends))

const isUsable = ({ personId, otherId }: BlockEnds): boolean =>
  personId !== otherId && [personId, otherId].every((id) => idShape.safeParse(id).success)

async function newAmong({ db }: SyncBlocksDeps, ends: readonly BlockEnds[]): Promise<readonly BlockEnds[]> {
  const there = await holdThere(db.query, [...new Set(ends.map(({ personId }) => personId))])
  const known = new Set((await findBlocks(db.query, ends)).map(keyOf))
  return ends.filter((each) => there.has(each.personId) && !known.has(keyOf(each)))
}

/** Whoever left meanwhile has taken her blocks along. */
function unlessLeft(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'person.not_found')) throw error
}

async function dropPage(deps: SyncBlocksDeps, { signal }: Run, after: After): Promise<TurnedPage> {
  const [personId = '', otherId = ''] = after
  const ours = await listHostBlocks(deps.db.query, { personId, otherId }, hostPageRows)
  const theirs = await deps.profilesHost.blocksAmong(
    ours.map((each) => ({ blockerId: each.personId, blockedId: each.otherId })),
  )
  const there = new Set(theirs.map((each) => keyOf(endsOf(each))))
  for (const each of ours.filter((ends) => !there.has(keyOf(ends)))) {
    signal.throwIfAborted()
    await takeBackBlock(deps, { ...each, source: 'host' }).catch(unlessLeft)
  }
  return { last: lastOf(ours.map(nameOf)) }
}
