import { KeyRotation } from '../common/key-rotation.js';
import type { Command } from './command.js';

/** Encrypts every stored secret with the first key, so that the others may go. */
export const rotateKeys: Command = {
  name: 'keys rotate',
  summary: 'encrypts all stored secrets with the first part of SECRET_KEY, so that the others may be removed',
  options: {},
  async run({ product, say, tell }) {
    const { renewed, unreadable } = await (await product()).get(KeyRotation, { strict: false }).rotate(tell);
    say(`Encrypted anew: ${renewed}. Cannot be opened with any part of SECRET_KEY: ${unreadable}.`);
    return unreadable === 0 ? 0 : 1;
  },
};
