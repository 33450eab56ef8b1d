// Puts what browsers load into dist/assets: our style sheet (govuk-frontend in our colours and fonts) and the scripts.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import * as sass from 'sass';

const out = 'dist/assets';
mkdirSync(out, { recursive: true });
const { css } = sass.compile('apps/web/assets/waymark.scss', {
  importers: [new sass.NodePackageImporter()],
  loadPaths: ['.'],
  quietDeps: true,
  style: 'compressed',
});
writeFileSync(`${out}/waymark.css`, css);
for (const file of ['app.js', 'favicon.svg']) copyFileSync(`apps/web/assets/${file}`, `${out}/${file}`);
copyFileSync('node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js', `${out}/govuk-frontend.min.js`);
