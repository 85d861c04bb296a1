import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

type Labels = Record<string, string>;

interface Counter {
  help: string;
  values: Map<string, number>;
}

/** Counters of the process in Prometheus' text format, with its uptime and memory. */
@Injectable()
export class Metrics {
  private readonly counters = new Map<string, Counter>();

  /** Adds to a counter, which is made at its first use. */
  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const counter = this.counters.get(name) ?? { help, values: new Map<string, number>() };
    this.counters.set(name, counter);
    const key = renderLabels(labels);
    counter.values.set(key, (counter.values.get(key) ?? 0) + by);
  }

  /** Counts every answered request by method and status. */
  countRequests() {
    return (request: Request, response: Response, next: NextFunction): void => {
      response.once('finish', () =>
        this.count('evosync_http_requests_total', 'Answered HTTP requests', {
          method: request.method,
          status: String(response.statusCode),
        }),
      );
      next();
    };
  }

  render(): string {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const lines = [
      ...gauge('process_uptime_seconds', 'Seconds since the process started', process.uptime()),
      ...gauge('process_resident_memory_bytes', 'Resident memory', rss),
      ...gauge('nodejs_heap_size_used_bytes', 'Used heap', heapUsed),
      '# HELP process_cpu_seconds_total CPU time used',
      '# TYPE process_cpu_seconds_total counter',
      `process_cpu_seconds_total ${(user + system) / 1e6}`,
    ];
    for (const [name, { help, values }] of this.counters) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [labels, value] of values) lines.push(`${name}${labels} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
