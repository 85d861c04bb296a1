import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { Problem } from '../common/problem.js';
import { say } from '../common/words.js';
import { readSettings } from '../config/read-settings.js';
import type { Settings } from '../config/settings.js';
import { UsageError, type Command, type Given } from './command.js';
import { commands } from './commands.js';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * Does what the arguments ask for; answers the exit code: 0 done, 1 failed, 2 not understood. What is asked for goes to
 * the standard output, everything else to the standard error.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name === args.slice(0, 2).join(' '));
  if (!command) return help(args);
  let opened: INestApplicationContext | null = null;
  try {
    const given = optionsOf(command, args.slice(2));
    if (given.help) {
      out(usageOf(command));
      return DONE;
    }
    const settings = readSettings();
    const product = async () => (opened ??= await openProduct(settings));
    return await command.run({ settings, product, say: out, tell: err }, given);
  } catch (error) {
    return refuse(error, command);
  } finally {
    await (opened as INestApplicationContext | null)?.close();
  }
}

/** The product as it is, without a server and without workers; its log is kept to what is fatal. */
async function openProduct(settings: Settings): Promise<INestApplicationContext> {
  const { AppModule } = await import('../app.module.js');
  const quiet: Settings = { ...settings, appRole: 'api', logLevels: { all: 'fatal', modules: {} } };
  return NestFactory.createApplicationContext(AppModule.with(quiet), { logger: false, abortOnError: false });
}

function optionsOf(command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } }, strict: true });
    const given = values as Given;
    const missing = Object.keys(command.options).filter((name) => command.options[name]?.required && !given[name]);
    if (missing.length > 0 && !given.help)
      throw new UsageError(missing.map((name) => `--${name} is missing`).join('\n'));
    return given;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function refuse(error: unknown, command: Command): number {
  if (error instanceof UsageError) {
    err(`${error.message}\n\n${usageOf(command)}`);
    return MISUSED;
  }
  if (error instanceof Problem) {
    err(say(error.words, 'en'));
    for (const { field, message } of error.errors ?? []) err(`  ${field}: ${say(message, 'en')}`);
    return FAILED;
  }
  err(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  return FAILED;
}

function help(args: readonly string[]): number {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  const text = `EvoSync for operators:\n${lines.join('\n')}\n\nAdd --help to a command to see its options.`;
  const asked = args.length === 0 || args[0] === 'help' || args.includes('--help');
  if (asked) out(text);
  else err(`There is no command "${args.slice(0, 2).join(' ')}".\n\n${text}`);
  return asked ? DONE : MISUSED;
}

function usageOf({ name, summary, options }: Command): string {
  const lines = Object.entries(options).map(([option, { value, summary: about, required }]) => {
    const shown = value === null ? `--${option}` : `--${option} ${value}`;
    return `  ${shown.padEnd(28)}  ${about}${required ? ' (needed)' : ''}`;
  });
  return [`${name}: ${summary}`, ...lines].join('\n');
}

function out(line: string): void {
  process.stdout.write(`${line}\n`);
}

function err(line: string): void {
  process.stderr.write(`${line}\n`);
}
