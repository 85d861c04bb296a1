import type { Language } from '../common/words.js';

/** A letter's words in their places, nothing escaped. */
export interface LetterParts {
  language: Language;
  subject: string;
  greeting: string;
  lines: string[];
  buttons: { link: string; label: string }[];
  bareLink: string;
  notes: string[];
  footer: string;
}

/** The letter as plain text. */
export function layOutText({ greeting, lines, buttons, notes, footer }: LetterParts): string {
  const links = buttons.map(({ link, label }) => `${label}:\n${link}`);
  return `${[greeting, ...lines, ...links, ...notes, `--\n${footer}`].join('\n\n')}\n`;
}

const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 12px; background: #f2f4f7; color: #1c1e21; font: 16px/1.5 Arial, Helvetica, sans-serif; }
.letter { max-width: 560px; margin: 0 auto; padding: 28px; background: #ffffff; border-radius: 8px; }
.letter p { margin: 0 0 16px; }
.button { display: inline-block; padding: 12px 24px; background: #1864ab; color: #ffffff; border-radius: 6px; font-weight: bold; text-decoration: none; }
.note { color: #5c6370; font-size: 14px; }
.bare { word-break: break-all; }
@media (prefers-color-scheme: dark) {
  body { background: #16181b; color: #e6e8eb; }
  .letter { background: #22262b; }
  .note { color: #a3abb5; }
  .letter a:not(.button) { color: #74b8f5; }
}`;

/** The letter as HTML: no picture or style from outside, readable in the dark, everything escaped. */
export function layOutHtml({
  language,
  subject,
  greeting,
  lines,
  buttons,
  bareLink,
  notes,
  footer,
}: LetterParts): string {
  const paragraphs = [greeting, ...lines].map((line) => `<p>${escape(line)}</p>`);
  const pressed = buttons.map(
    ({ link, label }) => `<p><a class="button" href="${escape(link)}">${escape(label)}</a></p>`,
  );
  const bare = buttons.map(({ link }) => `<a href="${escape(link)}">${escape(link)}</a>`).join('<br>');
  const remarks = notes.map((note) => `<p class="note">${escape(note)}</p>`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title>
<style>${STYLE}
</style>
</head>
<body>
<div class="letter">
${[...paragraphs, ...pressed, ...remarks].join('\n')}
<p class="note">${escape(bareLink)}<br><span class="bare">${bare}</span></p>
<p class="note">${escape(footer)}</p>
</div>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
