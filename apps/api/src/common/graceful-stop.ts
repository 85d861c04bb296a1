import { WorkerHost } from '@nestjs/bullmq';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import type { Worker } from 'bullmq';
import type { Server } from 'node:http';

const OPEN_REQUESTS_MS = 3000;

/** Stops what brings in new work while database and Redis are still open: jobs first, then requests. */
@Injectable()
export class GracefulStop implements BeforeApplicationShutdown {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly http: HttpAdapterHost,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.closeServer();
    const providers: unknown[] = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const hosts = providers.filter((provider) => provider instanceof WorkerHost) as WorkerHost<Worker>[];
    await Promise.all(hosts.map((host) => host.worker.close()));
  }

  /** Nest closes the server after this and waits for open requests; event streams never end by themselves. */
  private closeServer(): void {
    const server = this.http.httpAdapter?.getHttpServer() as Server | undefined;
    if (!server?.listening) return;
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), OPEN_REQUESTS_MS).unref();
  }
}
