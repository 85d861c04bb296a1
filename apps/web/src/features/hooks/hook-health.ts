import type { Tone } from '../../components/ui/status-badge.js';
import type { Hook } from '../../lib/api-types.js';

/** How a hook fares: its colour, and the key of its words. */
export function healthOf({ enabled, givenUpAt, failingSince }: Pick<Hook, 'enabled' | 'givenUpAt' | 'failingSince'>): {
  tone: Tone;
  words: 'works' | 'off' | 'failing' | 'givenUp';
} {
  if (!enabled) return givenUpAt ? { tone: 'bad', words: 'givenUp' } : { tone: 'quiet', words: 'off' };
  return failingSince ? { tone: 'wait', words: 'failing' } : { tone: 'ok', words: 'works' };
}
