import type { NextFunction, Request, Response } from 'express';
import { Problem } from '../common/problem.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that a page of another site makes a browser send, since the browser adds our cookie.
 * Programs send neither header and pass; so does a bearer token, which no other site can add.
 */
export function refuseCrossSite(baseUrl: string) {
  const ownOrigin = new URL(baseUrl).origin;
  return (request: Request, _response: Response, next: NextFunction): void => {
    const harmless = SAFE.has(request.method) || hasBearer(request) || comesFromUs(request, ownOrigin);
    next(harmless ? undefined : crossSite());
  };
}

function comesFromUs(request: Request, ownOrigin: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin');
  if (!origin) return true;
  return origin === ownOrigin || (URL.canParse(origin) && new URL(origin).host === request.host);
}

function hasBearer(request: Request): boolean {
  return /^bearer /i.test(request.get('authorization') ?? '');
}

function crossSite(): Problem {
  return Problem.forbidden('cross_site', {
    ru: 'Запрос пришёл с чужого сайта',
    en: 'The request came from another site',
  });
}
