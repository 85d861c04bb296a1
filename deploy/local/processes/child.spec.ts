import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../testing/runner.ts';
import { describeExit, startChild } from './child.ts';
import { identify } from './identity.ts';

const node = (name: string, code: string) => ({
  name,
  command: process.execPath,
  args: ['-e', code],
  output: 'prefixed' as const,
});

describe('a child', () => {
  it('that ignores the request to stop is ended by force', async () => {
    const stubborn = await startChild(
      node('stubborn', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('deaf')`),
    );
    await until(
      () => (stubborn.tail().includes('deaf') ? true : null),
      () => stubborn.tail(),
    );
    await stubborn.stop(200);
    expect(describeExit(await stubborn.exited)).toBe('signal SIGKILL');
    expect(identify(stubborn.pid)).toBeNull();
  });

  it('takes what it started with it', async () => {
    const parent = await startChild(
      node('parent', `console.log(require('child_process').spawn('sleep', ['60']).pid); setInterval(() => {}, 1000)`),
    );
    const grandchild = Number(
      await until(
        () => parent.tail() || null,
        () => parent.tail(),
      ),
    );
    await parent.stop(5000);
    await until(
      () => (identify(grandchild) === null ? true : null),
      () => `pid ${grandchild} is alive`,
    );
  });

  it('that cannot be started is named', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'evosync-child-'));
    const spec = { ...node('Ghost', ''), cwd: path.join(folder, 'nowhere') };
    await expect(startChild(spec)).rejects.toThrow('Ghost could not be started');
    rmSync(folder, { recursive: true });
  });

  it('keeps its last words in its log file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'evosync-child-'));
    const spec = {
      ...node('talker', `for (let i = 1; i < 40; i++) console.log('line ' + i)`),
      output: { file: `${folder}/a/log` },
    };
    const talker = await startChild(spec);
    await talker.exited;
    expect(talker.tail().split('\n')).toEqual(Array.from({ length: 15 }, (_, i) => `line ${i + 25}`));
    rmSync(folder, { recursive: true });
  });
});
