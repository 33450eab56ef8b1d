import { smallMap } from '@app/occupational-map/testing';
import { authorityGaps } from './authority';
import type { Authority, Operation } from './operations';

const map = smallMap();
const here = map.placements.OCC0116;
const elsewhere = { route: 'care-services', pathway: null, cluster: null };
const retitle: Operation = {
  op: 'amend-occupation',
  reference: 'OCC0116',
  changes: [{ field: 'title', before: 'Software developer', after: 'Developer' }],
};
const reword: Operation = {
  op: 'amend-occupation',
  reference: 'OCC0116',
  changes: [{ field: 'overview', before: '', after: 'Words' }],
};
const moveAway: Operation = { op: 'place-occupation', reference: 'OCC0116', from: here, to: elsewhere };
const panel = (...panels: string[]): Authority => ({ by: 'panel', panels, on: '2026-11-24', why: 'Agreed' });
const gapsOf = (operation: Operation, authority: Authority) =>
  authorityGaps([{ operation, authority }], map).map(({ text }) => text);

describe('the authority of an operation', () => {
  test('of a correction is enough for wording, not for a title', () => {
    const correction: Authority = { by: 'correction', why: 'A slip' };
    expect(gapsOf(reword, correction)).toEqual([]);
    expect(gapsOf(retitle, correction)).toEqual([expect.stringContaining('wording only')]);
    expect(gapsOf(moveAway, correction)).toHaveLength(1);
  });

  test('of a panel is enough on its own map', () => {
    expect(gapsOf(retitle, panel('digital'))).toEqual([]);
    expect(gapsOf(retitle, panel('care-services'))).toEqual([expect.stringContaining('panel of Digital is missing')]);
  });

  test('to move between routes is that of both panels', () => {
    expect(gapsOf(moveAway, panel('digital'))).toEqual([expect.stringContaining('is missing')]);
    expect(gapsOf(moveAway, panel('digital', 'care-services'))).toEqual([]);
    const review: Authority = { by: 'review', recommendation: 'Digital review, 4', why: 'Better there' };
    expect(gapsOf(moveAway, review)).toEqual([expect.stringContaining('have to agree')]);
    expect(gapsOf(retitle, review)).toEqual([]);
  });
});
