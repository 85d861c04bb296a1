import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Settings } from '../config/settings.js';

/** A stored secret that none of the present keys opens, or that is damaged. */
export class SecretBoxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SecretBoxError';
  }
}

interface Key {
  id: string;
  bytes: Buffer;
}

const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts secrets for storage: AES-256-GCM under keys derived from SECRET_KEY.
 * The first part of SECRET_KEY encrypts, all of them decrypt. Text: `v1.<key id>.<iv, tag, ciphertext in base64url>`.
 */
@Injectable()
export class SecretBox {
  private readonly keys: [Key, ...Key[]];

  constructor(settings: Settings) {
    const [first = '', ...others] = settings.secretKeys;
    this.keys = [deriveKey(first), ...others.map(deriveKey)];
  }

  encrypt(plain: string): string {
    const [key] = this.keys;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(FORMAT));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [FORMAT, key.id, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')].join('.');
  }

  /** @throws SecretBoxError when no key fits or the text was changed */
  decrypt(stored: string): string {
    const { keyId, payload } = parse(stored);
    const key = this.keys.find(({ id }) => id === keyId);
    if (!key) throw new SecretBoxError('The secret was stored under a key that is no longer in SECRET_KEY');
    const bytes = Buffer.from(payload, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(FORMAT))
        .setAuthTag(tag);
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw Object.assign(new SecretBoxError('The stored secret is damaged'), { cause });
    }
  }

  /** True when the secret should be encrypted anew because the first key has changed since. */
  isStale(stored: string): boolean {
    return parse(stored).keyId !== this.keys[0].id;
  }
}

function parse(stored: string): { keyId: string; payload: string } {
  const [format, keyId, payload, ...rest] = stored.split('.');
  if (format !== FORMAT || !keyId || !payload || rest.length > 0) {
    throw new SecretBoxError('The stored secret is not in a known format');
  }
  return { keyId, payload };
}

function deriveKey(secret: string): Key {
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'evosync', `secret-box ${purpose}`, length));
  return { id: derive('key id', 4).toString('hex'), bytes: derive('key', 32) };
}
