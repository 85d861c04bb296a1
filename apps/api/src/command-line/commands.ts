import { checkSettings } from './check-settings.js';
import type { Command } from './command.js';
import { createUser } from './create-user.js';
import { listAttention } from './list-attention.js';
import { resetPassword } from './reset-password.js';
import { rotateKeys } from './rotate-keys.js';
import { runSync } from './run-sync.js';

/** All that an operator can ask for. */
export const commands: readonly Command[] = [
  createUser,
  resetPassword,
  listAttention,
  runSync,
  rotateKeys,
  checkSettings,
];
