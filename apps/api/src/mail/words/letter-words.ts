import type { Letter } from '../letters.js';

/** What one kind of letter says. `{name}`-like places are filled in; empty where there is nothing to say. */
export interface LetterWords {
  subject: string;
  /** What happened and what to do, a paragraph each. */
  lines: string[];
  /** Labels of the letter's links, in their order. */
  buttons: string[];
  /** How long the link holds; `{hours}` is a number with its noun. */
  holds?: string;
  /** What to do if it was not the reader who asked. */
  unasked?: string;
}

/** All words of one language. */
export interface MailWords {
  greeting: string;
  /** For a person whose name is not known. */
  namelessGreeting: string;
  /** Before the bare link, for mail programs that show no buttons. */
  bareLink: string;
  footer: string;
  hours: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
  connections: { evotor: string; vk: string };
  letters: Record<Letter['kind'], LetterWords>;
  /** Replaces the first line of `invite` when it is not known who invites. */
  inviteFromNobody: string;
}
