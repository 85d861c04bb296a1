/** A runner of nothing but engines, for specs that kill it: prints where they are, then waits. */
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { runCommand } from '../session.ts';

const [folder = ''] = process.argv.slice(2);
const exitCode = await runCommand(
  async (session) => {
    await takeDataFolder(folder, session);
    const engines = await startEngines(folder, { throwaway: true }, session);
    process.stdout.write(`${JSON.stringify(engines)}\n`);
    return session.untilEnded();
  },
  { stopIsSuccess: true },
);
process.exit(exitCode);
