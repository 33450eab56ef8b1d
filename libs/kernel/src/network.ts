import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that an address is in, as one that belongs together when tries are counted: /24 of IPv4, /64 of IPv6, which
 * is what one household or office has. IPv4 written as IPv6 is IPv4; what is no address is its own network.
 */
export function networkOf(ip: string): string {
  return networkWithin(ip, 4) ?? ip;
}

/**
 * All that is kept of where somebody comes from: the network of their address, or of a network within it, its first 24
 * bits for IPv4 and 48 for IPv6, so that no single machine or household can be told; `unknown` for what is none.
 */
export function keptNetwork(ip: string): string {
  return networkWithin(ip, 3) ?? 'unknown';
}

/** The /24 of an IPv4 address; of an IPv6 one so many of its eight groups; null where it is neither. */
function networkWithin(ip: string, groups: number): string | null {
  const [address = ''] = ip.split(/[%/]/);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  return isIPv6(address) ? `${groupsOf(address).slice(0, groups).join(':')}::/${groups * 16}` : null;
}

/** The eight groups of an IPv6 address, without zeros in front; dotted groups at its end count as two. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.split('::').map((part) => part.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0'));
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const between = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...between, ...right].map((group) => Number.parseInt(group, 16).toString(16));
}
