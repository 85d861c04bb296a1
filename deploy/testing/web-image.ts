import { readFileSync } from 'node:fs';
import { inRoot } from '../local/paths.ts';
import { readDockerfile } from './dockerfile.ts';
import type { PrivateNginx } from './nginx.ts';

/**
 * Gives a private nginx the configuration of the image `web`: the template filled in with the image's ENV and `env`,
 * as the image does at its start, and the image's paths and port replaced by those of this machine.
 */
export function configureWeb(
  nginx: PrivateNginx,
  env: Record<string, string>,
  { port, pages }: { port: number; pages: string },
): void {
  const image = readDockerfile('Dockerfile.web').at(-1)?.env ?? {};
  const read = (name: string): string => readFileSync(inRoot('deploy/nginx/web', name), 'utf8');
  const here = (text: string): string =>
    text
      .replaceAll('/tmp/', `${nginx.folder}/tmp/`)
      .replaceAll('/etc/nginx/', `${nginx.etc}/`)
      .replaceAll('/usr/share/nginx/html', pages)
      .replaceAll('/dev/stdout', `${nginx.logs}/access.log`)
      .replaceAll('/dev/stderr', `${nginx.logs}/error.log`)
      .replaceAll('listen 8080', `listen 127.0.0.1:${port}`);
  const filled = Object.entries({ ...image, ...env }).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, value),
    read('site.conf.template'),
  );
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  nginx.write('nginx.conf', user + here(read('nginx.conf')));
  nginx.write('proxy.conf', here(read('proxy.conf')));
  nginx.write('headers.conf', read('headers.conf'));
  nginx.write('packed.conf', here(read('packed.conf')));
  nginx.write('../../tmp/site.conf', here(filled));
}
