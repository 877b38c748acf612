/** Which IP addresses a stranger's link may lead to: those of the public internet, and no others. */
import ipaddr from 'ipaddr.js'

/** Public by number, but answered by the host machine itself: Azure's WireServer. */
const ANSWERED_BY_THE_HOST = new Set(['168.63.129.16'])

/** RFC 4291, section 2.4: the one block from which global unicast addresses are given out. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * True for a global unicast address. What only carries another address inside (IPv4-mapped, NAT64, 6to4, Teredo) is
 * not public: the address inside would be reached unchecked. Text that is no address is not public either.
 */
export function isPublicAddress(text: string): boolean {
  if (ANSWERED_BY_THE_HOST.has(text)) return false
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.IPv6.parse(text)
  return address.range() === 'unicast' && address.match(GLOBAL_UNICAST)
}
