import express, { type NextFunction, type Request, type Response, type RequestHandler } from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NOT_PAGES = /^\/(api|docs|redoc|health|metrics|assets|user)(\/|$)|\.\w{1,8}$/;
const YEAR_SECONDS = 365 * 24 * 3600;

/** The built SPA: its files, and its first page for every path that is the SPA's. Nothing where it is not built. */
export function webPages(folder: string): RequestHandler[] {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return [];
  const files = express.static(folder, { index: false, redirect: false, setHeaders: setCaching });
  return [
    files,
    (request: Request, response: Response, next: NextFunction) => {
      const wantsPage = ['GET', 'HEAD'].includes(request.method) && !NOT_PAGES.test(request.path);
      if (!wantsPage || !request.accepts('html')) return next();
      response.set('Cache-Control', 'no-cache').sendFile(page, { cacheControl: false });
    },
  ];
}

/** Files under assets/ carry a hash in their names and never change. */
function setCaching(response: Response, path: string): void {
  const forever = /[\\/]assets[\\/]/.test(path);
  response.set('Cache-Control', forever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}
