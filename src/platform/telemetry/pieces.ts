/** Log lines that are said in one turn of the event loop go out together: a write costs as much as the line itself. */

/** Where lines go; each call is one line with its line break. */
export interface LogDestination {
  write(line: string): void
}

export interface Pieces extends LogDestination {
  /** Writes at once what waits. */
  flush(): void
  /** Writes what waits, and from here on every line at once: there may be no next turn. */
  close(): void
}

/** What a pipe takes in one go (`PIPE_BUF`), in bytes: lines of two processes that share one do not mix. */
const PIECE_BYTES_MAX = 4_096

/** Lines keep their order. A process that is killed without warning loses what it said in that very turn. */
export function inPieces(destination: LogDestination): Pieces {
  let piece = ''
  let pieceBytes = 0
  let isClosed = false
  const flush = (): void => {
    if (piece === '') return
    const text = piece
    piece = ''
    pieceBytes = 0
    destination.write(text)
  }
  return {
    write(line) {
      if (isClosed) return destination.write(line)
      const lineBytes = Buffer.byteLength(line)
      if (pieceBytes + lineBytes > PIECE_BYTES_MAX) flush()
      if (piece === '') setImmediate(flush)
      piece += line
      pieceBytes += lineBytes
    },
    flush,
    close() {
      flush()
      isClosed = true
    },
  }
}
