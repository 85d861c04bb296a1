import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../test/support/process.ts';
import { debianTool } from './debian-tool.ts';
import { runProgram } from './run-program.ts';

/**
 * Let's Encrypt's own small certificate authority for tests (pebble), with a name server to which every name leads to
 * this machine; and certbot, told to trust it.
 */
export class CertificateAuthority {
  /** For ACME_SERVER. */
  url = '';
  /** A program `certbot` for scripts. */
  readonly certbot: string;
  private readonly children: ChildProcess[] = [];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.certbot = path.join(folder, 'certbot');
  }

  /** Starts it; names are proven on `httpPort` of this machine. */
  async start(httpPort: number): Promise<void> {
    const pebble = await debianTool('pebble');
    const names = await debianTool('pebble-challtestsrv', 'pebble');
    const [acmePort, managementPort, dnsPort, controlPort] = await Promise.all(Array.from({ length: 4 }, freePort));
    await this.makeCertificate();
    writeFileSync(
      path.join(this.folder, 'pebble.json'),
      JSON.stringify({
        pebble: {
          listenAddress: `127.0.0.1:${acmePort}`,
          managementListenAddress: `127.0.0.1:${managementPort}`,
          certificate: path.join(this.folder, 'authority.pem'),
          privateKey: path.join(this.folder, 'authority.key'),
          httpPort,
          tlsPort: 1,
        },
      }),
    );
    const off = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-defaultIPv6', ''];
    this.run(names.command, [...off, '-dns01', `127.0.0.1:${dnsPort}`, '-management', `127.0.0.1:${controlPort}`]);
    const environment = { ...pebble.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' };
    const config = path.join(this.folder, 'pebble.json');
    this.run(pebble.command, ['-config', config, '-dnsserver', `127.0.0.1:${dnsPort}`], environment);
    this.url = `https://127.0.0.1:${acmePort}/dir`;
    await this.writeCertbot();
    await this.untilItAnswers();
  }

  stop(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }

  private run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
    this.children.push(spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' }));
  }

  private async makeCertificate(): Promise<void> {
    const openssl = await debianTool('openssl');
    const [key, certificate] = ['authority.key', 'authority.pem'].map((name) => path.join(this.folder, name));
    const subject = ['-subj', '/CN=pebble', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', certificate];
    const { code, output } = await runProgram(openssl.command, args as string[], { env: openssl.env });
    if (code !== 0) throw new Error(output);
  }

  /** certbot unpacked is a set of Python modules beside those of the system. */
  private async writeCertbot(): Promise<void> {
    const tool = await debianTool('certbot');
    const modules = path.resolve(path.dirname(tool.command), '../lib/python3/dist-packages');
    const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : path.resolve(tool.command, '../python3');
    const start = 'import sys; from certbot.main import main; sys.exit(main(sys.argv[1:]))';
    const environment = `PYTHONPATH=${modules} REQUESTS_CA_BUNDLE=${this.folder}/authority.pem`;
    writeFileSync(this.certbot, `#!/bin/sh\n${environment} exec ${python} -c '${start}' "$@"\n`);
    chmodSync(this.certbot, 0o755);
  }

  private async untilItAnswers(): Promise<void> {
    const openssl = await debianTool('openssl');
    for (const end = Date.now() + 20_000; ; await delay(100)) {
      const args = ['s_client', '-connect', new URL(this.url).host];
      if ((await runProgram(openssl.command, args, { env: openssl.env })).code === 0) return;
      if (Date.now() > end) throw new Error('The certificate authority does not answer');
    }
  }
}
