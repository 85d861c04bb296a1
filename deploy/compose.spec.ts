import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from './local/paths.ts';
import { readDockerfile } from './testing/dockerfile.ts';

const FILE = 'docker-compose.yml';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target: string };
  command?: string[];
  container_name?: string;
  depends_on?: Record<string, { condition: string }>;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
  environment?: Record<string, string>;
  env_file?: string[];
  healthcheck?: { test: string[] };
  logging?: { options: Record<string, string> };
  networks?: string[];
  ports?: string[];
  profiles?: string[];
  read_only?: boolean;
  restart?: string;
  stop_grace_period?: string;
  volumes?: string[];
}

/** As the linter gives them; its own types cannot be resolved. */
interface Complaints {
  messages: { rule: string; message: string }[];
}

interface Composition {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

const text = readFileSync(inRoot(FILE), 'utf8');
const composition = parse(text, { merge: true }) as Composition;
const services = Object.entries(composition.services);
const ours = services.filter(([, { build }]) => build);
const service = (name: string): Service => composition.services[name] ?? {};
const settingsSheet = readFileSync(inRoot('apps/api/src/config/settings.ts'), 'utf8');

/** Host paths and variables of one part; `${NAME}`, `${NAME:-default}`, `${NAME:?reason}`. */
const variables = [...text.matchAll(/\$\{([A-Z_]+)(:[-?])?/g)].map(([, name = '', kind = '']) => ({ name, kind }));

describe(FILE, () => {
  it('fits the published schema, and a linter has nothing to say beyond the order of things', () => {
    // The schema's check cannot be switched off; of the rules, those about the alphabet are, and two more: an image
    // beside a build is the image's name, and the interface of a port is there, in a variable (see below).
    const rules = {
      'service-keys-order': 0,
      'services-alphabetical-order': 0,
      'service-dependencies-alphabetical-order': 0,
      'top-level-properties-order': 0,
      'no-build-and-image': 0,
      'no-unbound-port-interfaces': 0,
    } as const;
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const complaints = linter.lintFiles([inRoot(FILE)], false);
    expect(complaints.flatMap(({ messages }: Complaints) => messages)).toEqual([]);
  });

  it('is refused by the schema when something is wrong with it', () => {
    const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
    const spoilt = inRoot('deploy/testing/spoilt-compose.yml');
    const [complaint] = linter.lintFiles([spoilt], false);
    expect((complaint as Complaints | undefined)?.messages.map(({ rule }) => rule)).toContain('invalid-schema');
  });

  it('has the services of the design', () => {
    const plain = services.filter(([, { profiles }]) => !profiles).map(([name]) => name);
    expect(plain.sort()).toEqual(['api', 'db', 'monitor', 'redis', 'web', 'worker']);
    expect(service('sandbox').profiles).toEqual(['sandbox']);
    expect(service('db').image).toBe('mariadb:11.4');
    expect(service('redis').image).toBe('redis:7-alpine');
    expect(service('redis').command?.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
    expect(service('web').ports?.[0]).toMatch(/:8080:8080$/);
    expect(service('monitor').ports?.[0]).toMatch(/:5555:5555$/);
  });

  it('builds what the Dockerfiles hold', () => {
    for (const [, { build }] of ours) {
      expect(build?.context).toBe('.');
      expect(readDockerfile(build?.dockerfile ?? '').map(({ name }) => name)).toContain(build?.target);
    }
    for (const role of ['api', 'worker', 'monitor']) {
      expect(service(role).build).toEqual({ context: '.', dockerfile: 'Dockerfile.api', target: 'api' });
      expect(service(role).environment?.['APP_ROLE']).toBe(role);
    }
    const names = ours.map(([, { image }]) => image);
    expect(new Set(names).size).toBe(names.length);
  });

  it('starts in order of health', () => {
    for (const [name, one] of services) {
      for (const [needed, { condition }] of Object.entries(one.depends_on ?? {})) {
        expect({ name, needed, condition }).toEqual({ name, needed, condition: 'service_healthy' });
        expect(isWatched(needed)).toBe(true);
      }
    }
    expect(Object.keys(service('web').depends_on ?? {})).toEqual(['api']);
    for (const name of ['api', 'worker']) {
      expect(Object.keys(service(name).depends_on ?? {}).sort()).toEqual(['db', 'redis']);
    }
    expect(services.filter(([name]) => !isWatched(name))).toEqual([]);
  });

  it('knows every volume and network it uses, and uses all it has', () => {
    const volumes = services.flatMap(([, one]) => (one.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''));
    expect(new Set(volumes)).toEqual(new Set(Object.keys(composition.volumes)));
    const networks = services.flatMap(([, one]) => one.networks ?? []);
    expect(new Set(networks)).toEqual(new Set(Object.keys(composition.networks)));
    expect(service('api').volumes).toEqual(['data:/data']);
    expect(service('worker').volumes).toEqual(['data:/data']);
    expect(service('api').environment?.['PHOTO_DIR']).toBe('/data/photos');
  });

  it('shows the engines to nobody outside', () => {
    expect(composition.networks['back']).toEqual({ internal: true });
    for (const name of ['db', 'redis']) {
      expect(service(name).ports).toBeUndefined();
      expect(service(name).networks).toEqual(['back']);
    }
    const ports = services.flatMap(([, one]) => one.ports ?? []);
    for (const port of ports) expect(port).toMatch(/^\$\{BIND_ADDRESS:-127\.0\.0\.1\}:\d+:\d+$/);
  });

  it('may have any number of workers', () => {
    expect(service('worker').ports).toBeUndefined();
    for (const [, one] of services) expect(one.container_name).toBeUndefined();
  });

  it('lets nothing grow without bound, and starts again what ends', () => {
    for (const [name, one] of services) {
      const { cpus, memory } = one.deploy?.resources.limits ?? { cpus: '', memory: '' };
      expect({ name, fits: Number(cpus) > 0 && /^\d+M$/.test(memory) }).toEqual({ name, fits: true });
      expect(one.restart).toBe('unless-stopped');
      expect(one.logging?.options).toMatchObject({ 'max-size': '20m', 'max-file': '5' });
      expect(one.stop_grace_period).toBeDefined();
    }
    for (const [, one] of ours) expect(one.read_only).toBe(true);
  });

  it('holds no secret, and asks for those it cannot do without', () => {
    const asked = new Set(variables.filter(({ kind }) => kind === ':?').map(({ name }) => name));
    expect([...asked].sort()).toEqual(['DB_PASSWORD', 'DB_ROOT_PASSWORD', 'QUEUE_MONITOR_PASSWORD', 'SECRET_KEY']);
    for (const [name, one] of services) {
      for (const [key, value] of Object.entries(one.environment ?? {})) {
        if (!/PASSWORD|SECRET|KEY|TOKEN/.test(key) || key.startsWith('SANDBOX_')) continue;
        expect({ name, key, value }).toEqual({ name, key, value: expect.stringMatching(/^(\$\{[A-Z_]+:\?[^}]+\})?$/) });
      }
    }
    for (const role of ['api', 'worker', 'monitor']) expect(service(role).env_file).toEqual(['.env']);
  });

  it('asks for nothing that .env.example does not name, and sets nothing the program does not know', () => {
    const example = readFileSync(inRoot('.env.example'), 'utf8');
    const named = new Set([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    for (const { name } of variables) expect({ name, named: named.has(name) }).toEqual({ name, named: true });
    const known = (name: string): boolean => settingsSheet.includes(`'${name}`) || name === 'NODE_ENV';
    const set = Object.keys(service('api').environment ?? {}).filter((name) => !known(name));
    expect(set.filter((name) => !['PHOTO_DIR', 'DB_ROOT_PASSWORD', 'BACKUP_KEY'].includes(name))).toEqual([]);
  });
});

/** True when the engine can tell that the service is well: by its own check, or by that of its image. */
function isWatched(name: string): boolean {
  const { build, healthcheck } = service(name);
  if (healthcheck) return healthcheck.test.length > 1;
  const stage = readDockerfile(build?.dockerfile ?? '').find((one) => one.name === build?.target);
  return stage?.healthcheck !== null && stage?.healthcheck !== undefined;
}
