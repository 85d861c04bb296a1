import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Redis } from 'ioredis';
import { isNativeError } from 'node:util/types';
import { DataSource } from 'typeorm';
import { answerWithin } from '../common/engine-down.js';
import { REDIS } from '../common/redis.js';
import type { HealthDto, HealthFacts, HealthPartDto, HealthReportDto } from './health.dto.js';

const LIMIT_MS = 2000;
const NO_FACTS: HealthFacts = { queueLagSeconds: null, lastPipelineAt: null };

type Check = () => Promise<unknown>;

/** Something worth knowing that makes nobody ill: looked up when asked for. */
type Fact = () => Promise<number | string | null>;

/** Asks every part the process needs whether it answers; other modules add parts of their own. */
@Injectable()
export class HealthService implements OnModuleDestroy {
  private stopping = false;
  private readonly checks = new Map<string, Check>();
  private readonly facts = new Map<keyof HealthFacts, Fact>();

  /** The monitor has no database, so it has no such part either. */
  constructor(@Inject(REDIS) redis: Redis, @Optional() @InjectDataSource() dataSource?: DataSource) {
    if (dataSource) this.add('database', () => dataSource.query('SELECT 1'));
    this.add('redis', () => redis.ping());
  }

  /** `check` rejects when the part does not work; it has two seconds. */
  add(part: string, check: Check): void {
    this.checks.set(part, check);
  }

  /** A fact that cannot be looked up within two seconds is null. */
  addFact(name: keyof HealthFacts, fact: Fact): void {
    this.facts.set(name, fact);
  }

  /** Called first of all when the process is told to stop: from now on it is not ready for work. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Asks all parts at once. A process that is stopping has a part more, which says so. */
  async check(): Promise<HealthDto> {
    const parts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await ask(name, check)] as const),
    );
    if (this.stopping) parts.push(['process', { status: 'error', latencyMs: 0, reason: 'stopping' }]);
    const healthy = parts.every(([, { status }]) => status === 'ok');
    return { status: healthy ? 'ok' : 'error', parts: Object.fromEntries(parts) };
  }

  /** The parts, and what else an operator wants to know at a glance. */
  async report(): Promise<HealthReportDto> {
    const [health, facts] = await Promise.all([
      this.check(),
      Promise.all([...this.facts].map(async ([name, fact]) => [name, await lookUp(name, fact)] as const)),
    ]);
    return { ...health, ...NO_FACTS, ...Object.fromEntries(facts) };
  }
}

async function lookUp(name: string, fact: Fact): Promise<number | string | null> {
  return answerWithin(LIMIT_MS, name, fact()).catch(() => null);
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
