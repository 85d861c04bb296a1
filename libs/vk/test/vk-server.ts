import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import type { VkPace } from '../src/pace.js';

export interface ServedCall {
  method: string;
  params: Record<string, unknown>;
}

export interface ServedRequest {
  method: string;
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** Calls of an `execute`, or the one call itself. */
  calls: ServedCall[];
  at: number;
}

/** What a call answers when it is refused. */
export class Refusal {
  readonly code: number;
  readonly text: string;

  constructor(code: number, text = 'some text') {
    this.code = code;
    this.text = text;
  }
}

/** What a whole request meets instead of, or after, being served. */
export type Fault =
  | { kind: 'cut'; after?: boolean }
  | { kind: 'body'; status?: number; body: string; after?: boolean }
  | { kind: 'hang' }
  | { kind: 'error'; code: number; text?: string; more?: Record<string, unknown> };

/** A small VK for the specs: answers each call as told, runs `execute` scripts, and fails as told. */
export class VkServer {
  readonly requests: ServedRequest[] = [];
  /** Calls that were carried out. */
  readonly done: ServedCall[] = [];
  readonly uploads: { headers: IncomingHttpHeaders; body: string }[] = [];
  answer: (call: ServedCall) => unknown = () => 1;
  fault: (request: ServedRequest, number: number) => Fault | undefined = () => undefined;
  uploadAnswer: (number: number) => { status?: number; body: string } = () => ({ body: '{}' });
  #server: Server | undefined;

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  get baseUrl(): string {
    return `${this.origin}/method`;
  }

  /** How many calls each request held. */
  get sizes(): number[] {
    return this.requests.map((request) => request.calls.length);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (incoming.url?.startsWith('/upload')) {
      this.uploads.push({ headers: incoming.headers, body: body.toString('latin1') });
      const { status = 200, body: text } = this.uploadAnswer(this.uploads.length);
      response.writeHead(status, { 'content-type': 'text/html' }).end(text);
      return;
    }
    const method = incoming.url?.replace('/method/', '') ?? '';
    const params = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const calls = method === 'execute' ? callsOf(params.code ?? '') : [{ method, params }];
    const request = { method, params, headers: incoming.headers, calls, at: performance.now() };
    this.requests.push(request);
    const fault = this.fault(request, this.requests.length);
    if (fault?.kind === 'error') {
      const error = { error_code: fault.code, error_msg: fault.text ?? 'refused', ...fault.more };
      response.end(JSON.stringify({ error }));
      return;
    }
    const answer = !fault || ('after' in fault && fault.after) ? this.#carryOut(method, calls) : null;
    if (!fault) response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    else if (fault.kind === 'cut') incoming.socket.destroy();
    else if (fault.kind === 'body') response.writeHead(fault.status ?? 200).end(fault.body);
  }

  #carryOut(method: string, calls: readonly ServedCall[]): unknown {
    const errors: unknown[] = [];
    const values = calls.map((call) => {
      const value = this.answer(call);
      if (!(value instanceof Refusal)) {
        this.done.push(call);
        return value;
      }
      errors.push({ method: call.method, error_code: value.code, error_msg: value.text });
      return false;
    });
    if (method === 'execute') return { response: values, ...(errors.length > 0 ? { execute_errors: errors } : {}) };
    return errors.length > 0 ? { error: errors[0] } : { response: values[0] };
  }
}

function callsOf(code: string): ServedCall[] {
  const calls: ServedCall[] = [];
  const section = (name: string): unknown =>
    new Proxy(
      {},
      {
        get: (_, method) => (params: Record<string, unknown>) =>
          calls.push({ method: `${name}.${String(method)}`, params }),
      },
    );
  runInNewContext(`(function () {${code}})()`, { API: { market: section('market'), users: section('users') } });
  return calls;
}

/** A pace that never waits, and remembers penalties. */
export function freePace(): VkPace & { penalties: number[]; passes: number; finished: number } {
  const pace = {
    penalties: [] as number[],
    passes: 0,
    finished: 0,
    acquire: (signal?: AbortSignal) => {
      if (signal?.aborted) return Promise.reject(new DOMException('aborted', 'AbortError'));
      pace.passes += 1;
      return Promise.resolve({ done: () => void (pace.finished += 1) });
    },
    penalize: (ms: number) => void pace.penalties.push(ms),
  };
  return pace;
}
