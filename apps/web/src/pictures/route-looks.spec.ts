import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@app/platform';
import { lookOf, routeLooks } from './route-looks';

it('has the colours of the style sheet, route by route', () => {
  const sheet = readFileSync(join(projectRoot(), 'apps/web/assets/_routes.scss'), 'utf8');
  const told = [...sheet.matchAll(/^ {2}(\d+): (#\w+) (#\w+) (#\w+),$/gm)].map(([, id, ...colours]) => [id, colours]);
  expect(told).toHaveLength(15);
  const ours = Object.entries(routeLooks).map(([id, { tint, middle, deep }]) => [id, [tint, middle, deep]]);
  expect(ours).toEqual(told);
});

it('has a sign for a route that came later, and for what is on none', () => {
  expect(lookOf(99)).toEqual(lookOf(null));
  expect(lookOf(99).sign).toMatch(/^M/);
});
