import { BlockList, isIP } from 'node:net';

/**
 * What is not the public internet, by IANA's special-purpose registries: this host, private networks, shared address
 * space, link-local (cloud metadata among it), documentation, benchmarks, multicast and what is reserved.
 */
const NOT_PUBLIC_V4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Inside 2000::/3, the only global IPv6: protocol assignments (Teredo among them), documentation, 6to4. */
const NOT_PUBLIC_V6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const MAPPED = /^::ffff:/i;

const notPublicV4 = listOf('ipv4', NOT_PUBLIC_V4);
const notPublicV6 = listOf('ipv6', NOT_PUBLIC_V6);
const globalV6 = listOf('ipv6', [['2000::', 3]]);
const mappedV6 = listOf('ipv6', [['::ffff:0:0', 96]]);

/** True for an IP address on the public internet; an IPv4 address written as IPv6 is judged as the IPv4 one it is. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !notPublicV4.check(address, 'ipv4');
  if (version !== 6) return false;
  if (MAPPED.test(address) || mappedV6.check(address, 'ipv6')) return !notPublicV4.check(address, 'ipv6');
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

function listOf(family: 'ipv4' | 'ipv6', ranges: [string, number][]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, family);
  return list;
}
