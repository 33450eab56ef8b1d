import { hashOf, newId } from '@app/kernel';
import { emptyMap, newOccupation, rootHashOf } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { apply, foldWhatFits, isRefused } from './apply';
import { authorityGaps, type AuthorityRow, type AuthorityRows } from './authority';
import { authorityInPublic, authorityInWords } from './authority-words';
import { contentGaps } from './content-gaps';
import { type Authority, type FieldChange, isInWords, type Operation, type StoredAuthority } from './operations';
import { agreedBy, authorityRow, rowsOf } from './testing-authority';
import { operationsBetween } from './undoing';

const map = smallMap();
const here = map.placements.OCC0116;
const elsewhere = { route: 'care-services', pathway: null, cluster: null };
const amending = (...changes: FieldChange[]): Operation => ({ op: 'amend-occupation', reference: 'OCC0116', changes });
const retitle = amending({ field: 'title', before: 'Software developer', after: 'Developer' });
const reword = amending({ field: 'overview', before: '', after: 'Words' });
const moveAway: Operation = { op: 'place-occupation', reference: 'OCC0116', from: here, to: elsewhere };
const retire: Operation = { op: 'retire-occupation', reference: 'OCC0116', successor: null };

type Standing = { authority: StoredAuthority; rows: AuthorityRows };
const gapsOf = (operation: Operation, { authority, rows }: Standing, before = map) =>
  authorityGaps([{ operation, authority }], before, rows).map(({ text }) => text);
const on = (row: AuthorityRow, authority: Authority): Standing => ({ authority, rows: rowsOf(row) });

const correction = (): Standing => {
  const row = authorityRow({ by: 'correction' });
  return on(row, { by: 'correction', correctionId: row.id });
};
const direction = (...routes: string[]): Standing => {
  const row = authorityRow({ by: 'direction', routes });
  return on(row, { by: 'direction', directionId: row.id });
};
type Request = NonNullable<AuthorityRow['request']>;
const asked = (kind: Request['kind'], more: Partial<Request> = {}): Request => ({
  ...{ kind, changeKind: null, act: null, about: 'OCC0116' },
  ...more,
});
const decided = (request: Request, routes: string[] = ['digital'], row: Partial<AuthorityRow> = {}): Standing => {
  const found = authorityRow({ by: 'decision', request, routes, ...row });
  return on(found, { by: 'decision', decisionId: found.id, proposalId: newId() });
};
const balloted = (request: Request, routes: string[]): Standing => {
  const found = authorityRow({ by: 'ballot', request, routes });
  return on(found, { by: 'ballot', decisionId: found.id, proposalId: newId() });
};
const undoing = (of: readonly Operation[], stands = true): Standing => {
  const row = authorityRow({ by: 'undo', stands, inverse: new Set(of.map((one) => hashOf(one))) });
  return on(row, { by: 'undo', revisionId: row.id, revisionNo: 3, why: 'Back' });
};
const none: AuthorityRows = new Map();

