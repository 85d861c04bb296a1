import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GUIDE = fileURLToPath(new URL('../../docs/integrators.md', import.meta.url));

/** The examples of the integrator's guide in this language, in their order. */
export function guideExamples(language: 'sh' | 'ts'): string[] {
  const text = readFileSync(GUIDE, 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , code = '']) => code);
}
