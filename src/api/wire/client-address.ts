import ipaddr from 'ipaddr.js'

/** Bits of an IPv6 address that one customer is given whole: counting single addresses would count nobody. */
const IPV6_NETWORK_BYTES = 8

/**
 * What limits are counted under for callers that nobody knows: the IPv4 address, or the /64 network of an IPv6 one.
 * A forwarded address that is none counts as one caller, `unknown`, so that inventing them opens no new account.
 */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const network = parsed.toByteArray().fill(0, IPV6_NETWORK_BYTES)
  return `${ipaddr.fromByteArray(network).toString()}/64`
}
