import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderLockedError, lockFolder } from './folder-lock.ts';
import { identify } from './identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evosync-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { what: 'The data folder', waitMs: 0 };
const lockFile = () => path.join(folder, 'runner.lock');

describe('lockFolder', () => {
  it('names the living holder after the wait', async () => {
    const release = await lockFolder(folder, options);
    const second = lockFolder(folder, { ...options, waitMs: 150 });
    await expect(second).rejects.toThrow(FolderLockedError);
    await expect(lockFolder(folder, options)).rejects.toThrow(`pid ${process.pid}`);
    release();
    (await lockFolder(folder, options))();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('is given as soon as the holder lets go', async () => {
    const release = await lockFolder(folder, options);
    setTimeout(release, 100);
    (await lockFolder(folder, { ...options, waitMs: 5000 }))();
  });

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync('true');
    writeFileSync(lockFile(), JSON.stringify({ pid, startedAt: '1' }));
    (await lockFolder(folder, options))();
  });

  it('is taken over when another process got the pid of the holder', async () => {
    writeFileSync(lockFile(), JSON.stringify({ ...identify(process.pid), startedAt: '1' }));
    (await lockFolder(folder, options))();
  });

  it('is taken over when the file was cut off', async () => {
    writeFileSync(lockFile(), '{"pid":');
    (await lockFolder(folder, options))();
  });

  it('goes to exactly one of many who find it stale', async () => {
    writeFileSync(lockFile(), '');
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, options)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
