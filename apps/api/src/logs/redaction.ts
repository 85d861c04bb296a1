const HIDDEN = '[hidden]';

/** Names of fields and parameters whose values nobody may read in the journal. */
const NAME =
  '[\\w.-]*(?:token|secret|passw|authori[sz]ation|cookie|api_?key|upload_url|code_verifier|auth_?code)[\\w.-]*|hash|sig';

/** What none of the patterns below can do without: most texts hold none of it, and are let through at once. */
const SUSPICIOUS =
  /token|secret|passw|authori|cookie|api_?key|upload|code_verifier|auth_?code|hash|sig|bearer|basic|vk[12]\.a\.|evs_/i;

/** `"token": "…"`, also inside a JSON text that is itself a JSON string, also cut off before its end. */
const JSON_FIELD = new RegExp(
  `(\\\\*"(?:${NAME})\\\\*"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|(\\\\+")(?:(?!\\2).)*(?:\\2)?|\\[[^\\]]*\\]?|\\{[^}]*\\}?|[^\\s,}\\]"\\\\]+)`,
  'gis',
);
/** `token=…` of a form or of an address. */
const PARAMETER = new RegExp(`((?:^|[?&\\s"';])(?:${NAME})=)[^&\\s"'\\\\]+`, 'gi');
/** Who has the address of an upload may upload: whatever its parameters are called. */
const UPLOAD_QUERY = /(https?:[^\s"'?]*upload[^\s"'?]*\?)[^\s"'\\]+/gi;
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;
/** Shapes of VK's access tokens and of our own. */
const TOKEN_SHAPES = /\bvk[12]\.a\.[\w-]{8,}|\bevs_[\w-]{8,}/g;

/**
 * The text without what could open a door: the given secrets wherever they stand, fields and parameters named like
 * secrets, and what has the shape of a token.
 */
export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of secrets.filter(Boolean)) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) shown = shown.replaceAll(form, HIDDEN);
  }
  if (!SUSPICIOUS.test(shown)) return shown;
  return shown
    .replace(JSON_FIELD, `$1"${HIDDEN}"`)
    .replace(UPLOAD_QUERY, `$1${HIDDEN}`)
    .replace(PARAMETER, `$1${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(TOKEN_SHAPES, HIDDEN);
}

/** The text itself, or its first `limitBytes` (UTF-8) and a mark; never a piece that keeps a longer text alive. */
export function cut(text: string, limitBytes: number): string {
  const bytes = Buffer.from(text.slice(0, limitBytes + 1));
  if (bytes.length <= limitBytes) return bytes.toString();
  return `${new TextDecoder().decode(bytes.subarray(0, limitBytes), { stream: true })}… [cut]`;
}
