import type { OverviewProblem } from '../../lib/api-types.js';
import { paths } from '../../lib/paths.js';

/** The one button of a problem: where it leads, and the key of its words (`start:remedy.*`). */
export interface ProblemRemedy {
  to: string;
  words: 'connections' | 'catalog' | 'goods' | 'run' | 'settings';
}

/** Where a problem is mended, or understood; goods lead to exactly the rows that are counted. */
export function problemRemedy({ about, code, storeId, runId }: OverviewProblem): ProblemRemedy {
  switch (about) {
    case 'evotor':
    case 'vk':
      return { to: paths.connections, words: 'connections' };
    case 'store':
      return { to: paths.catalog, words: 'catalog' };
    case 'failed-goods':
    case 'skipped-goods':
      return {
        to: paths.storeProducts(storeId ?? '', {
          syncState: about === 'failed-goods' ? 'failed' : 'skipped',
          syncReason: code,
        }),
        words: 'goods',
      };
    case 'run':
      return { to: runId === null ? paths.sync : paths.run(runId), words: 'run' };
    case 'settings':
      return { to: paths.syncSettings, words: 'settings' };
  }
}
