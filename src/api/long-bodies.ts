/** Bodies of any length: the time in which a whole request must arrive is not theirs, only how long they may be silent. */
import type { Socket } from 'node:net'

const sockets = new WeakSet<Socket>()

/** Runs `work` while the connection carries a body that may take as long as it likes. */
export async function withLongBody<Result>(socket: Socket, work: () => Promise<Result>): Promise<Result> {
  sockets.add(socket)
  try {
    return await work()
  } finally {
    sockets.delete(socket)
  }
}

/** Node gives the connection up once and says so; whoever ignores that keeps it. */
export const carriesLongBody = (socket: Socket): boolean => sockets.has(socket)
