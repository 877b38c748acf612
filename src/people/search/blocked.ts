import type { Tx } from '../../platform/db/index.ts'
import { listBlocks } from '../matching/index.ts'

/** Whom somebody must not see: those whom she blocks, and those who block her. */
export async function listBlockedBeside(tx: Tx, personId: string): Promise<readonly string[]> {
  const blocks = await listBlocks(tx, personId)
  return blocks.map((block) => (block.personId === personId ? block.otherId : block.personId))
}
