import express, { type NextFunction, type Request, type Response, type RequestHandler } from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packedFiles } from './packed-files.js';

const NOT_PAGES = /^\/(api|docs|redoc|health|metrics|assets|user)(\/|$)|\.\w{1,8}$/;
const YEAR_SECONDS = 365 * 24 * 3600;
const PAGE = '/index.html';

/** The built SPA: its files, and its first page for every path that is the SPA's. Nothing where it is not built. */
export function webPages(folder: string): RequestHandler[] {
  if (!existsSync(join(folder, PAGE))) return [];
  const files = express.static(folder, { index: false, redirect: false, setHeaders: setCaching });
  return [pageOfPath, packedFiles(folder), files];
}

function pageOfPath(request: Request, _response: Response, next: NextFunction): void {
  const isPage = ['GET', 'HEAD'].includes(request.method) && !NOT_PAGES.test(request.path);
  if (isPage && request.accepts('html')) request.url = PAGE;
  next();
}

/** Files under assets/ carry a hash in their names and never change. */
function setCaching(response: Response, path: string): void {
  const forever = /[\\/]assets[\\/]/.test(path);
  response.set('Cache-Control', forever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}
