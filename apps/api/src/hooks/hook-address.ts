import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { validationFailed } from '../common/input.pipe.js';
import type { Problem } from '../common/problem.js';
import { Settings } from '../config/settings.js';
import { publicLookup } from './host-lookup.js';
import { isPublicAddress } from './public-address.js';

const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;
const LOOKUP_LIMIT_MS = 3000;

/** Judges the address of a hook when it is given. What counts in the end is where a delivery would connect to. */
@Injectable()
export class HookAddress {
  constructor(private readonly settings: Settings) {}

  /**
   * The address in its normal form. A name that nothing is known of yet is taken.
   * @throws Problem 400 `validation_failed` naming `url`
   */
  async check(given: string): Promise<string> {
    const url = URL.canParse(given) ? new URL(given) : null;
    if (!url || !['http:', 'https:'].includes(url.protocol)) throw wrong(WORDS.scheme);
    if (url.username || url.password) throw wrong(WORDS.credentials);
    url.hash = '';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!this.settings.hooksAllowPrivate && (await leadsInside(host))) throw wrong(WORDS.inside);
    return url.href;
  }
}

async function leadsInside(host: string): Promise<boolean> {
  if (isIP(host)) return !isPublicAddress(host);
  if (LOCAL_NAME.test(host) || !host.includes('.')) return true;
  const nobody: { address: string }[] = [];
  const late = new Promise<typeof nobody>((resolve) => setTimeout(() => resolve(nobody), LOOKUP_LIMIT_MS).unref());
  const found = await Promise.race([publicLookup(host).catch(() => nobody), late]);
  return found.some(({ address }) => !isPublicAddress(address));
}

const WORDS = {
  scheme: { ru: 'Нужен адрес, который начинается с https://', en: 'An address that begins with https:// is expected' },
  credentials: { ru: 'Уберите из адреса имя и пароль', en: 'Leave the name and the password out of the address' },
  inside: {
    ru: 'Этот адрес не в открытом интернете: внутренние сети недоступны',
    en: 'This address is not on the public internet: private networks are out of reach',
  },
};

function wrong(message: { ru: string; en: string }): Problem {
  return validationFailed([{ field: 'url', message }]);
}
