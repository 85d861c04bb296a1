import type { RequestHandler } from 'express';
import helmet from 'helmet';

const OURS = {
  defaultSrc: ["'self'"],
  baseUri: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
  formAction: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
};

const CHAT = 'https://*.jivosite.com';

/**
 * Security headers that also work over plain http, where pictures of goods may come over plain http too. HSTS goes
 * with answers that leave by TLS, ours or that of a trusted proxy, and with all where `https` is the public address.
 */
export function securityHeaders({ chat, https }: { chat: boolean; https: boolean }): RequestHandler {
  const pages = { ...OURS, imgSrc: https ? OURS.imgSrc : [...OURS.imgSrc, 'http:'] };
  const chatDirectives = {
    scriptSrc: [...OURS.scriptSrc, CHAT],
    connectSrc: [...OURS.connectSrc, CHAT, 'wss://*.jivosite.com'],
    styleSrc: [...OURS.styleSrc, CHAT],
    fontSrc: [...OURS.fontSrc, CHAT],
    mediaSrc: ["'self'", CHAT],
    frameSrc: [CHAT],
  };
  const directives = chat ? { ...pages, ...chatDirectives } : pages;
  const [plain, secure] = [headers(directives, false), headers(directives, true)];
  return (request, response, next) => (https || request.secure ? secure : plain)(request, response, next);
}

/** ReDoc builds its search index in a worker made from a blob. */
export function redocHeaders(): RequestHandler {
  return headers({ ...OURS, imgSrc: ["'self'", 'data:'], workerSrc: ["'self'", 'blob:'] });
}

/** For Bull Board's page, which brings everything it needs. */
export function monitorHeaders(): RequestHandler {
  return headers(OURS);
}

function headers(directives: Record<string, string[]>, https = false): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: https,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
