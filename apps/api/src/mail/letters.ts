import type { Language } from '../common/words.js';

/**
 * A letter to one person: whom it is for, and what it says. Tokens are those of one-time links, in the clear;
 * `hours` is how long the link holds; `name` is greeted as the person gave it.
 */
export type Letter = { to: string; name: string; language: Language } & (
  | { kind: 'confirm-email'; token: string; hours: number }
  /** Goes to the changed address. */
  | { kind: 'confirm-new-email'; token: string; hours: number }
  /** Somebody registered with an address that has an account already. */
  | { kind: 'address-known' }
  | { kind: 'reset-password'; token: string; hours: number }
  | { kind: 'invite'; token: string; hours: number; invitedBy: string | null }
  | { kind: 'password-changed' }
  /** Goes to the old address. */
  | { kind: 'email-changed'; newEmail: string }
  /** The application was removed in Evotor's market, or its subscription has ended. */
  | { kind: 'evotor-app-paused'; reason: { ru: string; en: string } }
  /** A program of the reader's, at `host`, could not be reached for days. */
  | { kind: 'hook-given-up'; hook: string; host: string }
  | { kind: 'connection-needs-attention'; connection: 'evotor' | 'vk'; reason: { ru: string; en: string } }
);
