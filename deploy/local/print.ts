const noReader = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};
process.stdout.on('error', noReader);
process.stderr.on('error', noReader);

/** Prints one line for the person at the screen; a reader that went away does not stop the runner. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints `line` every `everyMs` until the returned function is called, so that a long step is seen to live. */
export function printWhileWaiting(line: (seconds: number) => string, everyMs = 10_000): () => void {
  const started = Date.now();
  const timer = setInterval(() => print(line(Math.round((Date.now() - started) / 1000))), everyMs);
  return () => clearInterval(timer);
}