describe('the authority of an operation', () => {
  test('of a correction is enough for wording, not for a title, a move, or without its row', () => {
    expect(gapsOf(reword, correction())).toEqual([]);
    expect(gapsOf(retitle, correction())).toEqual([expect.stringContaining('wording only')]);
    expect(gapsOf(moveAway, correction())).toHaveLength(1);
    expect(gapsOf(reword, { ...correction(), rows: none })).toEqual([expect.stringContaining('nobody recorded')]);
  });

  test('of a correction is enough for other words of a statement, not for another statement or mapping', () => {
    const { duties, ksbs } = map.occupations.OCC0116;
    const amend = (field: 'duties' | 'ksbs', before: FieldChange['before'], after: FieldChange['after']) =>
      amending({ field, before, after });
    const reworded = ksbs.map((ksb) => ({ ...ksb, text: `${ksb.text}, put better` }));
    expect(gapsOf(amend('ksbs', ksbs, reworded), correction())).toEqual([]);
    expect(gapsOf(amend('ksbs', ksbs, ksbs.slice(1)), correction())).toEqual([expect.stringContaining('wording only')]);
    const unmapped = duties.map((duty) => ({ ...duty, ksbs: [] }));
    expect(gapsOf(amend('duties', duties, unmapped), correction())).toHaveLength(1);
    expect(gapsOf(amend('duties', duties, unmapped), agreedBy('digital'))).toEqual([]);
  });

  test('of agreed minutes is enough on the map of that panel, and to move takes those of both', () => {
    expect(gapsOf(retitle, agreedBy('digital'))).toEqual([]);
    expect(gapsOf(retitle, agreedBy('care-services'))).toEqual([
      expect.stringContaining('agreement of the panel of Digital is missing'),
    ]);
    expect(gapsOf(retitle, { ...agreedBy('digital'), rows: none })).toEqual([expect.stringContaining('do not say')]);
    expect(gapsOf(moveAway, agreedBy('digital'))).toEqual([expect.stringContaining('is missing')]);
    expect(gapsOf(moveAway, agreedBy('digital', 'care-services'))).toEqual([]);
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
      expect([operation.op, gapsOf(operation, agreedBy('digital')).join()]).toEqual([
        operation.op,
        expect.stringContaining('panel of Care services is missing'),
      ]);
      expect(gapsOf(operation, agreedBy('digital', 'care-services'))).toEqual([]);
    }
  });

  test('of a ministerial direction is enough on the maps that it names', () => {
    expect(gapsOf(retitle, direction('digital'))).toEqual([]);
    expect(gapsOf(moveAway, direction('digital'))).toEqual([
      expect.stringContaining('about other maps than Care services'),
    ]);
    expect(gapsOf(retitle, { ...direction('digital'), rows: none })).toEqual([expect.stringContaining('no such')]);
  });

  test('of a decision is enough for what its request asks for, and for nothing else', () => {
    const change = asked('change', { changeKind: 'revision' });
    expect(gapsOf(retitle, decided(change, []))).toEqual([]);
    expect(gapsOf(retire, decided(change))).toEqual([expect.stringContaining('asks for something else')]);
    expect(gapsOf(retitle, decided({ ...change, about: 'OCC0128' }))).toHaveLength(1);
    expect(gapsOf(retitle, decided(change, [], { stands: false }))).toEqual([
      expect.stringContaining('does not stand'),
    ]);
    expect(gapsOf(moveAway, decided(change, ['digital', 'care-services']))).toEqual([]);
    expect(gapsOf(moveAway, decided(change, ['digital']))).toEqual([
      expect.stringContaining('the recommendation of the panel of Care services is missing'),
    ]);
    const within: Operation = { ...moveAway, to: { ...here, cluster: null } };
    expect(gapsOf(within, decided(change, []))).toEqual([]);
  });

  test('of a ballot on an adjustment is that of the panel of its map', () => {
    const adjustment = asked('change', { changeKind: 'adjustment' });
    expect(gapsOf(retitle, balloted(adjustment, ['digital']))).toEqual([]);
    expect(gapsOf(retitle, balloted(adjustment, ['care-services']))).toHaveLength(1);
  });

  test('to retire a whole occupation is a decision on a request to retire it, and nothing else', () => {
    expect(gapsOf(retire, decided(asked('retirement'), []))).toEqual([]);
    expect(gapsOf(retire, decided(asked('retirement', { about: 'OCC0128' }), []))).toHaveLength(1);
    for (const other of [agreedBy('digital'), direction('digital')]) {
      expect(gapsOf(retire, other)).toEqual([expect.stringContaining('by a request to retire it, and nothing else')]);
    }
    const file: Standing = { authority: { by: 'import', file: 'a.csv', line: 2 }, rows: none };
    expect(gapsOf(retire, file)).toEqual([expect.stringContaining('may add and amend, and nothing else')]);
  });

  test('to take an option off the map is an agreement, or a decision on its request; who calls it one does not make it one', () => {
    const option = { core: 'OCC0116', name: 'Games' };
    const withOption = aMap()
      .route('digital')
      .occupation('OCC0116A', { option })
      .occupation('OCC0128', { option })
      .build();
    const removal = (reference: string): Operation => ({ op: 'retire-occupation', reference, successor: null });
    const asks = (act: 'add' | 'remove') => decided(asked('option', { act, about: 'OCC0116A' }), []);
    expect(gapsOf(removal('OCC0116A'), agreedBy('digital'), withOption)).toEqual([]);
    expect(gapsOf(removal('OCC0116A'), asks('remove'), withOption)).toEqual([]);
    expect(gapsOf(removal('OCC0116A'), asks('add'), withOption)).toHaveLength(1);
    expect(gapsOf(removal('OCC0128'), agreedBy('digital'), withOption)).toHaveLength(1);
  });

  test('of an undoing is enough for exactly what takes the revision back', () => {
    expect(gapsOf(retire, undoing([retire]))).toEqual([]);
    expect(gapsOf(retitle, undoing([retire]))).toEqual([expect.stringContaining('not what takes')]);
    expect(gapsOf(retire, undoing([retire], false))).toEqual([expect.stringContaining('only a published')]);
    const { occupations, placements } = map;
    const removal: Operation = { op: 'remove-occupation', occupation: occupations.OCC0116, placement: here };
    expect(placements.OCC0116).toEqual(here);
    expect(gapsOf(removal, agreedBy('digital'))).toEqual([expect.stringContaining('only the undoing')]);
    expect(gapsOf(removal, undoing([removal]))).toEqual([]);
  });

  test('of the seed is enough before there is a map; of a file for adding and amending', () => {
    const add: Operation = { op: 'add-route', route: { slug: 'a', officialId: 1, name: 'A', summary: '' } };
    const seed: Standing = { authority: { by: 'seed' }, rows: none };
    expect(gapsOf(add, seed, emptyMap)).toEqual([]);
    expect(gapsOf(add, seed)).toEqual([expect.stringContaining('first edition only')]);
    const file: Standing = { authority: { by: 'import', file: 'a.csv', line: 2 }, rows: none };
    expect(gapsOf(retitle, file)).toEqual([]);
    expect(gapsOf({ ...moveAway, to: { ...here, cluster: null } }, file)).toEqual([]);
    expect(gapsOf(moveAway, file)).toHaveLength(1);
  });

  test('recorded in words is read, and carries nothing', () => {
    const old: StoredAuthority[] = [
      { by: 'committee', proposalId: newId() },
      { by: 'panel', panels: ['digital'], on: '2030-01-01', why: 'Agreed' },
      { by: 'review', recommendation: 'Recommendation 7 of a review that never was', why: 'Better there' },
      { by: 'correction', why: 'A slip' },
    ];
    for (const authority of old) {
      expect(isInWords(authority)).toBe(true);
      expect(gapsOf(reword, { authority, rows: none })).toEqual([expect.stringContaining('recorded in words')]);
      expect(authorityInPublic(authority, none)).toEqual([
        { text: 'Recorded in words, before authority was a row', link: null },
      ]);
    }
    expect(authorityInWords(old[2], none)[0].text).toContain('a review that never was');
  });

  test('is named in words with where it is read; what is not public by its kind and day', () => {
    const row = authorityRow({ by: 'minutes', title: 'Digital: Places', slug: 'digital', no: 3 });
    const authority: Authority = { by: 'minutes', items: [{ meetingId: newId(), itemId: row.id }] };
    const words = { text: 'Agreed in minutes of 24 November 2026, Digital: Places' };
    const link = { to: 'minutes', slug: 'digital', no: 3 };
    expect(authorityInPublic(authority, rowsOf(row))).toEqual([{ ...words, link }]);
    const unpublished = rowsOf({ ...row, isPublic: false });
    expect(authorityInPublic(authority, unpublished)).toEqual([
      { text: 'Agreed by the route panel, 24 November 2026', link: null },
    ]);
    expect(authorityInWords(authority, unpublished)).toEqual([{ ...words, link: null }]);
  });
});

