import { anEdition } from '@app/occupational-map/testing';
import { load } from 'cheerio';
import { lookOf } from './route-looks';
import { levelMark, sheetOf } from './sheet';

const nasty = `<script>alert("1")</script> & 'OR 1=1`;
const sheet = (title: string) =>
  sheetOf({
    title,
    lines: [title],
    width: 400,
    height: 100,
    body: ['<g/>'],
    edition: anEdition,
    address: 'waymark.test/x',
  });

it('says on every file of a picture its edition, date and licence, and that it is not the official map', () => {
  const text = load(sheet('A picture'), { xml: true })('text').text();
  expect(text).toContain('Edition 4, published 29 November 2026 · waymark.test/x');
  expect(text).toContain('Open Government Licence v3.0. Not the official map.');
});

it('has what somebody typed as text, and as nothing else', () => {
  const $ = load(sheet(nasty), { xml: true });
  expect($('script')).toHaveLength(0);
  expect($('title').text()).toBe(nasty);
  expect($('text').first().text()).toBe(nasty);
});

it('has a level as a square, a circle or an arch with its number', () => {
  const shapes = [2, 3, 4, 5, 6, 7].map((level) => /^<(\w+)/.exec(levelMark(0, 0, 24, { level }, lookOf(7)))?.[1]);
  expect(shapes).toEqual(['rect', 'rect', 'circle', 'circle', 'path', 'path']);
  expect(levelMark(0, 0, 24, { level: 6 }, lookOf(7))).toContain('>6</text>');
});

it('has what is not approved as a hollow mark with a broken edge, dotted where nobody works on it', () => {
  const edges = (['approved', 'in-development', 'awaiting-interest'] as const).map((status) => {
    const mark = levelMark(0, 0, 24, { level: 4, status }, lookOf(7));
    return [/fill="([^"]+)"/.exec(mark)?.[1] === '#fff', /stroke-dasharray="([^"]+)"/.exec(mark)?.[1]];
  });
  expect(edges).toEqual([
    [false, undefined],
    [true, '3 2'],
    [true, '1.2 1.6'],
  ]);
});
