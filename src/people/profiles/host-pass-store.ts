/** Queries on how far the passes over a host's tables have come. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** First what the host has is taken, then what it has no more is dropped. */
export type HostStep = 'taking' | 'dropping'

/** Where the next page of a pass begins. */
export interface HostPlace {
  readonly step: HostStep
  /** What names the last row of the page before; empty at the beginning of a step. */
  readonly after: readonly string[]
}

export interface HostPass extends HostPlace {
  readonly name: 'profiles' | 'blocks'
  /** Another with every page. */
  readonly page: string
}

export async function findPass(tx: Tx, name: HostPass['name']): Promise<HostPass> {
  const [found] = await rows<HostPass>(
    tx,
    'profiles.find-pass',
    sql`select name, step, after, page::text as page from host_passes where name = ${name}`,
  )
  if (!found) throw new RangeError('A pass over the tables of the host has no place.')
  return found
}

/** False when somebody else has turned this page: then nothing of it may be written. */
export async function movePass(tx: Tx, { name, page }: HostPass, { step, after }: HostPlace): Promise<boolean> {
  const moved = await rows(
    tx,
    'profiles.move-pass',
    sql`update host_passes set step = ${step}, after = ${[...after]}::text[], page = page + 1
      where name = ${name} and page = ${page}::bigint returning 1`,
  )
  return moved.length > 0
}
