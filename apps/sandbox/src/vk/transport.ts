import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import multer from 'multer';
import { answerMethod, deliver } from './answer.js';
import type { Delivery } from './answer.js';
import { faultError } from './execute.js';
import type { TransportEffect } from './execute.js';
import { FACE, FACE_PATH, placeholder } from './pictures.js';
import type { Json } from './types.js';
import { acceptUpload } from './upload.js';
import type { UploadedFile } from './upload.js';
import { answerExchange } from './vk-id/answer-exchange.js';
import type { World } from './world.js';

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT = '20mb';
const FIELD_BYTES = 20 * 1024 * 1024;

/** Routes of the API itself: methods, uploads, pictures, renewal of tokens. JSON bodies are not read, as in VK. */
export function transportRoutes(world: World): Router {
  const router = express.Router();
  const form = express.text({ type: FORM, limit: FORM_LIMIT });
  const fields = multer({ limits: { fieldSize: FIELD_BYTES } }).none();

  router.all('/method/:name', onlyGetAndPost, form, fields, async (request, response) => {
    const raw = wireValues(request);
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const name = String(request.params.name);
    await send(response, answerMethod(world, name, raw, raw.get('access_token') ?? bearer));
  });

  router.post('/upload/:token', (request, response, next) => {
    const upload = multer({ limits: { fileSize: world.limits.uploadBytes } }).single('file');
    upload(request, response, (error: unknown) => {
      if (error && !(error instanceof multer.MulterError)) return next(error);
      const refusal = error instanceof multer.MulterError ? error.code : undefined;
      takeUpload(world, request, response, refusal).catch(next);
    });
  });

  router.get(FACE_PATH, (_request, response) => void response.type('svg').send(FACE));
  router.get('/photos/:file', async (request, response, next) => {
    const photo = world.state.photos.get(Number(/^(\d+)\.jpg$/.exec(request.params.file)?.[1]));
    if (!photo) return next();
    photo.jpeg ??= await placeholder(photo.id);
    response.set('Cache-Control', 'public, max-age=86400').type('jpeg').send(photo.jpeg);
  });

  router.post('/oauth2/auth', form, fields, async (request, response) => {
    await send(response, answerExchange(world, wireValues(request)));
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const tooLarge = error instanceof Error && /too large/i.test(error.message);
    if (!tooLarge && !(error instanceof multer.MulterError)) return next(error);
    response
      .status(tooLarge ? 413 : 400)
      .type('html')
      .send(`<html><body>${tooLarge ? 413 : 400}</body></html>`);
  });
  return router;
}

function onlyGetAndPost(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'POST') return next();
  response.json({ error: { error_code: 9999, error_msg: 'Not supported http method', request_params: [] } });
}

function wireValues(request: Request): Map<string, string> {
  const values = new Map(new URL(request.originalUrl, 'http://vk').searchParams);
  const body: unknown = request.body;
  if (typeof body === 'string') for (const [name, value] of new URLSearchParams(body)) values.set(name, value);
  else if (typeof body === 'object' && body !== null) {
    for (const [name, value] of Object.entries(body)) values.set(name, String(value));
  }
  return values;
}

async function takeUpload(world: World, request: Request, response: Response, refusal?: string): Promise<void> {
  const place = world.state.places.get(String(request.params.token));
  const userId = place?.userId ?? null;
  const entry = world.journal.open({
    time: world.now(),
    kind: 'upload',
    method: 'upload',
    params: { kind: place?.kind ?? '', bytes: String(request.file?.size ?? 0) },
  });
  entry.userId = userId;
  const struck = world.faults.strike({ method: 'upload', where: 'top', userId });
  const error = struck.find((effect) => effect.type === 'error');
  const effects = struck.filter((effect): effect is TransportEffect => effect.type !== 'error');
  let answer: Json;
  if (error) {
    const { code, message } = faultError(error);
    world.journal.fail(entry, { outcome: 'error', code, message });
    answer = { error_code: code, error_msg: message };
  } else if (effects.some((effect) => effect.type === 'html' || (effect.type === 'cut' && effect.when === 'before'))) {
    answer = null;
  } else {
    const outcome = refusal
      ? { answer: { error: `ERR_UPLOAD_${refusal}` }, error: refusal, picture: null }
      : await acceptUpload(world, String(request.params.token), fileOf(request));
    if (outcome.picture) entry.params.size = `${outcome.picture.width}x${outcome.picture.height}`;
    if (outcome.error) world.journal.fail(entry, { outcome: 'error', code: 0, message: outcome.error });
    answer = outcome.answer;
  }
  const delivery = deliver(answer, effects, (verdict) => world.journal.fail(entry, verdict));
  await send(response, { ...delivery, html: delivery.html || world.switches.uploadAnswersAsHtml });
}

function fileOf(request: Request): UploadedFile | undefined {
  const { file } = request;
  return file && { name: file.originalname, type: file.mimetype, bytes: file.buffer };
}

async function send(response: Response, delivery: Delivery): Promise<void> {
  if (delivery.delayMs > 0) await sleep(delivery.delayMs);
  if (delivery.cut) {
    response.socket?.destroy();
    return;
  }
  response
    .status(delivery.status)
    .type(delivery.html ? 'html' : 'json')
    .send(delivery.body);
}
