/** A moment in Evotor's spelling: milliseconds, offset without a colon (`2018-09-11T16:18:35.397+0000`). */
export function evotorTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
