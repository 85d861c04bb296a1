import { levels } from 'pino';
import type { LogLevel, LogLevels } from '../config/rules.js';

const NOTHING = Infinity;

/** Lets lines through by the level of the module that writes them. Lines name a class; modules tell which are theirs. */
export class LogGate {
  private readonly moduleOf = new Map<string, string>();

  constructor(private readonly wanted: LogLevels) {}

  /** The lowest level that any module asks for: below it nothing is written at all. */
  get lowest(): LogLevel {
    const all = [this.wanted.all, ...Object.values(this.wanted.modules)];
    return all.reduce((low, level) => (valueOf(level) < valueOf(low) ? level : low));
  }

  /** From now on lines of this class count as the module's: `StepRunner` as `pipeline`. */
  learn(className: string, module: string): void {
    this.moduleOf.set(className, module);
  }

  /** Whether a line of this level (pino's number) passes that `context` wrote: a class, or nobody in particular. */
  passes(context: unknown, level: number): boolean {
    const module = typeof context === 'string' ? (this.moduleOf.get(context) ?? context) : '';
    return level >= valueOf(this.wanted.modules[module] ?? this.wanted.all);
  }
}

function valueOf(level: LogLevel): number {
  return levels.values[level] ?? NOTHING;
}
