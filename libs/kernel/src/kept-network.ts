import { isIPv4, isIPv6 } from 'node:net';

/**
 * All that is kept of where somebody comes from: the network of their address, or of a network within it, its first 24
 * bits for IPv4 and 48 for IPv6, so that no single machine or household can be told; `unknown` for what is none.
 */
export function keptNetwork(address: string): string {
  const [bare = ''] = address.split(/[%/]/);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(bare)) return 'unknown';
  const [before = '', after] = bare.toLowerCase().split('::');
  const groups = (text = ''): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(before), groups(after)];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const whole = [...first, ...Array<string>(zeros).fill('0'), ...last];
  const start = whole.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
  return `${start.join(':')}::/48`;
}
