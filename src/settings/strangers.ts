/**
 * Names in the inherited environment that are other programs' affair. A line of `.env` is always meant for us, so the
 * rule that refuses whatever comes within two letters of a setting holds there to the letter; a whole machine's
 * environment is not.
 */
import { editDistance } from '../engine/index.ts'

/** Near HOST, PORT, ROLES or SERVICE_PORT, and in use elsewhere. */
const wellKnown = new Set(['ROLE', 'POST', 'SORT', 'HIST', 'HOSTS', 'PORTS', 'GHOST', 'HOSTNAME', 'SERVICE_HOST'])

/** Every PostgreSQL client reads variables that begin like this. */
const OF_POSTGRES = /^PG[A-Z]/u

/** What Kubernetes and the links of Docker tell a container of each service beside it. */
const OF_A_SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/u
const LINK_ADDRESS = /^(?:tcp|udp|sctp):\/\//u

/** In so few letters two that differ are half of the name: TEST, ROOT, OS and DEST are no misspelt PORT or HOST. */
const SHORT = 5

/** Whether a name of the inherited environment, which is no setting, is nobody's mistake. */
export function isStranger(name: string, text: string, known: readonly string[]): boolean {
  if (wellKnown.has(name) || OF_POSTGRES.test(name) || OF_A_SERVICE_LINK.test(name)) return true
  if (name.endsWith('_PORT') && LINK_ADDRESS.test(text)) return true
  return name.length <= SHORT && known.every((candidate) => editDistance(name, candidate) > 1)
}
