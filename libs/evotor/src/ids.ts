const ID_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether a text has the shape of an Evotor id. The shape only: live ids break the version and variant bits
 * of RFC 9562 (fact sheet, 3.1).
 */
export function isIdShaped(text: string): boolean {
  return ID_SHAPE.test(text);
}

/** The form of an id to compare and index by: Evotor itself mixes the case of one id. URLs keep the spelling. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

/** Whether two ids name the same thing, whatever their case. */
export function sameId(a: string, b: string): boolean {
  return idKey(a) === idKey(b);
}
