/** `COPY … TO STDOUT` and `COPY … FROM STDIN` over the wire, which the driver leaves to others. */
import pg from 'pg'
import type { Connection } from 'pg'

/** What the driver calls on a query of one's own; its types leave out what they do not need themselves. */
interface Wire extends Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Everything that the statement sends out, in pieces. */
export function copyOut(client: pg.Client, statement: string): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = []
  return run(client, statement, { handleCopyData: ({ chunk }) => void pieces.push(Buffer.from(chunk)) }).then(
    () => pieces,
  )
}

export function copyIn(client: pg.Client, statement: string, pieces: readonly Buffer[]): Promise<void> {
  return run(client, statement, {
    handleCopyInResponse(connection) {
      for (const piece of pieces) connection.sendCopyFromChunk(piece)
      connection.endCopyFrom()
    },
  })
}

interface Handlers {
  handleCopyData?(message: { readonly chunk: Buffer }): void
  handleCopyInResponse?(connection: Wire): void
}

function run(client: pg.Client, statement: string, handlers: Handlers): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null
    const query = {
      submit: (connection: Connection) => connection.query(statement),
      handleCommandComplete() {},
      handleRowDescription() {},
      handleError: (error: Error) => void (failure = error),
      handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
      ...handlers,
    }
    client.query(query)
  })
}
