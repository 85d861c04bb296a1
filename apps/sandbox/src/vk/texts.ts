import type { VkSwitches } from './settings.js';

/** A text as VK keeps it. */
export function storedText(text: string, switches: VkSwitches): string {
  return switches.trimTexts
    ? text
        .replaceAll('\r\n', '\n')
        .replace(/[ \t]+/g, ' ')
        .trim()
    : text;
}

/** A text as VK gives it back. */
export function shownText(text: string, switches: VkSwitches): string {
  if (!switches.escapeTexts) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
