import fc from 'fast-check';
import { aCompleteContent } from '../testing';
import {
  carriedOver,
  changeableFields,
  changedFields,
  type ChangeKind,
  changeKindOf,
  changeKinds,
  clashes,
  larger,
} from './changes';
import type { ChangeableField } from './parts';
import type { ProposalContent } from './content';

type Edit = (content: ProposalContent) => ProposalContent;
const before = aCompleteContent({ keywords: ['access'] });
const word = fc.stringMatching(/^[A-Z][a-z]{2,14}$/);

/** An edit of each field that says something else there, whatever the field says now. */
const edits: Readonly<Record<ChangeableField, (said: string) => Edit>> = {
  title: (said) => (content) => ({ ...content, title: `${content.title} ${said}` }),
  level: () => (content) => ({ ...content, level: content.level === 5 ? 6 : 5 }),
  route: (said) => (content) => ({ ...content, route: `route-${said.toLowerCase()}` }),
  profile: (said) => (content) => ({ ...content, profile: `${content.profile} ${said}` }),
  typicalJobTitles: (said) => (content) => ({ ...content, typicalJobTitles: [...content.typicalJobTitles, said] }),
  keywords: (said) => (content) => ({ ...content, keywords: [...content.keywords, said] }),
  duties: (said) => (content) => ({
    ...content,
    duties: content.duties.map((duty) => (duty.code === 'D1' ? { ...duty, text: `${duty.text} ${said}` } : duty)),
  }),
  ksbs: (said) => (content) => ({
    ...content,
    ksbs: content.ksbs.map((ksb) => (ksb.code === 'K1' ? { ...ksb, text: `${ksb.text} ${said}` } : ksb)),
  }),
  mapping: () => (content) => ({
    ...content,
    duties: content.duties.map((duty) => (duty.code === 'D1' ? { ...duty, ksbs: duty.ksbs.slice(1) } : duty)),
  }),
};
const kinds: Readonly<Record<ChangeableField, ChangeKind>> = {
  title: 'revision',
  level: 'revision',
  route: 'revision',
  profile: 'adjustment',
  typicalJobTitles: 'adjustment',
  keywords: 'adjustment',
  duties: 'revision',
  ksbs: 'revision',
  mapping: 'revision',
};
const fields = fc.uniqueArray(fc.constantFrom(...changeableFields));
const edited = (list: readonly ChangeableField[], said: string): ProposalContent =>
  list.reduce((content, field) => edits[field](said)(content), before);
const rank = (kind: ChangeKind | null): number => (kind === null ? -1 : changeKinds.indexOf(kind));

describe('what kind of change it is', () => {
  it.each(changeableFields)('follows from %s alone', (field) => {
    expect(changeKindOf(before, edited([field], 'Other'))).toBe(kinds[field]);
  });

  it('is that of the field that changes most; nothing changed is no change', () => {
    fc.assert(
      fc.property(fields, word, (list, said) => {
        const after = edited(list, said);
        expect(new Set(changedFields(before, after))).toEqual(new Set(list));
        const highest = list
          .map((field) => kinds[field])
          .reduce<ChangeKind | null>((one, kind) => larger(one, kind), null);
        expect(changeKindOf(before, after)).toBe(highest);
      }),
    );
  });

  it('is never less for changing one field more', () => {
    fc.assert(
      fc.property(fields, fc.constantFrom(...changeableFields), word, (list, further, said) => {
        const more = list.includes(further) ? list : [...list, further];
        const [one, other] = [changeKindOf(before, edited(list, said)), changeKindOf(before, edited(more, said))];
        expect(rank(other)).toBeGreaterThanOrEqual(rank(one));
      }),
    );
  });

  it('is a correction where capitals, signs and spaces change in what may be corrected, in whichever texts', () => {
    const dress = (text: string): string => `${text.toUpperCase()} .`;
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), (picked) => {
        const after: ProposalContent = {
          ...before,
          profile: picked.includes(0) ? dress(before.profile) : before.profile,
          typicalJobTitles: picked.includes(1) ? before.typicalJobTitles.map(dress) : before.typicalJobTitles,
          keywords: picked.includes(2) ? before.keywords.map(dress) : before.keywords,
          duties: picked.includes(3)
            ? before.duties.map((duty) => ({ ...duty, text: dress(duty.text) }))
            : before.duties,
          ksbs: picked.includes(4) ? before.ksbs.map((ksb) => ({ ...ksb, text: dress(ksb.text) })) : before.ksbs,
        };
        expect(changeKindOf(before, after)).toBe('correction');
      }),
    );
  });

  it('is never a correction of a title: it names the occupation', () => {
    expect(changeKindOf(before, { ...before, title: before.title.toUpperCase() })).toBe('revision');
  });

  it('the larger of two is one of them, in either order', () => {
    const some = fc.constantFrom(...changeKinds, null);
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(rank(larger(one, other))).toBe(Math.max(rank(one), rank(other)));
      }),
    );
  });
});

describe('when the map has moved on', () => {
  it('what only one side changed is carried over, and both texts stand', () => {
    fc.assert(
      fc.property(fields, fields, word, word, (ours, theirs, said, other) => {
        const apart = theirs.filter((field) => !ours.includes(field));
        const [mine, now] = [edited(ours, said), edited(apart, other)];
        expect(clashes(before, mine, now)).toEqual([]);
        const carried = carriedOver(before, mine, now);
        expect(new Set(changedFields(now, carried))).toEqual(new Set(ours));
        expect(new Set(changedFields(mine, carried))).toEqual(new Set(apart));
      }),
    );
  });

  it('a field that both changed to different texts is told, and only such a field', () => {
    fc.assert(
      fc.property(fields, fields, (ours, theirs) => {
        const [mine, now] = [edited(ours, 'Mine'), edited(theirs, 'Theirs')];
        const same: readonly ChangeableField[] = ['level', 'mapping'];
        const both = ours.filter((field) => theirs.includes(field) && !same.includes(field));
        expect(new Set(clashes(before, mine, now))).toEqual(new Set(both));
      }),
    );
  });
});
