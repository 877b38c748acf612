/** Opens connections for undici, only to addresses that were checked, and to the very address that was checked. */
import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import { documentProblem } from './faults.ts'
import { isAllowed } from './link.ts'
import type { Network } from './network.ts'

type Target = buildConnector.Options

const CONNECT_TIMEOUT_MS = 5000

/** A name with more addresses than this is tried at the first few only; all are checked. */
const ADDRESSES_TRIED_MAX = 4

/**
 * A guard inside `lookup` alone never sees an IP literal, and a guard before connecting lets the name answer
 * differently a moment later. Here one answer is taken, checked whole, and connected to.
 */
export function guardedConnector(network: Network, allowedHosts: readonly string[]): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    ...(network.certificates && { ca: [...network.certificates] }),
  })
  const open = async (target: Target, callback: buildConnector.Callback): Promise<void> => {
    try {
      const addresses = await checkedAddresses(target, network, allowedHosts)
      connectInTurn(connect, target, { addresses, callback })
    } catch (error) {
      callback(error instanceof Error ? error : new Error('The look-up failed.', { cause: error }), null)
    }
  }
  return (target, callback) => void open(target, callback)
}

/** One address that is not public spoils the whole answer: a mixed answer is how a guard is led astray. */
async function checkedAddresses(target: Target, network: Network, allowedHosts: readonly string[]): Promise<string[]> {
  const addresses = isIP(target.hostname) === 0 ? await network.lookup(target.hostname) : [target.hostname]
  const isVouchedFor = isAllowed(new URL(`${target.protocol}//${target.host}`), allowedHosts)
  if (!isVouchedFor && !addresses.every(network.isPublic)) throw documentProblem('private_address')
  if (addresses.length === 0) throw documentProblem('no_such_server')
  return addresses.slice(0, ADDRESSES_TRIED_MAX)
}

interface Attempt {
  readonly addresses: readonly string[]
  readonly callback: buildConnector.Callback
}

/** `host` keeps the name, which TLS verifies; only `hostname`, which the socket goes to, becomes the address. */
function connectInTurn(connect: buildConnector.connector, target: Target, { addresses, callback }: Attempt): void {
  const [address = '', ...others] = addresses
  connect({ ...target, hostname: address }, (...outcome) => {
    if (outcome[0] === null || others.length === 0) callback(...outcome)
    else connectInTurn(connect, target, { addresses: others, callback })
  })
}
