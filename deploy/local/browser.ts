import path from 'node:path';
import { installPackages, hasApt, mayInstall } from './engines/apt.ts';
import { findProgram, systemFolders } from './engines/find-engines.ts';
import { RunnerError } from './errors.ts';
import { cacheFolder } from './paths.ts';
import { print } from './print.ts';
import type { Session } from './session.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_FOLDERS: [folder: string, name: string][] = [
  ['/Applications/Google Chrome.app/Contents/MacOS', 'Google Chrome'],
  ['/Applications/Chromium.app/Contents/MacOS', 'Chromium'],
];

/**
 * The browser for browser tests: CHROMIUM_PATH, else one of the system, else installed from its packages where this
 * user may. Null, after saying what to install, when there is none: browser tests then fail.
 */
export async function provideBrowser(session: Session): Promise<string | null> {
  const present = process.env['CHROMIUM_PATH'] || findBrowser();
  if (present) return present;
  if (hasApt() && mayInstall()) {
    try {
      const packages = ['chromium', 'fonts-dejavu-core'];
      await installPackages(packages, 'Chromium', path.join(cacheFolder, 'browser'), session);
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      print(error.message);
    }
  }
  const provided = findBrowser();
  if (provided === null) {
    print('There is no Chromium on this machine, so the browser tests will fail. Install it with');
    print('  Debian:  sudo apt-get install chromium fonts-dejavu-core');
    print('  Fedora:  sudo dnf install chromium');
    print('  macOS:   brew install --cask chromium');
    print('or set CHROMIUM_PATH to a Chromium or Chrome that is somewhere else.');
  }
  return provided;
}

function findBrowser(): string | null {
  for (const name of NAMES) {
    const found = findProgram(name, systemFolders());
    if (found !== null) return found;
  }
  return MAC_FOLDERS.map(([folder, name]) => findProgram(name, [folder])).find((found) => found !== null) ?? null;
}
