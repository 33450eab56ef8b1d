import { type Searchable, search } from '@app/search';
import { thingsOf } from '../../apps/web/src/pages/search/site.things';
import { seedMap } from './asked';

/** E1 of the cases found in November 2026, and F5: what was asked, and what somebody who asks it looks for. */
const map = seedMap();
const site = thingsOf({ consultations: [] }, [], []);
const first = (text: string): string[] =>
  search<Searchable>([map.things, site], text)
    .hits.slice(0, 5)
    .map(({ thing }) => `${thing.kind} ${thing.title}`);

describe('E1: questions that found nothing, or not the obvious', () => {
  it.each([
    ['painting', /painter|painting/i],
    ['gardening', /garden|horticult/i],
    ['games', /game/i],
    ['nursing', /nurs/i],
    ['welding trades', /weld/i],
    ['electrician jobs', /electric/i],
    ['t level digital', /^t-level .*digital/i],
    ['apprenticeship', /./],
    ['hairdressing', /hair/i],
    ['Graphic Designer', /graphic|design/i],
    ['Payroll Clerk', /payroll/i],
  ])('%s', (asked, looksFor) => {
    const found = first(asked);
    expect([asked, found[0] ?? 'nothing']).toEqual([asked, expect.stringMatching(looksFor)]);
  });
});

it('F5: where not every word is there, both APIs answer with what has the most telling ones', () => {
  const titles = (query: string): string[] =>
    map.find(query, { limit: 3 }).hits.map(({ occupation }) => occupation.title);
  expect(titles('Payroll Clerk')[0]).toMatch(/payroll/i);
  expect(titles('Graphic Designer').length).toBeGreaterThan(0);
});
