import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { Settings } from '../../config/settings.js';
import { thumbOf } from './prepare-photo.js';

export type PhotoSize = 'full' | 'thumb';

/**
 * Prepared pictures in the folder PHOTO_DIR, one folder a user, named by the hash of what is in them. Several processes
 * may share the folder: a file appears whole or not at all, and never changes.
 */
@Injectable()
export class PhotoFiles {
  constructor(private readonly settings: Settings) {}

  /** Keeps a picture and its thumbnail; resolves with its hash. The same picture is kept once. */
  async keep(userId: number, photo: Uint8Array): Promise<string> {
    const hash = createHash('sha256').update(photo).digest('hex');
    const now = new Date();
    for (const size of ['full', 'thumb'] as const) {
      const path = this.pathOf(userId, hash, size);
      try {
        // It is wanted again: whoever clears away what has long been unused must not take it.
        await utimes(path, now, now);
      } catch (error) {
        if (!isMissing(error)) throw error;
        await this.write(path, size === 'full' ? photo : await thumbOf(photo));
      }
    }
    return hash;
  }

  /** Null: there is no such picture here. */
  async read(userId: number, hash: string, size: PhotoSize = 'full'): Promise<Uint8Array | null> {
    try {
      return await readFile(this.pathOf(userId, hash, size));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Removes all pictures of a user. */
  async removeAll(userId: number): Promise<void> {
    await rm(this.folderOf(userId), { recursive: true, force: true });
  }

  /** Users who have a folder. */
  async owners(): Promise<number[]> {
    return (await namesIn(this.settings.photoDir)).filter((name) => /^\d+$/.test(name)).map(Number);
  }

  /** Removes pictures that nobody has touched since `date` and that `isUsed` does not know; resolves with how many. */
  async clear(userId: number, date: Date, isUsed: (hash: string) => boolean): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.folderOf(userId))) {
      const path = join(this.folderOf(userId), name);
      if (isUsed(name.slice(0, 64)) || (await ageOf(path)) >= date) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private async write(path: string, bytes: Uint8Array): Promise<void> {
    const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
    await mkdir(join(path, '..'), { recursive: true });
    try {
      await writeFile(draft, bytes, { mode: 0o640 });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  private folderOf(userId: number): string {
    return join(this.settings.photoDir, String(userId));
  }

  private pathOf(userId: number, hash: string, size: PhotoSize): string {
    if (!/^[\da-f]{64}$/.test(hash)) throw new Error('Not the hash of a photo');
    return join(this.folderOf(userId), size === 'full' ? `${hash}.jpg` : `${hash}.thumb.jpg`);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function ageOf(path: string): Promise<Date> {
  try {
    return (await stat(path)).mtime;
  } catch {
    // Somebody else has just removed it.
    return new Date();
  }
}

function isMissing(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'ENOENT';
}
