/** Whether a path is one of those that operators ask: open in every role, and not worth a line in the log. */
export function isAboutHealth(path: string): boolean {
  return /^\/(health(\/live|\/ready)?|metrics)$/.test(path);
}
