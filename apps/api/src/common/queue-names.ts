import type { Redis } from 'ioredis';

/** The names of all BullMQ queues there are under this prefix. */
export async function queueNames(redis: Redis, prefix: string): Promise<string[]> {
  const names = new Set<string>();
  for await (const keys of redis.scanStream({ match: `${prefix}:*:meta`, count: 500 })) {
    for (const key of keys as string[]) names.add(key.slice(prefix.length + 1, -':meta'.length));
  }
  return [...names];
}
