import { newId } from '@app/kernel';
import { newOccupation, rootHashOf } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { apply, foldWhatFits, isRefused } from './apply';
import { authorityGaps } from './authority';
import type { Authority, FieldChange, Operation } from './operations';
import { operationsBetween } from './undoing';

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

  test('of a correction is enough for other words of a statement, not for another statement or mapping', () => {
    const correction: Authority = { by: 'correction', why: 'A slip' };
    const { duties, ksbs } = map.occupations.OCC0116;
    const amend = (
      field: 'duties' | 'ksbs',
      before: FieldChange['before'],
      after: FieldChange['after'],
    ): Operation => ({
      op: 'amend-occupation',
      reference: 'OCC0116',
      changes: [{ field, before, after }],
    });
    const reworded = ksbs.map((ksb) => ({ ...ksb, text: `${ksb.text}, put better` }));
    expect(gapsOf(amend('ksbs', ksbs, reworded), correction)).toEqual([]);
    expect(gapsOf(amend('ksbs', ksbs, ksbs.slice(1)), correction)).toEqual([expect.stringContaining('wording only')]);
    const unmapped = duties.map((duty) => ({ ...duty, ksbs: [] }));
    expect(gapsOf(amend('duties', duties, unmapped), correction)).toHaveLength(1);
    expect(gapsOf(amend('duties', duties, unmapped), panel('digital'))).toEqual([]);
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

  test('of the committee is enough for one map; for a move both panels have recommended before', () => {
    const committee = (panels?: string[]): Authority => ({ by: 'committee', proposalId: newId(), panels });
    expect(gapsOf(retitle, committee())).toEqual([]);
    expect(gapsOf(moveAway, committee(['digital', 'care-services']))).toEqual([]);
    expect(gapsOf(moveAway, committee(['digital']))).toEqual([
      expect.stringContaining('the recommendation of the panel of Care services is missing'),
    ]);
    expect(gapsOf(moveAway, committee())).toHaveLength(1);
    const within: Operation = { ...moveAway, to: { ...here, cluster: null } };
    expect(gapsOf(within, committee())).toEqual([]);
  });

  test('to move a cluster, to merge or to split over two routes is that of both panels', () => {
    const cluster = map.clusters.developers;
    const over: Operation[] = [
      { op: 'amend-cluster', before: cluster, after: { ...cluster, pathway: 'care' } },
      { op: 'merge-occupations', references: ['OCC0005'], into: 'OCC0128' },
      {
        op: 'split-occupation',
        reference: 'OCC0116',
        into: [here, elsewhere].map((placement, at) => ({
          occupation: newOccupation({ reference: `OCC700${at}`, title: 'Part', level: 4 }),
          placement,
        })),
      },
    ];
    for (const operation of over) {
      expect([operation.op, gapsOf(operation, panel('digital')).join()]).toEqual([
        operation.op,
        expect.stringContaining('panel of Care services is missing'),
      ]);
      expect(gapsOf(operation, panel('digital', 'care-services'))).toEqual([]);
    }
  });

  test('to call an occupation apprenticeship only is not enough without a source and its date', () => {
    const flag = (...more: FieldChange[]): Operation => ({
      op: 'amend-occupation',
      reference: 'OCC0116',
      changes: [{ field: 'apprenticeshipOnly', before: false, after: true }, ...more],
    });
    const source: FieldChange = {
      field: 'apprenticeshipOnlySource',
      before: null,
      after: { by: 'A letter', date: '2026-11-24' },
    };
    expect(gapsOf(flag(), panel('digital'))).toEqual([expect.stringContaining('its date are missing')]);
    expect(gapsOf(flag(source), panel('digital'))).toEqual([]);
    const undo: Authority = { by: 'undo', revisionId: newId(), revisionNo: 3, why: 'Back' };
    expect(gapsOf(flag(), undo)).toEqual([]);
    const result = apply(map, flag(source));
    if (isRefused(result)) throw new Error('refused');
    expect(result.occupations.OCC0116.apprenticeshipOnlySource).toEqual({ by: 'A letter', date: '2026-11-24' });
    expect(rootHashOf(foldWhatFits(result, operationsBetween(result, map)))).toBe(rootHashOf(map));
  });
});
