/** Queries on how far the passes over tables of hosts have come. */
import { rows, sql } from '../db/index.ts'
import type { Tx } from '../db/index.ts'

/** First what the host has is taken, then what it has no more is dropped. */
export type HostStep = 'taking' | 'dropping'

/** Where the next page of a pass begins. */
export interface HostPlace {
  readonly step: HostStep
  /** What names the last row of the page before; empty at the beginning of a step. */
  readonly after: readonly string[]
}

export interface HostPass extends HostPlace {
  readonly name: string
  /** Another with every page. */
  readonly page: string
}

/** One that nobody knows yet stands at its beginning. */
export async function findPass(tx: Tx, name: string): Promise<HostPass> {
  const found = await readPass(tx, name)
  if (found) return found
  await rows(tx, 'host-pass.make', sql`insert into host_passes (name) values (${name}) on conflict (name) do nothing`)
  return findPass(tx, name)
}

async function readPass(tx: Tx, name: string): Promise<HostPass | null> {
  const found = await rows<HostPass>(
    tx,
    'host-pass.find',
    sql`select name, step, after, page::text as page from host_passes where name = ${name}`,
  )
  return found[0] ?? null
}

/** False when somebody else has turned this page: then nothing of it may be written. */
export async function movePass(tx: Tx, { name, page }: HostPass, { step, after }: HostPlace): Promise<boolean> {
  const moved = await rows(
    tx,
    'host-pass.move',
    sql`update host_passes set step = ${step}, after = ${[...after]}::text[], page = page + 1
      where name = ${name} and page = ${page}::bigint returning 1`,
  )
  return moved.length > 0
}
