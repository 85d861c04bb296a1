import { createHmac, randomBytes } from 'node:crypto';

/** The header that proves a delivery: `t=<seconds>,v1=<hex>`, with one more `v1` while an older secret still counts. */
export const SIGNATURE_HEADER = 'EvoSync-Signature';

/** A new secret of a hook. */
export function newHookSecret(): string {
  return `evh_${randomBytes(32).toString('base64url')}`;
}

/** HMAC-SHA256 of `<seconds>.<body>` under each secret. */
export function signatureOf(secrets: readonly string[], seconds: number, body: string): string {
  const proofs = secrets.map((secret) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
  return [`t=${seconds}`, ...proofs.map((proof) => `v1=${proof}`)].join(',');
}
