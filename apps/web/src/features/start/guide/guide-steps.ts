import type { Overview } from '../../../lib/api-types.js';

/** One step of the guide: done, still to do, or done before and broken since. */
export interface GuideStep {
  name: 'evotor' | 'vk' | 'goods';
  state: 'done' | 'todo' | 'broken';
}

/** The three steps as they stand, in their order. */
export function guideSteps({ connections, goods }: Pick<Overview, 'connections' | 'goods'>): GuideStep[] {
  const stateOf = (status: Overview['connections']['vk']['status']) =>
    status === 'ok' ? 'done' : status === 'needsAttention' ? 'broken' : 'todo';
  return [
    { name: 'evotor', state: stateOf(connections.evotor.status) },
    { name: 'vk', state: stateOf(connections.vk.status) },
    { name: 'goods', state: goods.chosen > 0 ? 'done' : 'todo' },
  ];
}
