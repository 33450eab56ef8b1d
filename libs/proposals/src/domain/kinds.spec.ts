import { newOccupation } from '@app/occupational-map';
import { proposalFields } from './parts';
import { type ChangeKind, changeKinds } from './changes';
import { consultationWait, isLongEnough } from './consultation-wait';
import { blankContent } from './content';
import { fieldsOf, kindsOfRequest, mayBeAbout, type RequestKind, requestKinds, stagesOf, type Way } from './kinds';
import { lifecycleOf, type ProposalAction, proposalStates, standingOf } from './lifecycle';

const reviewed: ProposalAction[] = ['submit', 'review', 'accept', 'recommend', 'agree'];
const ways: readonly (Way & { by: ProposalAction[] })[] = [
  ...(['occupation', 'standard', 'option'] as const).map((kind) => ({ kind, changeKind: null, by: reviewed })),
  { kind: 'retirement', changeKind: null, by: ['submit', 'accept', 'recommend', 'agree'] },
  { kind: 'dispensation', changeKind: null, by: reviewed },
  { kind: 'change', changeKind: 'correction', by: ['submit', 'accept'] },
  { kind: 'change', changeKind: 'adjustment', by: ['submit', 'accept', 'recommend'] },
  { kind: 'change', changeKind: 'revision', by: reviewed },
];
const named = ways.map((way) => [way.changeKind ?? way.kind, way] as const);

/** Every way from a draft to agreed that never comes back to a state, as the actions that lead there. */
function waysToAgreed(way: Way): string[] {
  const table = lifecycleOf(way);
  const found: string[] = [];
  const walk = (state: (typeof proposalStates)[number], seen: readonly string[], by: readonly string[]): void => {
    if (state === 'agreed') found.push(by.join(' '));
    else
      for (const [action, to] of Object.entries(table[state]))
        if (!seen.includes(to)) walk(to, [...seen, to], [...by, action]);
  };
  walk('draft', ['draft'], []);
  return found;
}

describe('each kind of request', () => {
  it.each(named)(
    '%s is agreed by its own stages, where it has a peer review with or without it, and by no other way',
    (_, way) => {
      const straight = waysToAgreed(way).filter((by) => !by.includes('decideAfresh'));
      const decided = stagesOf(way).includes('committee');
      const conditional = (by: ProposalAction[]): ProposalAction[] => [
        ...by.slice(0, -1),
        'agreeWithConditions',
        'agree',
      ];
      const without = way.by.filter((action) => action !== 'review');
      const ways = [way.by, without].flatMap((by) => (decided ? [by, conditional(by)] : [by]));
      expect(straight.sort()).toEqual([...new Set(ways.map((by) => by.join(' ')))].sort());
    },
  );

  it.each(named)('%s, refused, is decided afresh by committee or panel, and never agreed by that alone', (_, way) => {
    const { refused, agreed } = lifecycleOf(way);
    const [panel, committee] = [stagesOf(way).includes('panel'), stagesOf(way).includes('committee')];
    const decides = committee ? 'with-committee' : panel ? 'with-panel' : undefined;
    expect([refused.decideAfresh, agreed.decideAfresh]).toEqual([decides, decides]);
  });

  it.each(named)(
    '%s leads from each of its states to an end, and goes on the map in a revision, but for a dispensation',
    (_, way) => {
      const table = lifecycleOf(way);
      const reached = new Set<(typeof proposalStates)[number]>(['draft']);
      for (const state of reached) for (const to of Object.values(table[state])) reached.add(to);
      const changesTheMap = way.kind !== 'dispensation';
      expect([reached.has('in-revision'), reached.has('on-map')]).toEqual([changesTheMap, changesTheMap]);
      expect(reached.has('with-panel')).toBe(stagesOf(way).includes('panel'));
      expect(reached.has('with-committee')).toBe(stagesOf(way).includes('committee'));
      const ends = proposalStates.filter((one) => !reached.has(one) && one !== 'lapsed');
      for (const state of ends) expect(table[state]).toEqual({});
    },
  );

  it('asks for parts that have a name, and promises a decision within 6 weeks, of a change and a dispensation within 4', () => {
    const known = proposalFields.map(({ field }) => field);
    for (const kind of requestKinds) {
      expect(known).toEqual(expect.arrayContaining([...kindsOfRequest[kind].fields]));
      expect(kindsOfRequest[kind].decisionWeeks).toBe(['change', 'dispensation'].includes(kind) ? 4 : 6);
    }
  });

  it('does not describe an option that is taken out', () => {
    const asked = fieldsOf('option', { ...blankContent(), option: { act: 'remove' } });
    expect(asked).toEqual(['option', 'grounds', 'files']);
  });

  it('is about what it can be about', () => {
    const of = (status: 'approved' | 'in-development' | 'retired', option = false) =>
      newOccupation({
        reference: 'OCC0001A',
        title: 'One',
        level: 3,
        status,
        option: option ? { core: 'OCC0001', name: 'A' } : null,
      });
    const about = (occupation: ReturnType<typeof of>): RequestKind[] =>
      requestKinds.filter((kind) => mayBeAbout(kind, occupation));
    expect(about(of('approved'))).toEqual(['change', 'retirement', 'dispensation']);
    expect(about(of('approved', true))).toEqual(['change', 'option', 'retirement', 'dispensation']);
    expect(about(of('in-development'))).toEqual(['standard', 'retirement']);
    expect(about(of('retired'))).toEqual([]);
  });

  it('names every kind of change, from the smallest to the largest', () => {
    const length = (changeKind: ChangeKind): number => stagesOf({ kind: 'change', changeKind }).length;
    expect(changeKinds.map(length)).toEqual([4, 5, 7]);
  });
});

