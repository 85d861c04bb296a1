import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sizeOf } from './testing/container.ts';
import { ImageBuild, type BuiltStage } from './testing/build-image.ts';
import { readDockerfile } from './testing/dockerfile.ts';

const BUILD_LIMIT_MS = 600_000;

describe('the image of Dockerfile.web, built step by step in bare folders', () => {
  const build = new ImageBuild(readDockerfile('Dockerfile.web'));
  let web: BuiltStage;
  let pages: string;
  beforeAll(async () => {
    web = await build.build('web');
    pages = path.join(web.folder, 'usr/share/nginx/html');
  }, BUILD_LIMIT_MS);
  afterAll(() => build.remove());

  it('holds the SPA, compressed beforehand, and nothing it was built from', () => {
    const scripts = globSync('assets/*.js', { cwd: pages });
    expect(scripts.length).toBeGreaterThan(5);
    for (const name of scripts) {
      const plain = readFileSync(path.join(pages, name));
      if (plain.length < 2048) continue;
      expect(gunzipSync(readFileSync(path.join(pages, `${name}.gz`))).equals(plain)).toBe(true);
      expect(brotliDecompressSync(readFileSync(path.join(pages, `${name}.br`))).equals(plain)).toBe(true);
    }
    const page = readFileSync(path.join(pages, 'index.html'), 'utf8');
    for (const [, asked = ''] of page.matchAll(/(?:src|href)="\/([^"]+)"/g)) {
      expect({ asked, there: existsSync(path.join(pages, asked)) }).toEqual({ asked, there: true });
    }
    expect(globSync('**/{node_modules,*.tsx,*.map}', { cwd: web.folder })).toEqual([]);
    expect(sizeOf(web.folder)).toBeLessThan(15 * 1024 * 1024);
  });

  it('holds what nginx is told', () => {
    for (const name of ['nginx.conf', 'proxy.conf', 'headers.conf', 'packed.conf', 'templates/site.conf.template']) {
      expect({ name, there: existsSync(path.join(web.folder, 'etc/nginx', name)) }).toEqual({ name, there: true });
    }
  });
});
