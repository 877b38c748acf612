import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Connections that fall quiet after the stop began are hung up this often. */
const SWEEP_MS = 25
/**
 * A client that keeps its connection may send a request in the very moment of the stop. For so long it hears that it must
 * ask elsewhere, instead of being cut off without knowing whether it was heard.
 */
const NOTICE_MS = 1_000
/** Of the whole time that a stop may take, so that a short one still has time for what is in hand. */
const NOTICE_SHARE = 0.25

/**
 * Once new requests are refused: gives notice on the connections that are open, takes no new ones, lets what is in hand
 * finish for at most `seconds` in all, then cuts off what is left.
 */
export async function stopGracefully(app: FastifyInstance, seconds: number): Promise<void> {
  const limit = setTimeout(() => app.server.closeAllConnections(), seconds * 1_000)
  await giveNotice(app, Math.min(NOTICE_MS, seconds * 1_000 * NOTICE_SHARE))
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(limit)
  }
}

/** Ends as soon as nobody is connected. */
async function giveNotice(app: FastifyInstance, longestMs: number): Promise<void> {
  const endsAt = performance.now() + longestMs
  while (performance.now() < endsAt && (await countConnections(app)) > 0) await sleep(SWEEP_MS)
}

const countConnections = (app: FastifyInstance): Promise<number> =>
  new Promise((resolve) => app.server.getConnections((_, count) => resolve(count ?? 0)))
