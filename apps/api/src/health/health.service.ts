import { Inject, Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Redis } from 'ioredis';
import { isNativeError } from 'node:util/types';
import { DataSource } from 'typeorm';
import { answerWithin } from '../common/engine-down.js';
import { REDIS } from '../common/redis.js';
import type { HealthDto, HealthPartDto } from './health.dto.js';

const LIMIT_MS = 2000;

type Check = () => Promise<unknown>;

/** Asks every part the process needs whether it answers; other modules add parts of their own. */
@Injectable()
export class HealthService {
  private readonly checks = new Map<string, Check>();

  /** The monitor has no database, so it has no such part either. */
  constructor(@Inject(REDIS) redis: Redis, @Optional() @InjectDataSource() dataSource?: DataSource) {
    if (dataSource) this.add('database', () => dataSource.query('SELECT 1'));
    this.add('redis', () => redis.ping());
  }

  /** `check` rejects when the part does not work; it has two seconds. */
  add(part: string, check: Check): void {
    this.checks.set(part, check);
  }

  async check(): Promise<HealthDto> {
    const parts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await ask(name, check)] as const),
    );
    const healthy = parts.every(([, { status }]) => status === 'ok');
    return { status: healthy ? 'ok' : 'error', parts: Object.fromEntries(parts) };
  }
}

async function ask(name: string, check: Check): Promise<HealthPartDto> {
  const started = performance.now();
  try {
    await answerWithin(LIMIT_MS, name, check());
    return { status: 'ok', latencyMs: Math.round(performance.now() - started) };
  } catch (error) {
    return { status: 'error', latencyMs: Math.round(performance.now() - started), reason: reasonOf(error) };
  }
}

/** Names the failure without addresses or names of users. */
function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
