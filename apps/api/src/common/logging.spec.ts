import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QueryFailedError } from 'typeorm';
import { loadSettings } from '../config/settings.js';
import { LogGate } from './log-gate.js';
import { createLogger, httpLogger } from './logging.js';
import { inWorkContext } from './work-context.js';

function listen() {
  const lines: string[] = [];
  const logger = createLogger(loadSettings({ LOG_LEVEL: 'info' }), { write: (line) => void lines.push(line) });
  return { logger, lines };
}

describe('the log', () => {
  it('hides secrets wherever they turn up', () => {
    const { logger, lines } = listen();
    logger.info({
      password: 'S3CRET',
      body: { accessToken: 'S3CRET', nested: { token: 'S3CRET' } },
      headers: { authorization: 'Bearer S3CRET', cookie: 'S3CRET' },
      shown: 'this',
    });
    expect(lines[0]).not.toContain('S3CRET');
    expect(lines[0]).toContain('this');
  });

  it('leaves the parameters of a failed query out', () => {
    const { logger, lines } = listen();
    const cause = Object.assign(new Error('Duplicate entry'), { code: 'ER_DUP_ENTRY' });
    logger.error({ err: new QueryFailedError('INSERT INTO users VALUES (?)', ['S3CRET'], cause) }, 'failed');
    expect(lines[0]).not.toContain('S3CRET');
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ level: 'error', err: { message: 'Duplicate entry' } });
  });

  it('says for which request, run and user a line was written', async () => {
    const { logger, lines } = listen();
    await inWorkContext({ userId: 7, runId: 'run-1', requestId: 'order-17' }, async () => {
      await Promise.resolve();
      logger.info({ runId: 'run-1' }, 'inside');
    });
    logger.info('outside');
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ userId: 7, runId: 'run-1', requestId: 'order-17' });
    expect(lines[0]?.match(/"runId"/g)).toHaveLength(1);
    expect(lines[1]).not.toMatch(/userId|runId|requestId/);
  });

  it('is as talkative as each module is asked to be', () => {
    const lines: string[] = [];
    const settings = loadSettings({ LOG_LEVEL: 'warn,sync=debug,mail=silent' });
    const gate = new LogGate(settings.logLevels);
    gate.learn('RunsService', 'sync');
    gate.learn('Mailer', 'mail');
    const logger = createLogger(settings, { write: (line) => void lines.push(line) }, gate);
    logger.debug({ context: 'RunsService' }, 'heard');
    logger.trace({ context: 'RunsService' }, 'too low for sync');
    logger.info({ context: 'UsersService' }, 'too low for the rest');
    logger.warn({ context: 'UsersService' }, 'heard');
    logger.fatal({ context: 'Mailer' }, 'silenced');
    logger.info('nobody in particular');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['heard', 'heard']);
  });

  it.each(['loud', 'info,sync', 'info,sync=loud', 'info,=debug'])('refuses the level %s', (level) => {
    expect(() => loadSettings({ LOG_LEVEL: level })).toThrow(/LOG_LEVEL/);
  });

  it('writes one short line a request, without tokens in the address or any header', async () => {
    const { logger, lines } = listen();
    const log = httpLogger(logger, () => 7);
    const server = createServer((request, response) => {
      log(Object.assign(request, { id: 'order-17' }), response);
      response.end('ok');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const path of ['/api/v1/auth/invite/S3CRET', '/reset-password?token=S3CRET&page=2', '/health']) {
      await (await fetch(url + path, { headers: { cookie: 'sid=S3CRET' } })).text();
    }
    await new Promise((resolve) => server.close(resolve));
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('S3CRET');
    expect(JSON.parse(lines[1] ?? '{}')).toMatchObject({
      req: { method: 'GET', url: '/reset-password?token=[hidden]&page=2' },
      res: { statusCode: 200 },
      ...{ userId: 7, requestId: 'order-17' },
    });
    expect(lines[0]?.length).toBeLessThan(400);
  });
});
