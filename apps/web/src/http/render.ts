import { join } from 'node:path';
import { formatLondon, paths } from '@app/kernel';
import { fieldOf, wordingFields } from '@app/occupational-map';
import { projectRoot } from '@app/platform';
import { matchKindWords, requirements, saidInShort } from '@app/proposals';
import { Environment, FileSystemLoader } from 'nunjucks';
import { printedNotice } from '../pages/open-data/licence';
import { signOf } from '../pictures/route-looks';
import { assetFile } from './assets';
import { byDay } from './days';

const root = projectRoot();

function environment(): Environment {
  const folders = ['apps/web/src/pages', 'apps/web/src/layouts', 'node_modules/govuk-frontend/dist'];
  const env = new Environment(
    new FileSystemLoader(
      folders.map((folder) => join(root, folder)),
      { noCache: false, watch: false },
    ),
    { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
  );
  env.addGlobal('paths', paths);
  env.addGlobal('assetFile', assetFile);
  env.addGlobal('routeSignPath', signOf);
  env.addGlobal('printedNotice', printedNotice);
  // The words of the field are told once, where its rules are: templates read them, too.
  env.addGlobal('requirements', requirements);
  env.addGlobal('matchKindWords', matchKindWords);
  env.addGlobal('wording', wordingFields.map((field) => fieldOf(field).name).join(', '));
  env.addFilter('saidInShort', saidInShort);
  env.addFilter('london', (at: Date | string) => formatLondon(new Date(at), 'datetime'));
  env.addFilter('londonDate', (at: Date | string) => formatLondon(new Date(at), 'date'));
  env.addFilter('londonClose', (at: Date | string) => formatLondon(new Date(at), 'closing'));
  env.addFilter('byDay', byDay);
  env.addFilter('count', (number: number) => number.toLocaleString('en-GB'));
  env.addFilter('plural', (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`);
  return env;
}

const nunjucks = environment();

/** Renders `pages/<template>.njk` with what it prints. */
export function render(template: string, view: object): string {
  return nunjucks.render(`${template}.njk`, view);
}
