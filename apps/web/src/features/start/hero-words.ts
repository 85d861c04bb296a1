import type { Tone } from '../../components/ui/status-badge.js';
import type { Overview } from '../../lib/api-types.js';

/** What the start page says first: a state in a word, its colour, and the sentence that goes with it (`start:hero.*`). */
export interface Hero {
  state: 'ok' | 'late' | 'needsYou' | 'notStarted' | 'off' | 'running';
  tone: Tone;
  sentence: 'attention' | 'never' | 'running' | 'queued' | 'succeeded' | 'partial' | 'late' | 'off' | 'notReady';
}

/** Green works, yellow heals by itself, red only the merchant can mend; a run on its way comes first. */
export function heroOf({ state, activeRun, problems, goods, connections }: Overview): Hero {
  if (activeRun)
    return { state: 'running', tone: 'busy', sentence: activeRun.status === 'queued' ? 'queued' : 'running' };
  switch (state) {
    case 'needs-you':
      return { state: 'needsYou', tone: 'bad', sentence: 'attention' };
    case 'late':
      return { state: 'late', tone: 'wait', sentence: 'late' };
    case 'off':
      return { state: 'off', tone: 'quiet', sentence: 'off' };
    case 'setting-up': {
      const ready = connections.evotor.connected && connections.vk.connected && goods.chosen > 0;
      return { state: 'notStarted', tone: 'quiet', sentence: ready ? 'never' : 'notReady' };
    }
    case 'ok': {
      const healing = problems.some(({ severity }) => severity === 'heals-itself');
      return { state: 'ok', tone: healing ? 'wait' : 'ok', sentence: healing ? 'partial' : 'succeeded' };
    }
  }
}

/** Whether the guide's three steps are still to be done. */
export function isNew({ connections, goods }: Pick<Overview, 'connections' | 'goods'>): boolean {
  return !connections.evotor.connected || !connections.vk.connected || goods.chosen === 0;
}
