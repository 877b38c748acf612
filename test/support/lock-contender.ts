/** A process that tries to take a folder when it is told, says how that went, and gives it back when it is told. */
import { lockDirectory } from '../../src/platform/db/index.ts'
import type { DirectoryLock } from '../../src/platform/db/index.ts'

export type Order = { readonly take: string; readonly atMs: number } | 'release'

let lock: DirectoryLock | null = null
const say = (word: string): void => void process.send?.(word)

process.on('message', (order: Order) => {
  if (order === 'release') {
    lock?.release()
    lock = null
    return say('released')
  }
  // Waiting without a pause, so that all begin within the same millisecond.
  while (Date.now() < order.atMs);
  void take(order.take)
})

async function take(directory: string): Promise<void> {
  try {
    lock = await lockDirectory(directory)
    say('owner')
  } catch (error) {
    say(String(error))
  }
}

say('up')