describe('the content of an operation', () => {
  const lacks = (operation: Operation, { authority }: Standing = agreedBy('digital')) =>
    contentGaps([{ operation, authority }], map).map(({ text }) => text);

  test('that calls an occupation apprenticeship only has a source and its date', () => {
    const flagged: FieldChange = { field: 'apprenticeshipOnly', before: false, after: true };
    const after = { by: 'A letter', date: '2026-11-24' };
    const source: FieldChange = { field: 'apprenticeshipOnlySource', before: null, after };
    expect(lacks(amending(flagged))).toEqual([expect.stringContaining('its date are missing')]);
    expect(lacks(amending(flagged, source))).toEqual([]);
    expect(lacks(amending(flagged), undoing([]))).toEqual([]);
    const result = apply(map, amending(flagged, source));
    if (isRefused(result)) throw new Error('refused');
    expect(result.occupations.OCC0116.apprenticeshipOnlySource).toEqual(after);
    expect(rootHashOf(foldWhatFits(result, operationsBetween(result, map)))).toBe(rootHashOf(map));
  });

  test('that makes an occupation approved has a standard with duties and KSBs, but for a file and an undoing', () => {
    const bare = newOccupation({ reference: 'OCC7001', title: 'New', level: 4, status: 'approved' });
    const add: Operation = { op: 'add-occupation', occupation: bare, placement: here };
    expect(lacks(add)).toEqual([expect.stringContaining('a standard with duties and KSBs')]);
    expect(lacks(add, { authority: { by: 'import', file: 'a.csv', line: 1 }, rows: none })).toEqual([]);
    const { duties, ksbs, standard } = map.occupations.OCC0116;
    expect(ksbs.length).toBeGreaterThan(0);
    const whole = {
      ...bare,
      duties,
      ksbs,
      standard: standard ?? { reference: 'ST1', version: '1.0', status: 'approved' as const },
    };
    expect(lacks({ ...add, occupation: whole })).toEqual([]);
    expect(lacks({ ...add, occupation: { ...bare, status: 'in-development' } })).toEqual([]);
  });
});
