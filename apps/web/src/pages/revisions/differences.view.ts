import { countsOf, type Difference, type DifferenceKind } from '@app/occupational-map';

const kinds: Readonly<Record<DifferenceKind, { one: string; many: string; tag: string; colour: string }>> = {
  added: { one: 'occupation added', many: 'occupations added', tag: 'Added', colour: 'green' },
  split: { one: 'occupation split', many: 'occupations split', tag: 'Split', colour: 'purple' },
  merged: { one: 'merger', many: 'mergers', tag: 'Merged', colour: 'purple' },
  retired: { one: 'occupation retired', many: 'occupations retired', tag: 'Retired', colour: 'red' },
  reinstated: { one: 'occupation reinstated', many: 'occupations reinstated', tag: 'Reinstated', colour: 'green' },
  'taken-off': { one: 'occupation taken off', many: 'occupations taken off', tag: 'Taken off', colour: 'red' },
  moved: { one: 'occupation moved', many: 'occupations moved', tag: 'Moved', colour: 'blue' },
  retitled: { one: 'new title', many: 'new titles', tag: 'Retitled', colour: 'yellow' },
  level: { one: 'change of level', many: 'changes of level', tag: 'Level', colour: 'orange' },
  ksbs: {
    one: 'change of knowledge, skills and behaviours',
    many: 'changes of knowledge, skills and behaviours',
    tag: 'KSBs',
    colour: 'turquoise',
  },
  duties: { one: 'change of duties', many: 'changes of duties', tag: 'Duties', colour: 'turquoise' },
  soc: { one: 'SOC mapping', many: 'SOC mappings', tag: 'SOC', colour: 'grey' },
  amended: { one: 'other amendment', many: 'other amendments', tag: 'Amended', colour: 'yellow' },
  structure: {
    one: 'change of routes, pathways and clusters',
    many: 'changes of routes, pathways and clusters',
    tag: 'Structure',
    colour: 'blue',
  },
  progression: { one: 'progression link', many: 'progression links', tag: 'Progression', colour: 'grey' },
  't-level': { one: 'T Level', many: 'T Levels', tag: 'T Level', colour: 'pink' },
};

const mostShown = 200;

/** Differences between two maps as pages print them: counts in words, then each with its tag. */
export function differencesView(differences: readonly Difference[]) {
  return {
    counts: countsOf(differences).map(({ kind, count }) => {
      const { one, many } = kinds[kind];
      return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
    }),
    list: differences.slice(0, mostShown).map(({ kind, text, changes }) => ({
      text,
      changes,
      tag: { text: kinds[kind].tag, colour: kinds[kind].colour },
    })),
    more: Math.max(0, differences.length - mostShown),
  };
}
