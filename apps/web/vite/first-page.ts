import type { Plugin, Rolldown } from 'vite';

type Bundle = Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>;
type FirstPages = Record<string, string[]>;

/**
 * Makes the first page come soon. The styles move to the end of the body, so that the splash is painted before they
 * are there; and public/boot.js is told, as data of its script, which files each of the first pages is made of.
 */
export function firstPage(pages: FirstPages): Plugin {
  return {
    name: 'first-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => (bundle ? withFiles(stylesLast(html), bundle, pages) : html),
    },
  };
}

const STYLES = /\s*<link rel="stylesheet"[^>]*>/g;

function stylesLast(html: string): string {
  const styles = html.match(STYLES) ?? [];
  return html.replace(STYLES, '').replace(/\s*<\/body>/, (end) => styles.join('') + end);
}

function withFiles(html: string, bundle: Bundle, pages: FirstPages): string {
  const data = Object.entries(pages).map(([name, sources]) => {
    const files = sources.flatMap((source) => [...filesOf(entryOf(source, bundle), bundle)]);
    const added = [...new Set(files)].map((file) => `/${file}`).filter((file) => !html.includes(`"${file}"`));
    return `data-${name}="${added.join(' ')}"`;
  });
  return html.replace('<script src="/boot.js">', `<script src="/boot.js" ${data.join(' ')}>`);
}

function entryOf(source: string, bundle: Bundle): string {
  const entry = Object.values(bundle).find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith(source));
  if (!entry) throw new Error(`${source} has no file of its own`);
  return entry.fileName;
}

/** A script, what it imports, and the styles of both. */
function filesOf(fileName: string, bundle: Bundle, seen = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (seen.has(fileName) || chunk?.type !== 'chunk') return seen;
  seen.add(fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style);
  for (const imported of chunk.imports) filesOf(imported, bundle, seen);
  return seen;
}
