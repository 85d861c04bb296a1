import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SIGN_IN_OUTCOMES } from '../../apps/api/src/connections/vk-sign-in.service.js';
import { HOOK_FAILURES } from '../../apps/api/src/hooks/hook-request.js';
import { SETTING_CODES } from '../../apps/api/src/sync/overview/problems.js';
import { REASON_WORDS } from '../../apps/api/src/sync/run-report/report-words.js';
import { RUN_ERROR_CODES } from '../../apps/api/src/sync/run.js';
import { ERROR_CODES, REASON_CODES } from '../../apps/web/src/lib/codes.js';

const LOCALES = path.resolve(import.meta.dirname, '../../apps/web/src/locales');

/** What the SPA says in one language: the codes that have words at this place of a translation file. */
function saidAt(language: string, file: string, place: string): string[] {
  const words = JSON.parse(readFileSync(path.join(LOCALES, language, `${file}.json`), 'utf8'));
  return Object.keys(words[place]);
}

/**
 * The API's lists are what its types are made of, so that nothing can be sent that is not in them; whoever adds a code
 * there is told here to put it into words.
 */
describe.each(['ru', 'en'])('Every code of the API has words in the SPA, in %s:', (language) => {
  const sorted = (codes: readonly string[]) => [...codes].sort();

  it('what is wrong with a connection or a store, or ends a run; and no others', () => {
    expect(sorted(saidAt(language, 'errors', 'code'))).toEqual(sorted(RUN_ERROR_CODES));
    expect(sorted(ERROR_CODES)).toEqual(sorted(RUN_ERROR_CODES));
  });

  it('why a product was skipped, failed or adopted; and no others', () => {
    expect(sorted(saidAt(language, 'errors', 'reason'))).toEqual(sorted(Object.keys(REASON_WORDS)));
    expect(sorted(REASON_CODES)).toEqual(sorted(Object.keys(REASON_WORDS)));
  });

  it('what is switched off', () => {
    expect(saidAt(language, 'start', 'problems')).toEqual(expect.arrayContaining([...SETTING_CODES]));
  });

  it('how a sign-in to VK went wrong', () => {
    const failures = SIGN_IN_OUTCOMES.filter((outcome) => outcome !== 'choose');
    expect(saidAt(language, 'connections', 'vkSignIn')).toEqual(expect.arrayContaining(failures));
  });

  it('why a program could not be told', () => {
    expect(sorted(saidAt(language, 'hooks', 'error'))).toEqual(sorted([...HOOK_FAILURES, 'status']));
  });
});
