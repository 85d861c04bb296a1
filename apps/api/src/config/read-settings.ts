import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSettings, SettingsError, type Settings } from './settings.js';

/**
 * Settings of the environment, then of `.env` in the working folder or at the root of the repository. Wrong ones are
 * named on the standard error, and the process ends with 1.
 */
export function readSettings(): Settings {
  try {
    const files = ['.env', fileURLToPath(new URL('../../../../.env', import.meta.url))];
    files.filter((file) => existsSync(file)).forEach((file) => process.loadEnvFile(file));
    return loadSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
