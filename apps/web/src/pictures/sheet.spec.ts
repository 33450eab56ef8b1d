import { anEdition } from '@app/occupational-map/testing';
import { load } from 'cheerio';
import { levelSign, sheetOf } from './sheet';

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
  const shapes = [2, 3, 4, 5, 6, 7].map((level) => /^<(\w+)/.exec(levelSign(0, 0, level, 7))?.[1]);
  expect(shapes).toEqual(['rect', 'rect', 'circle', 'circle', 'path', 'path']);
  expect(levelSign(0, 0, 6, 7)).toContain('>6</text>');
});
