import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEngines } from './find-engines.ts';
import { whatToInstall } from './provide-engines.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'evosync-find-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, says = ''): void {
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'bin', name), `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path.join(folder, 'bin', name), 0o755);
}

const find = () => findEngines([path.join(folder, 'bin')], path.join(folder, 'links'));

describe('findEngines', () => {
  it('tells what is missing, and the person how to get it', () => {
    const found = find();
    expect(found).toEqual({ missing: ['MariaDB (mariadbd and mariadb-install-db)', 'Redis (redis-server)'] });
    if (!('missing' in found)) throw new Error('engines found in an empty folder');
    expect(whatToInstall(found)).toContain('apt-get install mariadb-server-core mariadb-client-core redis-tools');
  });

  it('finds Redis by its other name and links it', () => {
    program('mariadbd', 'mariadbd  Ver 11.4.2-MariaDB');
    program('mariadb-install-db');
    program('redis-check-rdb', 'Redis server v=7.0.15 sha=0');
    const found = find();
    expect(found).toMatchObject({ redis: { server: path.join(folder, 'links/redis-server'), env: {} } });
    expect(realpathSync(path.join(folder, 'links/redis-server'))).toBe(path.join(folder, 'bin/redis-check-rdb'));
  });

  it('refuses versions that are too old', () => {
    program('mariadbd', 'mariadbd  Ver 10.3.39-MariaDB');
    program('mariadb-install-db');
    program('redis-server', 'Redis server v=5.0.7 sha=0');
    const bin = path.join(folder, 'bin');
    expect(find()).toEqual({
      missing: [`MariaDB 10.5 or newer (${bin}/mariadbd is 10.3)`, `Redis 6.2 or newer (${bin}/redis-server is 5.0)`],
    });
  });
});
