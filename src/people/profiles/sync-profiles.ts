/** Keeps the people whom a host's database holds in step with it. */
import type { Clock } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { TurnedPage } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import type { ProfilesHost } from './host-profiles.ts'
import { syncBlocks, syncProfiles } from './jobs.ts'
import { rewriteProfiles } from './keep-profiles.ts'
import type { Standing } from './keep-profiles.ts'
import { noPersona, nothingSaid } from './profile.ts'
import { isDeleted, readHostRow } from './read-host-row.ts'
import type { HostProfile } from './read-host-row.ts'
import { wordsIn } from './searchable.ts'
import { findHostDigests, listHosted } from './store.ts'
import type { WrittenProfile } from './store.ts'
import { withdrawHosted } from './write-profile.ts'
import type { WithdrawDeps } from './write-profile.ts'

export interface SyncDeps extends WithdrawDeps {
  readonly clock: Clock
  readonly profilesHost: ProfilesHost
  /** Between the beginnings of two passes. */
  readonly syncSeconds: number
}

/** Blocks come after the people who made them. */
export const syncProfilesHandler = (deps: SyncDeps): JobHandler =>
  handles({
    job: syncProfiles,
    everySeconds: deps.syncSeconds,
    handle: (_, run) =>
      turnPage(deps, {
        name: 'profiles',
        job: syncProfiles,
        turn: {
          taking: ([after = null]) => takePage(deps, run, after),
          dropping: ([after = '']) => dropPage(deps, run, after),
        },
        onEnd: async (tx) => void (await deps.jobs.enqueue(tx, syncBlocks, {})),
      }),
  })

type Run = Pick<JobRun, 'signal' | 'log'>

/** What the host says as it did before is not written again. */
async function takePage(deps: SyncDeps, { log }: Run, after: string | null): Promise<TurnedPage> {
  const { profilesHost: host, clock } = deps
  const rows = await host.profilesAfter(after)
  const read = rows.map((row) => readHostRow(row, host.mapping, clock()))
  const unusable = read.filter((each) => each === 'unusable').length
  if (unusable > 0) log.warn('Profiles of the host are left out: nobody can have their ids.', { rows: unusable })
  const said = read.filter((each) => typeof each === 'object')
  const known = await findHostDigests(
    deps.db.query,
    said.map(({ personId }) => personId),
  )
  const changed = said.filter(({ personId, digest }) => known.get(personId) !== digest)
  return { last: lastOf(rows.map(({ id }) => [id])), write: (tx) => keep(tx, deps, changed) }
}

async function keep(tx: Tx, { jobs }: SyncDeps, changed: readonly HostProfile[]): Promise<void> {
  await rewriteProfiles(
    tx,
    jobs,
    new Map(changed.map((profile) => [profile.personId, (standing) => hosted(profile, standing)])),
  )
}

/** The host's word counts for more than what our own API was told; what it has no column for stays. */
function hosted({ personId, said, digest }: HostProfile, { before, isListed }: Standing): WrittenProfile {
  const given = { isGiven: true, source: 'host', hostDigest: digest } as const
  const whole = { ...nothingSaid, ...noPersona, ...before, ...said }
  return { ...whole, personId, isListed, ...given, words: wordsIn(whole) }
}

/** Whom the host has no more, or calls deleted, is taken back as if our own API had been told so. */
async function dropPage(deps: SyncDeps, { signal, log }: Run, after: string): Promise<TurnedPage> {
  const ids = await listHosted(deps.db.query, after, hostPageRows)
  const marked = await deps.profilesHost.marksOf(ids)
  const mayBeEmpty = ids.length > 0 && marked.length === 0
  if (mayBeEmpty && (await deps.profilesHost.profilesAfter(null)).length === 0) {
    log.error(
      'The host shows no profile at all: nobody is withdrawn. Are its rows hidden from the user that reads them?',
    )
    return { last: null }
  }
  const there = new Set(marked.filter((row) => !isDeleted(row)).map(({ id }) => id))
  for (const id of ids.filter((each) => !there.has(each))) {
    signal.throwIfAborted()
    await withdrawHosted(deps, id)
  }
  return { last: lastOf(ids.map((id) => [id])) }
}