describe('the consultation that a panel waits for', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
  const held = (from: number, to: number) => ({ reference: 'C0001', opensAt: days(from), closesAt: days(to) });

  it('is none for most kinds', () => {
    for (const kind of requestKinds.filter((one) => one !== 'retirement'))
      expect(consultationWait(kind, [], now)).toBeNull();
  });

  it('has to be announced, to be long enough, and to have closed', () => {
    expect(consultationWait('retirement', [], now)).toContain('at least 4 weeks, and none is announced yet');
    expect(consultationWait('retirement', [held(-20, -6)], now)).toContain('none is announced yet');
    expect(consultationWait('retirement', [held(-1, 28)], now)).toBe(
      'The panel waits for consultation C0001, which closes on 23 December 2026 at 12:00pm GMT',
    );
    expect(consultationWait('retirement', [held(-28, 0)], now)).toBeNull();
  });

  it('is four weeks, also across the end of summer time', () => {
    const opensAt = new Date('2026-10-01T00:00:00+01:00');
    expect(isLongEnough('retirement', { opensAt, closesAt: new Date('2026-10-29T00:00:00Z') })).toBe(true);
    expect(isLongEnough('retirement', { opensAt, closesAt: new Date('2026-10-28T12:00:00Z') })).toBe(false);
  });
});

describe('what was returned and not submitted again', () => {
  const lapsesAt = new Date('2026-11-25T12:00:00Z');

  it('has lapsed from that instant on, and only while it is returned', () => {
    expect(standingOf({ state: 'returned', lapsesAt }, new Date(lapsesAt.getTime() - 1))).toBe('returned');
    expect(standingOf({ state: 'returned', lapsesAt }, lapsesAt)).toBe('lapsed');
    expect(standingOf({ state: 'submitted', lapsesAt }, lapsesAt)).toBe('submitted');
    expect(standingOf({ state: 'returned', lapsesAt: null }, lapsesAt)).toBe('returned');
  });

  it('is neither changed nor submitted any more, but reopened', () => {
    const { lapsed } = lifecycleOf({ kind: 'occupation', changeKind: null });
    expect(lapsed).toEqual({ reopen: 'returned', decideAfresh: 'with-committee', withdraw: 'withdrawn' });
  });
});
