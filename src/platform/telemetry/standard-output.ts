/** Standard output as a place for log lines, and what becomes of a line that nobody takes. */
import { writeSync } from 'node:fs'
import { inPieces } from './pieces.ts'
import type { Pieces } from './pieces.ts'

/** Lines of one turn of the event loop in one write; what is left when the process ends is written then. */
export function standardOutput(): Pieces {
  const pieces = inPieces({ write: writer(writeSync) })
  process.on('exit', () => pieces.close())
  return pieces
}

/** Writes some of `bytes` and returns how many; throws as `fs.writeSync` does. */
type WriteSome = (fileDescriptor: number, bytes: Uint8Array) => number

const STDOUT = 1
const PAUSE_MS = 1

/**
 * A reader that is behind is waited for: a line is not lost because somebody is slow. Where nobody reads any more, or
 * the disk is full, the lines are lost and the work goes on.
 */
export function writer(writeSome: WriteSome): (text: string) => void {
  return (text) => {
    let left: Uint8Array = Buffer.from(text)
    while (left.length > 0) {
      try {
        left = left.subarray(writeSome(STDOUT, left))
      } catch (error) {
        if (!isBusy(error)) return
        pause()
      }
    }
  }
}

const isBusy = (error: unknown): boolean => ['EAGAIN', 'EBUSY', 'EINTR'].includes((error as { code: string }).code)

const never = new Int32Array(new SharedArrayBuffer(4))

function pause(): void {
  Atomics.wait(never, 0, 0, PAUSE_MS)
}
