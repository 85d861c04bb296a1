import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { inRoot } from '../local/paths.ts';
import { debianTool, type DebianTool } from '../testing/debian-tool.ts';
import { runProgram, type ProgramResult } from '../testing/run-program.ts';

const TOOLS_WITHIN_MS = 300_000;
const folder = inRoot('deploy/observability');

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; legendFormat: string }[];
}

const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const alerts = (parse(read('alerts.yml')) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read('grafana/evosync.json')) as { panels: Panel[] };
const expressions = panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));

/** Names of our figures that an expression looks at, without what a histogram adds to its name. */
const figures = (expr: string): string[] =>
  [...expr.matchAll(/\bevosync_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));

describe('what watches EvoSync', () => {
  let promtool: DebianTool;
  beforeAll(async () => {
    promtool = await debianTool('promtool', 'prometheus');
  }, TOOLS_WITHIN_MS);

  const run = (...args: string[]): Promise<ProgramResult> =>
    runProgram(promtool.command, args, { env: promtool.env, cwd: folder });

  it('rings for what its tests say, and for nothing on a quiet day', async () => {
    expect(await run('check', 'rules', 'alerts.yml')).toMatchObject({ code: 0 });
    const result = await run('test', 'rules', 'alerts.test.yml');
    expect({ code: result.code, output: result.output }).toMatchObject({ code: 0 });
    const tests = read('alerts.test.yml');
    const untried = alerts.map(({ alert }) => alert).filter((name) => !tests.includes(`alertname: ${name}\n`));
    expect(untried).toEqual([]);
  });

  it('is set up as Prometheus wants it', async () => {
    const { code, output } = await run('check', 'config', 'prometheus.yml');
    expect({ code, output }).toMatchObject({ code: 0 });
  });

  it('asks Prometheus nothing that it would not understand', async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'evosync-rules-'));
    const rules = expressions.map((expr, index) => ({ record: `panel:${index}`, expr }));
    writeFileSync(`${scratch}/rules.yml`, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
    const { code, output } = await run('check', 'rules', `${scratch}/rules.yml`);
    rmSync(scratch, { recursive: true });
    expect(expressions.length).toBeGreaterThan(20);
    expect({ code, output }).toMatchObject({ code: 0 });
  });

  it('looks only at figures that there are, and at all of them', () => {
    const sources = globSync('apps/api/src/**/*.ts', {
      cwd: inRoot('.'),
      exclude: (name) => name.endsWith('.spec.ts'),
    });
    const text = sources.map((name) => readFileSync(inRoot(name), 'utf8')).join('\n');
    const there = new Set([...text.matchAll(/'(evosync_[a-z_]+)'/g)].map(([, name = '']) => name));
    const scripts = readFileSync(inRoot('deploy/backup.sh'), 'utf8');
    const looked = new Set([...expressions, ...alerts.map(({ expr }) => expr)].flatMap(figures));
    expect([...looked].filter((name) => !there.has(name) && !scripts.includes(name))).toEqual([]);
    expect([...there].filter((name) => !looked.has(name))).toEqual([]);
  });

  it('says of each alert what it means and what to do', () => {
    const book = readFileSync(inRoot('docs/operations.md'), 'utf8');
    for (const { alert, labels, annotations } of alerts) {
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      const [, chapter = ''] = book.split(new RegExp(`^#### ${alert}$`, 'm'));
      const words = chapter.split(/^#/m)[0] ?? '';
      expect({ alert, meaning: /^\*\*Means\.\*\* \S/m.test(words), deed: /^\*\*Do\.\*\* \S/m.test(words) }).toEqual({
        alert,
        meaning: true,
        deed: true,
      });
    }
  });

  it('has a dashboard on which everything has its place and a word of explanation', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Map<string, string>();
    for (const { title, type, description, gridPos } of panels) {
      if (type !== 'row') expect(description ?? '').not.toBe('');
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect({ title, over: taken.get(`${x} ${y}`) }).toEqual({ title, over: undefined });
          taken.set(`${x} ${y}`, title);
        }
      }
    }
  });

  it('mounts files that there are', () => {
    const { services } = parse(read('compose.yml')) as { services: Record<string, { volumes: string[] }> };
    const mounted = Object.values(services).flatMap(({ volumes }) => volumes.map((one) => one.split(':')[0] ?? ''));
    for (const file of mounted.filter((one) => one.startsWith('./'))) {
      expect({ file, there: existsSync(inRoot(file)) }).toEqual({ file, there: true });
    }
  });
});
