/** The way out: how names become addresses, which addresses may be reached, and whose certificates count. */
import { lookup } from 'node:dns/promises'
import { isPublicAddress } from './address.ts'

export interface Network {
  /** All addresses of a name, in the order in which to try them. */
  readonly lookup: (hostname: string) => Promise<readonly string[]>
  readonly isPublic: (address: string) => boolean
  /** PEM certificates to trust in place of the usual ones. */
  readonly certificates?: readonly string[]
}

export const internet: Network = {
  lookup: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  isPublic: isPublicAddress,
}
