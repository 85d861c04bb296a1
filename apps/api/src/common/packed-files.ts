import type { RequestHandler } from 'express';
import { readdirSync } from 'node:fs';
import { extname } from 'node:path';

/** Best first. */
const PACKED = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const;

/** Leads to the packed twin that a file was built with, where there is one and the caller unpacks it. */
export function packedFiles(folder: string): RequestHandler {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = new Set(names.map((name) => `/${name.replaceAll('\\', '/')}`));
  return (request, response, next) => {
    const twins = PACKED.filter(({ ending }) => files.has(request.path + ending));
    if (!['GET', 'HEAD'].includes(request.method) || twins.length === 0) return next();
    response.vary('Accept-Encoding');
    const twin = twins.find(({ coding }) => request.acceptsEncodings(coding) === coding);
    if (!twin) return next();
    response.type(extname(request.path)).set('Content-Encoding', twin.coding);
    request.url = request.url.replace(request.path, request.path + twin.ending);
    next();
  };
}
