import { lookup, Resolver } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';

/** All addresses of a host, those to be tried first at the beginning; rejects when it has none. */
export type HostLookup = (host: string) => Promise<LookupAddress[]>;

const PATIENCE = { timeout: 2000, tries: 2 };

/**
 * Asks the name servers themselves. The system's own lookup would do its waiting in the threads that passwords and files
 * need, so that a stranger's slow name server could hold them all; and it knows names of our own network.
 */
export const publicLookup: HostLookup = async (host) => {
  const resolver = new Resolver(PATIENCE);
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = [
    ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
    ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (found.length === 0) throw new Error(`${host} has no address`);
  return found;
};

/** Also knows names of this machine and its network: for development and tests. */
export const systemLookup: HostLookup = (host) => lookup(host, { all: true });
