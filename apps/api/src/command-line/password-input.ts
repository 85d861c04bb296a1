import { randomBytes } from 'node:crypto';
import { UsageError, type Given } from './command.js';

/** Options by which a command is given a password: never as an argument, which every process can see. */
export const passwordOptions = {
  'password-stdin': { value: null, summary: 'read the password from the first line of the standard input' },
  'generate-password': { value: null, summary: 'make a password and print it' },
} as const;

/** The password that was given or made; undefined when neither was asked for. @throws UsageError */
export async function passwordOf(given: Given): Promise<{ password: string; isNew: boolean } | undefined> {
  if (given['password-stdin'] && given['generate-password']) {
    throw new UsageError('Either --password-stdin or --generate-password, not both');
  }
  if (given['generate-password']) return { password: randomBytes(15).toString('base64url'), isNew: true };
  if (!given['password-stdin']) return undefined;
  const password = await firstLine();
  if (password === '') throw new UsageError('The standard input holds no password');
  return { password, isNew: false };
}

async function firstLine(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}
