import 'reflect-metadata';
import './heap.js';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSettings, SettingsError, type Settings } from './config/settings.js';
import { startTracing } from './tracing.js';

/** Settings of `.env` in the working folder or at the root of the repository; the environment wins. */
function readEnvFiles(): void {
  const files = ['.env', fileURLToPath(new URL('../../../.env', import.meta.url))];
  files.filter((file) => existsSync(file)).forEach((file) => process.loadEnvFile(file));
}

function readSettings(): Settings {
  try {
    readEnvFiles();
    return loadSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

// Everything else is loaded after the heap has its rules and traces have begun, and not at all on wrong settings.
const settings = readSettings();
await startTracing(process.env);
const { start } = await import('./start.js');
await start(settings);
