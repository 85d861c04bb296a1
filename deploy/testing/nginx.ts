import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { debianTool, type DebianTool } from './debian-tool.ts';
import { runProgram } from './run-program.ts';

const TYPES = `types { text/html html; text/css css; application/javascript js; image/svg+xml svg; image/png png; }`;

/**
 * A real nginx on folders of its own, as they stand on a Debian machine below /etc/nginx: nothing of an nginx that may
 * be installed here is read or touched.
 */
export class PrivateNginx {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'evosync-nginx-'));
  readonly etc = path.join(this.folder, 'etc/nginx');
  readonly logs = path.join(this.folder, 'log');
  /** A program `nginx` for scripts: the real one, told to keep to this folder. */
  readonly program = path.join(this.folder, 'bin/nginx');
  private child: ChildProcess | null = null;

  static async create(): Promise<PrivateNginx> {
    return new PrivateNginx(await debianTool('nginx'));
  }

  private constructor(tool: DebianTool) {
    for (const name of ['etc/nginx/sites-available', 'etc/nginx/sites-enabled', 'log', 'tmp', 'bin']) {
      mkdirSync(path.join(this.folder, name), { recursive: true });
    }
    writeFileSync(path.join(this.etc, 'mime.types'), TYPES);
    this.configure(`include ${this.etc}/mime.types;\ninclude ${this.etc}/sites-enabled/*;`);
    const library = tool.env['LD_LIBRARY_PATH'] ?? '';
    const kept = `-e ${this.logs}/error.log -p ${this.folder}`;
    writeFileSync(this.program, `#!/bin/sh\nLD_LIBRARY_PATH=${library} exec ${tool.command} ${kept} "$@"\n`);
    chmodSync(this.program, 0o755);
  }

  /** Writes nginx.conf with these words in its http block. */
  configure(http: string): void {
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const temporary = paths.map((name) => `${name}_temp_path ${this.folder}/tmp/${name};`).join('\n');
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    this.write(
      'nginx.conf',
      `${user}worker_processes 1;\npid ${this.folder}/nginx.pid;\nerror_log ${this.logs}/error.log warn;\n` +
        `events { worker_connections 256; }\nhttp {\naccess_log ${this.logs}/access.log;\n${temporary}\n${http}\n}\n`,
    );
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.etc, name), text);
  }

  /** What `nginx -t` says to the configuration; empty when it is content. */
  async complaints(): Promise<string> {
    const { code, output } = await runProgram(this.program, ['-t', '-q', '-c', `${this.etc}/nginx.conf`]);
    return code === 0 ? output.trim() : output.trim() || `exit code ${code}`;
  }

  /** Starts it and waits until it listens on the port. */
  async start(port: number): Promise<void> {
    const args = ['-c', `${this.etc}/nginx.conf`, '-g', 'daemon off;'];
    const child = spawn(this.program, args, { stdio: 'ignore' });
    this.child = child;
    while (!(await listens(port))) {
      if (child.exitCode !== null) throw new Error(`nginx did not start:\n${this.errors()}`);
      await delay(50);
    }
  }

  async reload(): Promise<void> {
    await runProgram(this.program, ['-s', 'reload', '-c', `${this.etc}/nginx.conf`]);
  }

  errors(): string {
    return readFileSync(path.join(this.logs, 'error.log'), 'utf8');
  }

  /** Lets requests finish and ends; the time it took in milliseconds. */
  async stop(): Promise<number> {
    const started = Date.now();
    if (this.child && this.child.exitCode === null) {
      const exit = once(this.child, 'exit');
      this.child.kill('SIGQUIT');
      await exit;
    }
    return Date.now() - started;
  }

  async remove(): Promise<void> {
    this.child?.kill('SIGKILL');
    await delay(100);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A certificate for the names, signed by itself, as certbot would put it below `live/`. */
export async function selfSigned(folder: string, ...domains: string[]): Promise<void> {
  const openssl = await debianTool('openssl');
  for (const domain of domains) {
    const live = path.join(folder, 'live', domain);
    mkdirSync(live, { recursive: true });
    const key = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      `${live}/privkey.pem`,
    ];
    const subject = ['-subj', '/CN=evosync test', '-addext', `subjectAltName=DNS:${domain}`, '-days', '2'];
    const args = ['req', '-x509', ...key, ...subject, '-out', `${live}/fullchain.pem`];
    const { code, output } = await runProgram(openssl.command, args, { env: openssl.env });
    if (code !== 0) throw new Error(output);
  }
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
