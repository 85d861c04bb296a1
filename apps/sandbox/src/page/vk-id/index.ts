import express, { Router, type Request, type Response } from 'express';
import type { VkSim } from '../../vk/index.js';
import {
  agreedAddress,
  giveConsent,
  readConsentRequest,
  refusedAddress,
  type ConsentRequest,
} from '../../vk/vk-id/index.js';
import { consentPage, refusedPage } from './consent-html.js';

/** VK ID's page at `/vk/authorize`: who signs in, and whether the application may. */
export function vkIdPages(vk: VkSim): Router {
  const router = Router();

  router.get('/vk/authorize', (req, res) => {
    const request = demandRequest(req, res);
    if (!request) return;
    res.type('html').send(consentPage(vk, { request, query: queryOf(req).toString(), problem: '' }));
  });

  router.post('/vk/authorize', express.urlencoded({ extended: false }), (req, res) => {
    const request = demandRequest(req, res);
    if (!request) return;
    const form = req.body as Partial<Record<string, string>> | undefined;
    const { state, redirectUri } = request;
    if (form?.['decision'] === 'deny') {
      return res.redirect(303, refusedAddress(redirectUri, { error: 'access_denied', description: DENIED, state }));
    }
    const user = vk.state.users.get(Number(form?.['user']));
    if (!user || form?.['decision'] !== 'allow') {
      const problem = 'Выберите, кто входит, и нажмите «Разрешить» или «Отклонить».';
      return void res.status(400).send(consentPage(vk, { request, query: queryOf(req).toString(), problem }));
    }
    const consent = giveConsent(vk.world, request, user.id, form['withhold'] ? [form['withhold']] : []);
    res.redirect(303, agreedAddress(vk.world, request, consent));
  });
  return router;
}

const DENIED = 'The user denied the request';

/** The request in the address; nothing where it was wrong and the answer is already sent. */
function demandRequest(req: Request, res: Response): ConsentRequest | undefined {
  res.set('Cache-Control', 'no-store');
  const request = readConsentRequest(queryOf(req));
  if (!('error' in request)) return request;
  if (request.redirectUri === null) res.status(400).type('html').send(refusedPage(request));
  else res.redirect(303, refusedAddress(request.redirectUri, request));
  return undefined;
}

function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, 'http://vk').searchParams;
}
