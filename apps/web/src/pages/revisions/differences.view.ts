import { countsOf, type Difference, type DifferenceKind } from '@app/occupational-map';

/** What each kind is called, and its mark: what came, what went, and what stays and is different. */
const kinds: Readonly<Record<DifferenceKind, { one: string; many: string; tag: string; mark?: 'good' | 'retired' }>> = {
  added: { one: 'occupation added', many: 'occupations added', tag: 'Added', mark: 'good' },
  split: { one: 'occupation split', many: 'occupations split', tag: 'Split' },
  merged: { one: 'merger', many: 'mergers', tag: 'Merged' },
  retired: { one: 'occupation retired', many: 'occupations retired', tag: 'Retired', mark: 'retired' },
  reinstated: { one: 'occupation reinstated', many: 'occupations reinstated', tag: 'Reinstated', mark: 'good' },
  'taken-off': { one: 'occupation taken off', many: 'occupations taken off', tag: 'Taken off', mark: 'retired' },
  moved: { one: 'occupation moved', many: 'occupations moved', tag: 'Moved' },
  retitled: { one: 'new title', many: 'new titles', tag: 'Retitled' },
  level: { one: 'change of level', many: 'changes of level', tag: 'Level' },
  ksbs: {
    one: 'change of knowledge, skills and behaviours',
    many: 'changes of knowledge, skills and behaviours',
    tag: 'KSBs',
  },
  duties: { one: 'change of duties', many: 'changes of duties', tag: 'Duties' },
  soc: { one: 'SOC mapping', many: 'SOC mappings', tag: 'SOC' },
  amended: { one: 'other amendment', many: 'other amendments', tag: 'Amended' },
  structure: {
    one: 'change of routes, pathways and clusters',
    many: 'changes of routes, pathways and clusters',
    tag: 'Structure',
  },
  progression: { one: 'progression link', many: 'progression links', tag: 'Progression' },
  't-level': { one: 'T Level', many: 'T Levels', tag: 'T Level' },
};

const mostShown = 200;

/** Differences between two maps as pages print them: counts in words, then each with its mark. */
export function differencesView(differences: readonly Difference[]) {
  return {
    counts: countsOf(differences).map(({ kind, count }) => {
      const { one, many } = kinds[kind];
      return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
    }),
    list: differences.slice(0, mostShown).map(({ kind, text, changes }) => ({
      text,
      changes,
      tag: { text: kinds[kind].tag, mark: kinds[kind].mark ?? 'ref' },
    })),
    more: Math.max(0, differences.length - mostShown),
  };
}
