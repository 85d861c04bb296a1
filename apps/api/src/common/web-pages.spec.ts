import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { webPages } from './web-pages.js';

const SCRIPT = 'export const goods = 1;\n'.repeat(100);
const PAGE = '<div id="root"></div>\n'.repeat(100);
const BROWSER = 'gzip, deflate, br, zstd';

describe('The files of the SPA', () => {
  let folder: string;
  const app = express();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evosync-pages-'));
    mkdirSync(join(folder, 'assets'));
    for (const [name, words] of [
      ['assets/rooms-1.js', SCRIPT],
      ['index.html', PAGE],
    ] as const) {
      writeFileSync(join(folder, name), words);
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(words));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(words));
    }
    writeFileSync(join(folder, 'assets/small-1.js'), 'export {};');
    app.use(webPages(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ask = (path: string, encodings: string) => request(app).get(path).set('Accept-Encoding', encodings);

  it.each([
    [BROWSER, 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])('are sent as they were packed when they were built, to who asks for %s', async (encodings, coding) => {
    for (const [path, words, type] of [
      ['/assets/rooms-1.js', SCRIPT, /javascript/],
      ['/sync/runs/12', PAGE, /text\/html/],
    ] as const) {
      const answer = await ask(path, encodings);
      expect([path, answer.status, answer.headers['content-encoding']]).toEqual([path, 200, coding]);
      expect(answer.headers['content-type']).toMatch(type);
      expect(answer.headers['vary']).toMatch(/Accept-Encoding/);
      expect(answer.text).toBe(words);
    }
  });

  it('are sent as they are where they were too small to be packed, and keep their names to themselves otherwise', async () => {
    const small = await ask('/assets/small-1.js', BROWSER);
    expect([small.status, small.headers['content-encoding']]).toEqual([200, undefined]);
    expect(small.headers['cache-control']).toContain('immutable');
    expect((await ask('/', BROWSER)).headers['cache-control']).toBe('no-cache');
    expect((await ask('/assets/none.js', BROWSER)).status).toBe(404);
  });
});
