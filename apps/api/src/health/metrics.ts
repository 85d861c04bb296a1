import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

type Labels = Record<string, string>;

/** Seconds: from an answer out of memory to a call that was nearly given up. */
const BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a gauge shows: one value for each set of labels. */
export interface Reading {
  labels?: Labels;
  value: number;
}

/**
 * The figures of the process for Prometheus, with those of Node itself. A figure comes into being when it is first
 * counted; its labels are those of that first time. Values of labels come from closed sets: never ids, never names.
 */
@Injectable()
export class Metrics {
  private readonly figures = new Registry();
  readonly contentType = this.figures.contentType;

  constructor() {
    collectDefaultMetrics({ register: this.figures });
    this.readAtScrape('process_uptime_seconds', 'Seconds since the process started', async () => [
      { value: process.uptime() },
    ]);
  }

  /** Adds to a counter. */
  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const counter =
      (this.figures.getSingleMetric(name) as Counter | undefined) ??
      new Counter({ name, help, labelNames: Object.keys(labels), registers: [this.figures] });
    counter.inc(labels, by);
  }

  /** Notes how long something took, in seconds. */
  observe(name: string, help: string, labels: Labels, seconds: number): void {
    const histogram =
      (this.figures.getSingleMetric(name) as Histogram | undefined) ??
      new Histogram({ name, help, labelNames: Object.keys(labels), buckets: BUCKETS, registers: [this.figures] });
    histogram.observe(labels, seconds);
  }

  /** A figure that is looked up whenever Prometheus asks; while it cannot be looked up it is left out. */
  readAtScrape(name: string, help: string, read: () => Promise<Reading[]>, labelNames: string[] = []): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.figures],
      async collect() {
        this.reset();
        const readings = await read().catch((): Reading[] => []);
        for (const { labels, value } of readings) this.set(labels ?? {}, value);
      },
    });
  }

  /** Counts and times every answered request by method, route and status; event streams are only counted. */
  countRequests() {
    return (request: Request, response: Response, next: NextFunction): void => {
      const started = performance.now();
      response.once('finish', () => {
        const [method, status] = [request.method, String(response.statusCode)];
        this.count('evosync_http_requests_total', 'Answered HTTP requests', { method, status });
        if (response.get('Content-Type')?.startsWith('text/event-stream')) return;
        this.observe(
          'evosync_http_request_duration_seconds',
          'From the first byte of a request to the last of its answer',
          { method, route: routeOf(request), status },
          (performance.now() - started) / 1000,
        );
      });
      next();
    };
  }

  /** All figures in Prometheus' text format. */
  render(): Promise<string> {
    return this.figures.metrics();
  }
}

/** The pattern of the route (`/api/v1/sync/runs/:id`), so that ids make no new series; pages of the SPA are one. */
function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'other';
}
