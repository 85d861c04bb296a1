const ENTITIES: Record<string, string> = {
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** A name as a person reads it: some registers keep `&quot;` where they show a quotation mark. */
export function plainName(name: string): string {
  return name.replace(/&(?:quot|lt|gt|#39|apos|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
