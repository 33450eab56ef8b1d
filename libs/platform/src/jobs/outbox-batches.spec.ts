import { batchesOf, type OpenRow } from './outbox-batches';

const row = (id: string, of: Partial<OpenRow> = {}): OpenRow => ({
  id,
  type: 'a',
  reaction: 'tell',
  attempt: 1,
  ...of,
});
const ids = (rows: readonly OpenRow[], most: number) =>
  batchesOf(rows, () => most).map((batch) => batch.map(({ id }) => id));

describe('rows that are run together', () => {
  it('are those of one reaction to one kind of event, wherever they stand among the others', () => {
    const rows = [
      row('1'),
      row('2', { type: 'b' }),
      row('3'),
      row('4', { reaction: 'count' }),
      row('5', { type: 'b' }),
    ];
    expect(ids(rows, 10)).toEqual([['1', '3'], ['2', '5'], ['4']]);
  });

  it('are as many as the reaction takes at once', () => {
    const rows = ['1', '2', '3', '4', '5'].map((id) => row(id));
    expect(ids(rows, 2)).toEqual([['1', '2'], ['3', '4'], ['5']]);
    expect(ids(rows, 1)).toEqual([['1'], ['2'], ['3'], ['4'], ['5']]);
  });

  it('do without those that were taken up before', () => {
    expect(ids([row('1'), row('2', { attempt: 2 }), row('3', { attempt: 5 }), row('4')], 10)).toEqual([
      ['1', '4'],
      ['2'],
      ['3'],
    ]);
  });
});
