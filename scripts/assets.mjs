// Puts what browsers load into dist/assets: our style sheet (govuk-frontend in our colours and fonts) and the scripts.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as sass from 'sass';
import { govukScripts, smaller } from './govuk-scripts.mjs';

const out = 'dist/assets';
mkdirSync(out, { recursive: true });
for (const sheet of ['waymark', 'poster', 'poster-a3']) {
  const { css } = sass.compile(`apps/web/assets/${sheet}.scss`, {
    importers: [new sass.NodePackageImporter()],
    loadPaths: ['.'],
    quietDeps: true,
    style: 'compressed',
  });
  writeFileSync(`${out}/${sheet}.css`, css);
}
copyFileSync('apps/web/assets/favicon.svg', `${out}/favicon.svg`);

// Browsers keep assets for a year: what app.js loads carries a part of its content's hash, as what pages load does.
const ours = async (name) => smaller(readFileSync(`apps/web/assets/${name}`, 'utf8'));
const loaded = {
  'govuk-frontend.min.js': await govukScripts(),
  'prints.js': await ours('prints.js'),
  'reading.js': await ours('reading.js'),
  'living-map.js': await ours('living-map.js'),
  'saves-itself.js': await ours('saves-itself.js'),
  'suggestions.js': await ours('suggestions.js'),
  'unsent.js': await ours('unsent.js'),
};
let app = await ours('app.js');
for (const [name, code] of Object.entries(loaded)) {
  writeFileSync(`${out}/${name}`, code);
  const version = createHash('sha256').update(code).digest('hex').slice(0, 12);
  app = app.replace(`/assets/${name}`, `/assets/${name}?v=${version}`);
}
writeFileSync(`${out}/app.js`, app);
