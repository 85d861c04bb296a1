import { print } from './print.ts';
import { runCommand, type Session } from './session.ts';

interface Command {
  load: () => Promise<(session: Session, args: string[]) => Promise<number>>;
  /** A command that serves until it is stopped ends well when it is stopped. */
  stopIsSuccess: (args: string[]) => boolean;
}

const serves = (): boolean => true;
const works = (): boolean => false;

const commands: Record<string, Command> = {
  demo: {
    load: async () => (await import('./commands/demo.ts')).demo,
    stopIsSuccess: (args) => !args.includes('--once'),
  },
  local: { load: async () => (await import('./commands/local.ts')).local, stopIsSuccess: serves },
  dev: { load: async () => (await import('./commands/dev.ts')).dev, stopIsSuccess: serves },
  test: { load: async () => (await import('./commands/test.ts')).test, stopIsSuccess: works },
  check: { load: async () => (await import('./commands/check.ts')).check, stopIsSuccess: works },
  gen: { load: async () => (await import('./commands/gen.ts')).gen, stopIsSuccess: works },
  screenshots: { load: async () => (await import('./commands/screenshots.ts')).screenshots, stopIsSuccess: works },
  lighthouse: { load: async () => (await import('./commands/lighthouse.ts')).lighthouse, stopIsSuccess: works },
  bench: { load: async () => (await import('./commands/bench.ts')).bench, stopIsSuccess: works },
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  const run = await command.load();
  const exitCode = await runCommand((session) => run(session, args), { stopIsSuccess: command.stopIsSuccess(args) });
  process.exit(exitCode);
} else {
  print(`Unknown command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
