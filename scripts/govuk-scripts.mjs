// The scripts of the GOV.UK components that our pages use, as one small module: the package's own bundle holds all of them.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { minify } from '@swc/core';

const folder = 'node_modules/govuk-frontend/dist/govuk';
const used = {
  Button: 'button',
  CharacterCount: 'character-count',
  Checkboxes: 'checkboxes',
  ErrorSummary: 'error-summary',
  NotificationBanner: 'notification-banner',
  PasswordInput: 'password-input',
  Radios: 'radios',
  ServiceNavigation: 'service-navigation',
  SkipLink: 'skip-link',
  Tabs: 'tabs',
};
const imports = /^import \{[^}]*\} from '([^']+)';$/gm;
const exports = /^export \{([^}]*)\};$/gm;

/** Adds a module and what it imports to `linked`, each once and what is needed first, in a scope of its own. */
function link(file, linked) {
  if (linked.has(file)) return;
  const text = readFileSync(file, 'utf8');
  for (const [, from] of text.matchAll(imports)) link(resolve(dirname(file), from), linked);
  const names = [...text.matchAll(exports)].map(([, list]) => list).join();
  const body = text.replaceAll(imports, '').replaceAll(exports, '');
  const known = !/^(?:import|export) /m.test(body) && !/^import \{[^}]* as /m.test(text) && !names.includes(' as ');
  if (!known) throw new Error(`${file} imports or exports in another way than we know.`);
  linked.set(file, `const { ${names} } = (() => { ${body}\nreturn { ${names} }; })();`);
}

/** Its `initAll` looks after each component on the page; one that cannot is told on the console, and the rest goes on. */
const start = `export function initAll() {
  for (const One of [${Object.keys(used).join()}]) {
    for (const root of document.querySelectorAll('[data-module="' + One.moduleName + '"]')) {
      try { new One(root); } catch (error) { console.log(error); }
    }
  }
}`;

/** The code of `/assets/govuk-frontend.min.js`. */
export async function govukScripts() {
  const linked = new Map();
  for (const name of Object.values(used)) link(resolve(folder, 'components', name, `${name}.mjs`), linked);
  return smaller(`${[...linked.values()].join('\n')}\n${start}`);
}

/** A module as browsers load it: without comments, and its own names short. */
export async function smaller(code) {
  return (
    await minify(code, {
      module: true,
      compress: { passes: 2 },
      mangle: { toplevel: true },
      format: { comments: false },
    })
  ).code;
}
