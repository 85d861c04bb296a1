import { html, Html } from './html.js';

const STYLE = new Html(`
:root { color-scheme: light dark; --ground: light-dark(#f6f4ef, #17181b); --card: light-dark(#fff, #212328);
  --ink: light-dark(#24262b, #e8e6e1); --soft: light-dark(#6d7078, #9a9ea8); --line: light-dark(#e4e0d6, #34373e);
  --main: light-dark(#1f6f50, #4fbf8f); --warm: light-dark(#a4481c, #f0935f); --on-main: light-dark(#fff, #10231a); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, 'Segoe UI', sans-serif; }
header { background: var(--card); border-bottom: 1px solid var(--line); padding: .8rem 1.2rem; display: flex;
  gap: 1.2rem; align-items: baseline; flex-wrap: wrap; }
header a { color: inherit; text-decoration: none; } header strong { font-size: 1.1rem; }
main { max-width: 90rem; margin: 0 auto; padding: 1.2rem; }
h1 { font-size: 1.5rem; margin: .4rem 0 1rem; } h2 { font-size: 1.1rem; margin: 0 0 .7rem; }
a { color: var(--main); } .soft { color: var(--soft); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .8rem; padding: 1rem 1.2rem; margin-bottom: 1rem; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); }
.row { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; } .row form { display: contents; }
button, .button { font: inherit; border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .8rem; background: var(--card);
  color: var(--ink); cursor: pointer; text-decoration: none; }
button:hover, .button:hover { border-color: var(--main); }
button.main, .button.main { background: var(--main); border-color: var(--main); color: var(--on-main); }
button.warm { color: var(--warm); }
input, select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .5rem;
  padding: .35rem .6rem; max-width: 100%; }
input:focus, select:focus, button:focus-visible, a:focus-visible { outline: 2px solid var(--main); outline-offset: 1px; }
code { overflow-wrap: anywhere; font-size: .85rem; } dt { color: var(--soft); font-size: .85rem; } dd { margin: 0 0 .4rem; }
.notice { border-left: 4px solid var(--main); } .problem { border-left: 4px solid var(--warm); }
.tag { font-size: .75rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; color: var(--soft); white-space: nowrap; }
.tag.warm { color: var(--warm); border-color: currentcolor; }
`);

/** A whole page of the sandbox: the frame, a title and what is in it; `style` adds rules of its own. */
export function page(title: string, body: Html, style = new Html('')): string {
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Песочница EvoSync</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE}${style}
        </style>
      </head>
      <body>
        <header>
          <strong><a href="/">Песочница EvoSync</a></strong>
          <span class="soft">не настоящие Эвотор и VK: всё, что здесь есть, выдумано</span>
        </header>
        <main>${body}</main>
      </body>
    </html>`.text;
}
