import { isIPv6 } from 'node:net'

/** The groups of an IPv6 address that name a network; what follows its holder draws as they like. */
const NETWORK_GROUPS = 4
const GROUPS = 8
/** So many groups say that an IPv4 address follows (RFC 4291, 2.5.5.2). */
const MAPPED_GROUPS = 6

/** What is counted of an address: an IPv4 address, also where it is written as IPv6, and of IPv6 the network (/64), of which one caller has every address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const bare = address.split('%')[0] ?? ''
  if (!isIPv6(bare)) return address
  const [head = [], tail = []] = bare.split('::').map((side) => side.split(':').filter((group) => group !== ''))
  const filled = bare.includes('::') ? [...head, ...Array<string>(Math.max(0, GROUPS - head.length - tail.length)).fill('0'), ...tail] : head
  if (filled.slice(0, MAPPED_GROUPS).every((group, place) => Number.parseInt(group, 16) === (place === MAPPED_GROUPS - 1 ? 0xffff : 0))) return dotted(filled.slice(MAPPED_GROUPS))
  return `${filled.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** An IPv4 address out of the two groups that hold it, or as it is written. */
function dotted(groups: readonly string[]): string {
  return groups.length === 1 ? groups.join() : groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join('.')
}
