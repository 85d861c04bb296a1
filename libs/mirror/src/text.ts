/** The entities of rule M4, each with the sign it stands for. */
export const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': '\u00a0',
};
const ENTITY = /&(?:quot|amp|lt|gt|#39|apos|nbsp);/g;
const WHITE_SPACE = /\s+/g;
/** White space that collapsing would change. */
const LOOSE_SPACE = /[^\S ]|^ | $| {2}/;

/** Decodes the entities of rule M4 in one pass: `&amp;quot;` becomes `&quot;`, not a quotation mark. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity) : text;
}

/** Every run of white space (no-break ones too) as one space, none at the ends. */
export function collapseSpace(text: string): string {
  return LOOSE_SPACE.test(text) ? text.replace(WHITE_SPACE, ' ').trim() : text;
}
