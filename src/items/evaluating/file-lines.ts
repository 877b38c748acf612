/** The lines of a file of any size, a stretch at a time, so that memory holds a stretch and not the file. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Problem } from '../../base/index.ts'

export interface FileLine {
  /** From 1. */
  readonly number: number
  /** Without its end; null for one that is longer than any line of data, of which nothing is kept. */
  readonly text: string | null
}

/** No event and no item is longer. */
const LINE_CHARACTERS_MAX = 1 << 20
const CHUNK_BYTES = 1 << 20

/**
 * UTF-8; a byte order mark is dropped, and what is no UTF-8 becomes U+FFFD. Blank lines are left out, and counted.
 * @throws Problem `request.invalid` for a file that is not there, is a folder, or may not be read
 */
export async function* fileLines(path: string): AsyncGenerator<readonly FileLine[]> {
  await requireFile(path)
  const decoder = new TextDecoder()
  const cutter = lineCutter()
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      yield cutter.cut(decoder.decode(chunk as Buffer, { stream: true }))
    }
  } catch (error) {
    throw isSystemFault(error) ? unreadable(path, error) : error
  }
  yield cutter.cut(`${decoder.decode()}\n`)
}

interface LineCutter {
  /** The lines that end within `text`. */
  cut(text: string): readonly FileLine[]
}

function lineCutter(): LineCutter {
  let number = 0
  let begun = ''
  let isTooLong = false
  return {
    cut(text) {
      const ends = text.split('\n')
      ends[0] = isTooLong ? '' : `${begun}${ends[0] as string}`
      begun = ends.pop() as string
      const lines: FileLine[] = []
      for (const end of ends) {
        number += 1
        const line = isTooLong || end.length > LINE_CHARACTERS_MAX ? null : end.replace(/\r$/u, '')
        isTooLong = false
        if (line === null || line.trim() !== '') lines.push({ number, text: line })
      }
      isTooLong ||= begun.length > LINE_CHARACTERS_MAX
      if (isTooLong) begun = ''
      return lines
    },
  }
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (!found.isFile()) throw new Problem('request.invalid', `${path} is not a file.`)
}

const isSystemFault = (error: unknown): boolean => error instanceof Error && 'syscall' in error

function unreadable(path: string, cause: unknown): Problem {
  const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  return new Problem('request.invalid', isGone ? `There is no file ${path}.` : `${path} cannot be read.`, { cause })
}
