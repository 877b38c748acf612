import type { FastifyInstance } from 'fastify'

/** Connections that fall quiet after the stop began are hung up this often. */
const SWEEP_MS = 25

/** Takes no new connections, lets what is in hand finish for at most `seconds`, then cuts off what is left. */
export async function stopGracefully(app: FastifyInstance, seconds: number): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  const limit = setTimeout(() => app.server.closeAllConnections(), seconds * 1_000)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(limit)
  }
}
