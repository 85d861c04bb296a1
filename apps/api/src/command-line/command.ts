import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../config/settings.js';

/** What a command has at hand. */
export interface Tools {
  settings: Settings;
  /** The product without its server and its workers; started when first asked for. */
  product: () => Promise<INestApplicationContext>;
  /** A line for the operator, or for whatever reads the command's output. */
  say: (line: string) => void;
  /** A line about how the work goes; not part of the output. */
  tell: (line: string) => void;
}

/** Options as they were given; those that take no value are true. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** One thing that an operator can ask for. */
export interface Command {
  /** Two words, as they are typed. */
  name: string;
  summary: string;
  /** Each option with what it stands for; `null`: takes no value. */
  options: Readonly<Record<string, { value: string | null; summary: string; required?: boolean }>>;
  /** Resolves with the exit code. @throws UsageError, Problem */
  run: (tools: Tools, given: Given) => Promise<number>;
}

/** The command was not given what it needs: the operator is shown how it is used. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** The text of an option. @throws UsageError when it is missing */
export function textOf(given: Given, option: string): string {
  const value = given[option];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${option} is missing`);
  return value;
}
