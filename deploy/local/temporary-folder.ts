import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Session } from './session.ts';

/** A folder of its own for this run, gone when the session ends. */
export function temporaryFolder(purpose: string, session: Session): string {
  const folder = mkdtempSync(path.join(tmpdir(), `evosync-${purpose}-`));
  session.atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
