import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Metrics, type Reading } from '../health/metrics.js';

const BY_STATUS = `
  SELECT 'evotor' AS service, status, COUNT(*) AS count FROM evotor_connections GROUP BY status
  UNION ALL SELECT 'vk', status, COUNT(*) FROM vk_connections GROUP BY status`;

/** How many connections there are and how many need attention: the health of the tokens, for `/metrics`. */
@Injectable()
export class ConnectionFigures implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.readAtScrape('evosync_connections', 'Connections to Evotor and VK by status', () => this.byStatus(), [
      'service',
      'status',
    ]);
  }

  private async byStatus(): Promise<Reading[]> {
    const rows = await this.dataSource.query<{ service: string; status: string; count: string }[]>(BY_STATUS);
    return rows.map(({ service, status, count }) => ({ labels: { service, status }, value: Number(count) }));
  }
}
