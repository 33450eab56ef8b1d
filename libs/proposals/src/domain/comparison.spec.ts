import { newId } from '@app/kernel';
import fc from 'fast-check';
import { aCompleteContent } from '../testing';
import { type ComparedPart, comparisonOf } from './comparison';
import { inCodeOrder } from './content';
import { differenceOfTexts, type Piece } from './difference';
import type { ContentAndBeside } from './part';
import { proposalFields } from './parts';

const fields = proposalFields.map(({ field }) => field);
const content = (change: Partial<ContentAndBeside> = {}): ContentAndBeside => ({
  ...aCompleteContent(),
  employers: [{ name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' }],
  files: [],
  ...change,
});
const compare = (before: ContentAndBeside, after: ContentAndBeside) => comparisonOf(before, after, fields);
const partOf = <S extends ComparedPart['shape']>(parts: ComparedPart[], field: string, shape: S) => {
  const found = parts.find((part) => part.field === field);
  if (found?.shape !== shape) throw new Error(`${field} is no ${shape}`);
  return found as Extract<ComparedPart, { shape: S }>;
};
const changed = (parts: ComparedPart[]): string[] => parts.filter((part) => part.changed).map(({ field }) => field);

describe('two texts', () => {
  it('differ by words, and a phrase that was rewritten reads as one', () => {
    expect(differenceOfTexts('Audit a service', 'Audit and mend the service')).toEqual([
      { is: 'same', text: 'Audit ' },
      { is: 'out', text: 'a' },
      { is: 'in', text: 'and mend the' },
      { is: 'same', text: ' service' },
    ]);
    expect(differenceOfTexts('the quick fox', 'a slow fox')).toEqual([
      { is: 'out', text: 'the quick' },
      { is: 'in', text: 'a slow' },
      { is: 'same', text: ' fox' },
    ]);
  });

  const said = fc
    .array(fc.constantFrom('audit', 'a', 'service', 'and', 'mend', '\n', '  ', ','))
    .map((w) => w.join(' '));
  it('lead from one to the other, and back', () => {
    fc.assert(
      fc.property(said, said, (before, after) => {
        const pieces = differenceOfTexts(before, after);
        expect(side(pieces, 'out')).toBe(before);
        expect(side(pieces, 'in')).toBe(after);
        expect(differenceOfTexts(after, before)).toEqual(mirrored(pieces));
        expect(differenceOfTexts(before, before).every(({ is }) => is === 'same')).toBe(true);
      }),
    );
  });
});

const side = (pieces: readonly Piece[], is: 'out' | 'in'): string =>
  pieces
    .filter((piece) => piece.is === 'same' || piece.is === is)
    .map(({ text }) => text)
    .join('');

/** The same difference the other way round; what is out stands before what is in. */
function mirrored(pieces: readonly Piece[]): Piece[] {
  const turned = pieces.map(({ is, text }): Piece => ({
    is: is === 'in' ? 'out' : is === 'out' ? 'in' : 'same',
    text,
  }));
  turned.forEach((piece, at) => {
    const before = turned[at - 1];
    if (before?.is === 'in' && piece.is === 'out') [turned[at - 1], turned[at]] = [piece, before];
  });
  return turned;
}

describe('two versions', () => {
  it('that say the same have no change', () => {
    expect(changed(compare(content(), content()))).toEqual([]);
  });

  it('tell each statement as unchanged, changed, added, removed or re-coded', () => {
    const after = content({
      duties: [
        { code: 'D1', text: 'Audit a digital service', ksbs: ['K1', 'S1'] },
        { code: 'D2', text: 'Test with people', ksbs: ['S1', 'B2'] },
        { code: 'D4', text: 'Train others', ksbs: ['K2'] },
      ],
    });
    const parts = compare(content(), after);
    const { statements } = partOf(parts, 'duties', 'statements');
    expect(statements.map(({ is, before, after }) => [is, before, after])).toEqual([
      ['changed', 'D1', 'D1'],
      ['re-coded', 'D3', 'D2'],
      ['removed', 'D2', null],
      ['added', null, 'D4'],
    ]);
    expect(partOf(parts, 'mapping', 'mapping').duties).toEqual([
      { before: 'D1', after: 'D1', kept: ['K1', 'S1'], out: ['K2', 'B1'], in: [] },
      { before: 'D3', after: 'D2', kept: ['S1', 'B2'], out: [], in: [] },
      { before: 'D2', after: null, kept: [], out: ['K2', 'S2'], in: [] },
      { before: null, after: 'D4', kept: [], out: [], in: ['K2'] },
    ]);
  });

  it('have the same mapping where a statement only has another code', () => {
    const { ksbs, duties } = content();
    const renamed = (code: string): string => (code === 'K2' ? 'K7' : code);
    const after = content({
      ksbs: ksbs.map((one) => ({ ...one, code: renamed(one.code) })),
      duties: duties.map((duty) => ({ ...duty, ksbs: duty.ksbs.map(renamed) })),
    });
    expect(changed(compare(content(), after))).toEqual(['ksbs']);
  });

  it('tell a file of the same name with another content as another file', () => {
    const letter = (sha256: string) =>
      ({ id: newId(), requirement: 'broad', name: 'letter.pdf', kind: 'pdf', size: 900, sha256 }) as const;
    const [before, after] = [
      content({ files: [letter('a'.repeat(64))] }),
      content({ files: [letter('b'.repeat(64))] }),
    ];
    const { items } = partOf(compare(before, after), 'files', 'list');
    expect(items.map(({ is }) => is)).toEqual(['out', 'in']);
    expect(changed(compare(before, content({ files: [letter('a'.repeat(64))] })))).toEqual([]);
  });

  it('never take another statement for the one whose code it has now', () => {
    const { ksbs, duties } = content();
    const without = <T extends { code: string }>(list: readonly T[]): T[] => list.filter(({ code }) => code !== 'K1');
    const now = (code: string): string => (code === 'K2' ? 'K1' : code);
    const needs = (codes: readonly string[]): string[] => codes.filter((code) => code !== 'K1').map(now);
    const after = content({
      ksbs: without(ksbs).map((one) => ({ ...one, code: now(one.code) })),
      duties: duties.map((duty) => ({ ...duty, ksbs: needs(duty.ksbs) })),
    });
    const { duties: mapped } = partOf(compare(content(), after), 'mapping', 'mapping');
    expect(mapped[0]).toMatchObject({ after: 'D1', kept: ['K1', 'S1', 'B1'], out: ['K1'], in: [] });
  });

  const word = fc.constantFrom('audit', 'a', 'service', 'advise', 'teams', 'test');
  const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  const statements = (letter: string, ksbs: fc.Arbitrary<string[]>) =>
    fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), text, ksbs), { maxLength: 5, selector: ([no]) => no })
      .map((list) => list.map(([no, said, needs]) => ({ code: `${letter}${no}`, text: said, ksbs: needs })));
  const anyContent = fc
    .record({
      title: text,
      profile: text,
      keywords: fc.array(word, { maxLength: 4 }),
      duties: statements('D', fc.subarray(['K1', 'K2', 'K3'])),
      knowledge: statements('K', fc.constant([])),
    })
    .map(({ knowledge, ...given }) =>
      content({ ...given, ksbs: knowledge.map(({ code, text }) => ({ code, text, kind: 'knowledge' as const })) }),
    );

  it('lead from one to the other, statement by statement', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        const parts = compare(before, after);
        for (const list of ['duties', 'ksbs'] as const) {
          const { statements } = partOf(parts, list, 'statements');
          const led = statements.flatMap(({ after: code, pieces }) =>
            code === null ? [] : [{ code, text: side(pieces, 'in') }],
          );
          expect(led).toEqual(
            inCodeOrder<{ code: string; text: string }>(after[list]).map(({ code, text }) => ({ code, text })),
          );
        }
        const { items } = partOf(parts, 'keywords', 'list');
        expect(items.filter(({ is }) => is !== 'out').map(({ text }) => text)).toEqual(after.keywords);
        const needs = partOf(parts, 'mapping', 'mapping').duties.flatMap(({ kept, in: added }) => [...kept, ...added]);
        expect(needs.sort()).toEqual(after.duties.flatMap(({ ksbs }) => ksbs).sort());
        expect(changed(compare(before, before))).toEqual([]);
      }),
    );
  });

  it('compare the other way round as the mirror', () => {
    const mirror = {
      unchanged: 'unchanged',
      changed: 'changed',
      added: 'removed',
      removed: 'added',
      're-coded': 're-coded',
    };
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        const [there, back] = [compare(before, after), compare(after, before)];
        expect(changed(back)).toEqual(changed(there));
        for (const list of ['duties', 'ksbs'] as const) {
          const turned = partOf(there, list, 'statements').statements.map((one) =>
            JSON.stringify({ is: mirror[one.is], before: one.after, after: one.before, pieces: mirrored(one.pieces) }),
          );
          const found = partOf(back, list, 'statements').statements.map((one) => JSON.stringify(one));
          expect(found.sort()).toEqual(turned.sort());
        }
        const moved = (parts: ComparedPart[], is: 'out' | 'in') =>
          partOf(parts, 'mapping', 'mapping')
            .duties.flatMap((duty) => duty[is])
            .sort();
        expect(moved(back, 'out')).toEqual(moved(there, 'in'));
      }),
    );
  });
});
