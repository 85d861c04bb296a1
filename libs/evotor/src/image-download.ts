import { EvotorBadAnswerError, EvotorNotFoundError } from './errors.js';
import { refusal } from './refusals.js';
import type { Transport, TransportAnswer } from './transport.js';

const LIMIT_BYTES = 10 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/** A picture as it was served. */
export interface DownloadedImage {
  bytes: Uint8Array;
  contentType: string | null;
}

/**
 * Fetches a picture of at most 10 MB, following up to 5 redirects; each hop to another origin goes without the token.
 * Whatever is wrong with this picture alone is a skippable error.
 */
export async function downloadImage(
  transport: Transport,
  url: URL,
  token: string,
  signal?: AbortSignal,
): Promise<DownloadedImage> {
  let target = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const place = { status: null, path: transport.pathOf(target) };
    if (!/^https?:$/.test(target.protocol)) throw new EvotorBadAnswerError('not a web address', place, 'skippable');
    const request = { url: target, accept: 'image/*', limitBytes: LIMIT_BYTES, decode };
    const answer = await transport.ask(request, signal);
    const next = redirectOf(answer, target);
    if (!next) return pictureOf(answer, place.path, transport.isOwn(target), token);
    target = next;
  }
  throw new EvotorBadAnswerError('too many redirects', { status: null, path: transport.pathOf(url) }, 'skippable');
}

/** The address an Evotor image names, or a skippable `EvotorBadAnswerError` when it is none. */
export function imageUrl(url: string, root: URL): URL {
  const base = `${root.href.replace(/\/$/, '')}/`;
  if (url !== '' && URL.canParse(url, base)) return new URL(url, base);
  throw new EvotorBadAnswerError('the picture has no address', { status: null, path: '/images' }, 'skippable');
}

function decode(bytes: Uint8Array, headers: Headers): DownloadedImage {
  return { bytes, contentType: headers.get('content-type') };
}

function redirectOf(answer: TransportAnswer<DownloadedImage>, from: URL): URL | null {
  const location = answer.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) return null;
  return URL.canParse(location, from.href) ? new URL(location, from) : null;
}

function pictureOf(
  answer: TransportAnswer<DownloadedImage>,
  path: string,
  own: boolean,
  token: string,
): DownloadedImage {
  const place = { status: answer.status, path };
  if (answer.kind === 'too_large') throw new EvotorBadAnswerError('the picture is too large', place, 'skippable');
  if (answer.kind === 'status') {
    // Another host knows nothing of our token or the shop's subscription: there, every refusal means "no picture".
    if (own && answer.status >= 400) throw refusal(place, answer.body, token);
    throw new EvotorNotFoundError(`no picture, status ${answer.status}`, place);
  }
  const { bytes, contentType } = answer.value;
  if (bytes.length === 0) throw new EvotorBadAnswerError('the picture is empty', place, 'skippable');
  if (/^\s*(text\/html|application\/([\w.]+\+)?json)/i.test(contentType ?? '')) {
    throw new EvotorBadAnswerError('the answer is not a picture', place, 'skippable');
  }
  return answer.value;
}
