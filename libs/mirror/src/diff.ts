import { fingerprint, sameFingerprint, shownFingerprint } from './fingerprint.js';
import type { Fingerprint, ItemFields, ItemLink, MirrorItem } from './types.js';
import { meansDescription, meansTitle, sameButBlanks } from './vk-text.js';

/** What an item needs to become what it should be, and what there is to remember when it needs nothing. */
export interface Difference {
  /** Only the fields to send; empty: nothing to change. */
  changes: Partial<ItemFields>;
  sent: Fingerprint;
  shown: Fingerprint;
}

type Remembered = Pick<ItemLink, 'sent' | 'shown' | 'hidden'>;

/**
 * Rule M10, field by field. What should be sent is compared with what was sent last, and what VK shows now with what it
 * showed after that. A field that says what it should say never differs, however VK stored it.
 */
export function differenceOf(wanted: ItemFields, item: MirrorItem, link: Remembered | null): Difference {
  const sent = fingerprint(wanted);
  const shown = shownFingerprint(item, { fields: wanted, print: sent });
  const before = { sent: link?.sent ?? null, shown: link?.shown ?? null, now: { sent, shown } };
  const changes: Partial<ItemFields> = {};
  if (differs('name', before, meansTitle(item.title, wanted.name))) changes.name = wanted.name;
  if (differs('description', before, describes(before, item, wanted))) {
    changes.description = wanted.description;
  }
  if (differs('priceKopecks', before, item.priceKopecks === wanted.priceKopecks)) {
    changes.priceKopecks = wanted.priceKopecks;
  }
  if (stockDiffers(before, item, wanted, link?.hidden ?? false)) changes.stockAmount = wanted.stockAmount;
  if (differs('sku', before, item.sku === null ? null : item.sku === wanted.sku)) changes.sku = wanted.sku;
  // Mostly VK shows what was sent: then one of both is enough to be kept.
  return { changes, sent, shown: sameFingerprint(sent, shown) ? sent : shown };
}

/** Whether anything of what is remembered of an item would change. */
export function remembersOtherwise(link: ItemLink | null, difference: Difference): boolean {
  return (
    !link ||
    link.hidden ||
    !sameFingerprint(link.sent, difference.sent) ||
    !sameFingerprint(link.shown, difference.shown)
  );
}

interface Before {
  sent: Fingerprint | null;
  shown: Fingerprint | null;
  now: { sent: Fingerprint; shown: Fingerprint };
}

/** What was sent and never read back, as when the process died, may have been stored with its blanks folded. */
function describes({ sent, shown, now }: Before, item: MirrorItem, wanted: ItemFields): boolean {
  if (meansDescription(item.description, wanted.description)) return true;
  const isUnread = shown === null && sent?.description === now.sent.description;
  return isUnread && sameButBlanks(item.description, wanted.description);
}

/** `means`: whether VK shows what should be there; null when VK did not show this field at all. */
function differs(field: keyof Fingerprint, { sent, shown, now }: Before, means: boolean | null): boolean {
  if (means === true) return false;
  const wasSent = sent !== null && sent[field] === now.sent[field];
  if (means === null) return !wasSent;
  return !wasSent || shown === null || shown[field] !== now.shown[field];
}

/** Hiding set the stock to 0 whatever was sent before, so a hidden item remembers nothing of its stock. */
function stockDiffers(before: Before, item: MirrorItem, wanted: ItemFields, hidden: boolean): boolean {
  const means = item.stockAmount === null ? null : item.stockAmount === wanted.stockAmount;
  if (hidden) return means === null ? wanted.stockAmount !== 0 : !means;
  return differs('stockAmount', before, means);
}
