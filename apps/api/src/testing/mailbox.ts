import { simpleParser } from 'mailparser';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A letter as it arrived, with what a reader would do with it. */
export interface CaughtLetter {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Header lines by lower-case name, as they were written. */
  headers: Record<string, string>;
  /** Every address in the text and behind the buttons, each once. */
  links: string[];
  /** The `token` of the first link that has one. */
  token: string | null;
}

export interface Mailbox {
  /** `smtp://127.0.0.1:port` */
  url: string;
  /** All letters taken so far, or those to one address, oldest first. */
  letters(to?: string): CaughtLetter[];
  /** The newest letter to this address (whose subject or text matches), as soon as there is one; fails after 15 s. */
  waitFor(to: string, wanted?: RegExp): Promise<CaughtLetter>;
  /** Forgets the letters taken so far, so that the next `waitFor` waits for a new one. */
  forget(): void;
  /** From now on answers letters to this address with a code such as 451 or 550, so many times. */
  refuse(to: string, code: number, times?: number): void;
  /** Cuts the connection of the next letters instead of taking them. */
  drop(times: number): void;
  /** How many letters were refused or dropped. */
  refusals(): number;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

/** A real SMTP server on a free port that takes letters for any address and keeps them. */
export async function startMailbox(): Promise<Mailbox> {
  const caught: CaughtLetter[] = [];
  const orders = new Map<string, { code: number; times: number }>();
  const sockets = new Map<number, Socket>();
  const waiting = new Set<() => void>();
  let drops = 0;
  let refused = 0;

  const refusalFor = (address: string): Error | null => {
    const order = orders.get(address.toLowerCase());
    if (!order || order.times <= 0) return null;
    order.times -= 1;
    refused += 1;
    return Object.assign(new Error('Not now, or not ever'), { responseCode: order.code });
  };

  const take = async (stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    if (drops > 0) {
      drops -= 1;
      refused += 1;
      sockets.get(session.remotePort)?.destroy();
      return;
    }
    for (const { address } of session.envelope.rcptTo) caught.push(await read(Buffer.concat(chunks), address));
    waiting.forEach((look) => look());
  };

  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    onRcptTo: ({ address }, _session, done) => done(refusalFor(address)),
    onData: (stream, session, done) => {
      take(stream, session).then(() => done(), done);
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  const letters = (to?: string) => caught.filter((letter) => !to || letter.to === to.toLowerCase());

  const waitFor = (to: string, wanted = /(?:)/): Promise<CaughtLetter> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        waiting.delete(look);
        clearTimeout(timer);
      };
      const look = (): void => {
        const found = letters(to).findLast(({ subject, text }) => wanted.test(`${subject}\n${text}`));
        if (!found) return;
        finish();
        resolve(found);
      };
      const timer = setTimeout(() => {
        finish();
        const arrived = caught.map((letter) => `${letter.to}: ${letter.subject}`).join('; ') || 'nothing';
        reject(new Error(`No letter to ${to} like ${String(wanted)}; arrived: ${arrived}`));
      }, PATIENCE_MS);
      waiting.add(look);
      look();
    });

  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    waitFor,
    forget: () => void caught.splice(0),
    refuse: (to, code, times = Infinity) => void orders.set(to.toLowerCase(), { code, times }),
    drop: (times) => void (drops = times),
    refusals: () => refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

async function read(raw: Buffer, to: string): Promise<CaughtLetter> {
  const mail = await simpleParser(raw, { skipTextToHtml: true });
  const text = mail.text ?? '';
  const html = mail.html || '';
  const links = [
    ...[...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')),
    ...(text.match(/https?:\/\/[^\s<>]+/g) ?? []),
  ];
  const tokens = links.map((link) => /[?&]token=([^&#]+)/.exec(link)?.[1]);
  const token = tokens.find((one) => one !== undefined);
  return {
    to: to.toLowerCase(),
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text,
    html,
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line])),
    links: [...new Set(links)],
    token: token === undefined ? null : decodeURIComponent(token),
  };
}
