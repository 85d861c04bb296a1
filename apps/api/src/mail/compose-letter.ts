import { layOutHtml, layOutText, type LetterParts } from './layout.js';
import type { Letter } from './letters.js';
import { en } from './words/en.js';
import type { MailWords } from './words/letter-words.js';
import { ru } from './words/ru.js';

/** A letter as it leaves, except for its sender. */
export interface ComposedLetter {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Absolute addresses of the letter's buttons. */
  links: string[];
}

/** Writes a letter in its language; its links lead to `baseUrl` (no slash at its end). */
export function composeLetter(letter: Letter, baseUrl: string): ComposedLetter {
  const words: MailWords = letter.language === 'en' ? en : ru;
  const own = words.letters[letter.kind];
  const places = placesOf(letter, words, baseUrl);
  const filled = (text: string): string => fill(text, places);
  const lines =
    letter.kind === 'invite' && !places['invitedBy'] ? [words.inviteFromNobody, ...own.lines.slice(1)] : own.lines;
  const links = linksOf(letter).map((path) => `${baseUrl}${path}`);
  const parts: LetterParts = {
    language: letter.language,
    subject: filled(own.subject),
    greeting: places['name'] ? filled(words.greeting) : words.namelessGreeting,
    lines: lines.map(filled),
    buttons: links.map((link, index) => ({ link, label: own.buttons[index] ?? link })),
    bareLink: words.bareLink,
    notes: [own.holds, own.unasked].filter((note) => note !== undefined).map(filled),
    footer: filled(words.footer),
  };
  return { to: letter.to, subject: parts.subject, text: layOutText(parts), html: layOutHtml(parts), links };
}

function linksOf(letter: Letter): string[] {
  switch (letter.kind) {
    case 'confirm-email':
    case 'confirm-new-email':
      return [withToken('/confirm-email', letter.token)];
    case 'reset-password':
      return [withToken('/reset-password', letter.token)];
    case 'invite':
      return [withToken('/invite', letter.token)];
    case 'address-known':
      return ['/login', '/forgot-password'];
    case 'password-changed':
      return ['/forgot-password'];
    case 'email-changed':
      return ['/login'];
    case 'hook-given-up':
      return ['/profile'];
    case 'evotor-app-paused':
    case 'connection-needs-attention':
      return ['/connections'];
  }
}

function withToken(path: string, token: string): string {
  return `${path}?token=${encodeURIComponent(token)}`;
}

function placesOf(letter: Letter, words: MailWords, baseUrl: string): Record<string, string> {
  const places: Record<string, string> = { name: personName(letter.name), baseUrl };
  if ('hours' in letter) places['hours'] = hoursIn(words, letter.language, letter.hours);
  if (letter.kind === 'invite') places['invitedBy'] = personName(letter.invitedBy ?? '');
  if (letter.kind === 'email-changed') places['newEmail'] = letter.newEmail;
  if (letter.kind === 'evotor-app-paused') places['reason'] = letter.reason[letter.language];
  if (letter.kind === 'hook-given-up') Object.assign(places, { hook: letter.hook, host: letter.host });
  if (letter.kind === 'connection-needs-attention') {
    places['connection'] = words.connections[letter.connection];
    places['reason'] = letter.reason[letter.language];
  }
  return places;
}

function hoursIn(words: MailWords, language: Letter['language'], count: number): string {
  const form = new Intl.PluralRules(language).select(count);
  return fill(words.hours[form] ?? words.hours.other, { count: String(count) });
}

/**
 * Anybody may register a stranger's address under a "name" that is an advertisement; what looks like an address of
 * a site is therefore left out, or mail programs would make a link of it in a letter of ours.
 */
function personName(name: string): string {
  const plain = name.replace(/[\s\p{C}]+/gu, ' ').trim();
  return plain.length > 80 || /[:/\\@]|[\p{L}\d]\.[\p{L}\d]{2}/u.test(plain) ? '' : plain;
}

function fill(text: string, places: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, key: string) => places[key] ?? place);
}
