import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import net from 'node:net';
import { findFreePort } from './processes/ports.ts';
import { requireFreePort, serve, type WebProgram } from './serve.ts';
import { Session } from './session.ts';

let session: Session;
beforeEach(() => {
  session = new Session();
});
afterEach(() => session.close());

function program(code: string, port: number): WebProgram {
  return {
    name: 'Stand-in',
    command: process.execPath,
    args: ['-e', code],
    output: 'prefixed',
    readyUrl: `http://127.0.0.1:${port}/health`,
    readyWithinMs: 10_000,
  };
}

const server = (port: number, status: number) =>
  `require('http').createServer((_, r) => { r.statusCode = ${status}; r.end('maria is down') }).listen(${port}, '127.0.0.1')`;

describe('requireFreePort', () => {
  it.each(['127.0.0.1', '::'])('says which setting to change when the port is taken on %s', async (host) => {
    const taken = net.createServer();
    const port = await findFreePort();
    await new Promise<void>((resolve) => taken.listen(port, host, resolve));
    const message = `Port ${port} is taken by another program. Stop it, or choose a free port: PORT=${port + 1} npm run local`;
    await expect(requireFreePort(port, 'PORT', 'local')).rejects.toThrow(message);
    await new Promise((resolve) => taken.close(resolve));
    await expect(requireFreePort(port, 'PORT', 'local')).resolves.toBeUndefined();
  });
});

describe('serve', () => {
  it('waits until the program answers, and stops it at the end', async () => {
    const port = await findFreePort();
    await serve(program(`setTimeout(() => { ${server(port, 200)} }, 300)`, port), session);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    await session.close();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });

  it('fails at once with the last lines when the program dies before it serves', async () => {
    const port = await findFreePort();
    const dies = program(`console.error('DATABASE_URL: expected something else'); process.exit(3)`, port);
    await expect(serve(dies, session)).rejects.toThrow(/Stand-in stopped by itself \(exit code 3\)/);
  });

  it('says what the program answered when it never became healthy', async () => {
    const port = await findFreePort();
    const sick = { ...program(server(port, 503), port), readyWithinMs: 1500 };
    await expect(serve(sick, session)).rejects.toThrow(/did not serve within 1.5 s.*answers 503 maria is down/s);
  });

  it('ends the session when the program exits later by itself', async () => {
    const port = await findFreePort();
    await serve(program(`${server(port, 200)}; setTimeout(() => process.exit(0), 600)`, port), session);
    await expect(session.untilEnded()).rejects.toThrow(/Stand-in stopped by itself \(exit code 0\)/);
  });
});
