import { allowed, formatLondon, londonDate } from '@app/kernel';
import { requirements } from '@app/proposals';
import { letterOf, type LetterFacts, letterText } from './letter';
import { conditionLifecycle } from './lifecycle';
import { conclusionProblems, conditionWords, isFinal, isOverdue, lastDayToAsk } from './rules';

const now = new Date('2026-11-25T12:00:00Z');
const dueOn = new Date('2026-12-18T23:59:59.999Z');
const reasons = Object.fromEntries(requirements.map(({ key }) => [key, 'It is met']));
const given = {
  kind: 'occupation' as const,
  outcome: 'approve' as const,
  stage: 'committee' as const,
  requirementReasons: {},
  conditions: [],
  now,
};
const fields = (change: Partial<Parameters<typeof conclusionProblems>[0]>) =>
  conclusionProblems({ ...given, ...change }).map(({ field }) => field);

describe('the reasons for an outcome', () => {
  it('are asked for each requirement where it is rejected or to be revised, and are optional otherwise', () => {
    const each = requirements.map(({ key }) => `requirement-${key}`);
    expect(fields({ outcome: 'reject' })).toEqual(each);
    expect(fields({ outcome: 'revise', stage: 'panel' })).toEqual(each);
    expect(fields({ outcome: 'reject', requirementReasons: { ...reasons, broad: '' } })).toEqual(['requirement-broad']);
    expect(fields({ outcome: 'reject', requirementReasons: reasons })).toEqual([]);
    expect(fields({})).toEqual([]);
  });

  it('are asked for in all where the requirements of an occupation say nothing about what is asked for', () => {
    for (const kind of ['retirement', 'dispensation'] as const) {
      expect(fields({ kind, outcome: 'reject' })).toEqual([]);
      expect(fields({ kind, outcome: 'revise', stage: 'panel' })).toEqual([]);
      expect(fields({ kind, outcome: 'approve-with-conditions' })).toEqual(['condition-1']);
    }
    expect(fields({ kind: 'change', outcome: 'reject' })).toHaveLength(requirements.length);
  });

  it('come with conditions, each with a day to come, where the committee approves with conditions', () => {
    const outcome = 'approve-with-conditions' as const;
    expect(fields({ outcome })).toEqual(['condition-1']);
    const conditions = [
      { text: 'One', dueOn },
      { text: 'Two', dueOn: null },
      { text: 'Three', dueOn: now },
    ];
    expect(fields({ outcome, conditions })).toEqual(['day-2', 'day-3']);
    expect(fields({ outcome, conditions, stage: 'panel' })).toEqual([]);
    expect(fields({ conditions })).toEqual([undefined]);
  });
});

describe('a condition', () => {
  it('is overdue by the clock alone, and lapses by a person alone', () => {
    const condition = { state: 'agreed' as const, dueOn };
    expect(isOverdue(condition, now)).toBe(false);
    expect(isOverdue(condition, new Date(dueOn.getTime() + 1))).toBe(true);
    expect(conditionWords(condition, new Date(dueOn.getTime() + 1))).toBe('Not met by 18 December 2026');
    expect(isOverdue({ state: 'met', dueOn }, new Date('2027-01-05T00:00:00Z'))).toBe(false);
    expect(allowed(conditionLifecycle, 'agreed')).toEqual(['meet', 'extend', 'close']);
    expect(allowed(conditionLifecycle, 'met')).toEqual(['discharge', 'sendBack']);
  });
});

describe('the right to a procedural review', () => {
  it('runs to the end of the twentieth working day after a final decision', () => {
    const last = lastDayToAsk(new Date('2026-10-05T09:30:00Z'));
    expect(formatLondon(last)).toBe('2 November 2026');
    expect(londonDate(new Date(last.getTime() + 1))).toBe('2026-11-03');
  });

  it('is there for what ended the case: the committee, but for a revision, and a rejection by the panel', () => {
    const final = (stage: 'panel' | 'committee') =>
      (['approve', 'approve-with-conditions', 'revise', 'reject'] as const).filter((outcome) =>
        isFinal({ stage, outcome, panelsAgree: true }),
      );
    expect(final('committee')).toEqual(['approve', 'approve-with-conditions', 'reject']);
    expect(final('panel')).toEqual(['reject']);
    expect(isFinal({ stage: 'panel', outcome: 'reject', panelsAgree: false })).toBe(false);
  });
});

describe('the decision letter', () => {
  const facts: LetterFacts = {
    stage: 'committee',
    panelName: 'Approvals committee',
    decidesNext: { body: 'committee', title: null },
    lastStage: true,
    panels: 1,
    panelsAgree: true,
    recommendations: [],
    reference: 'OP0007',
    title: 'Aquaponics technician',
    versionNo: 2,
    groupName: 'Growers',
    outcome: 'approve-with-conditions',
    reasons: 'It stands on its own.',
    requirementReasons: { broad: 'A year of training is shown.' },
    period: null,
    decidedAt: new Date('2026-10-05T09:30:00Z'),
    reverses: null,
    conditions: [{ no: 1, text: 'Name two employers', dueOn }],
  };

  it('says what was decided, the reasons per requirement, the conditions with their days, and the right to review', () => {
    const text = letterText(letterOf(facts)).join('\n');
    expect(text).toContain('has decided to approve it with conditions');
    expect(text).toContain('A year of training is shown.');
    expect(text).toContain('Condition 1, by 18 December 2026: Name two employers');
    expect(text).toContain('until the end of 2 November 2026');
  });

  it('says of a dispensation from when until when it holds, and nothing of a map', () => {
    const period = { startsOn: '2027-01-04', endsOn: '2027-03-27' };
    const text = letterText(letterOf({ ...facts, outcome: 'approve', conditions: [], period })).join('\n');
    expect(text).toContain('From 4 January 2027 until 27 March 2027');
    expect(text).not.toContain('revisions of the map');
  });

  it('offers no review of a recommendation or a revision, and says whose place it takes', () => {
    const text = (change: Partial<LetterFacts>) => letterText(letterOf({ ...facts, ...change })).join('\n');
    expect(text({ outcome: 'revise' })).not.toContain('procedural review');
    const recommendation = text({
      stage: 'panel',
      lastStage: false,
      panelName: 'Digital route panel',
      outcome: 'approve',
    });
    expect(recommendation).toContain('The Digital route panel considered version 2');
    expect(recommendation).not.toContain('procedural review');
    const adjustment = text({ stage: 'panel', lastStage: true, panelName: 'Digital route panel', outcome: 'approve' });
    expect(adjustment).toContain('The Digital route panel considered version 2');
    expect(adjustment).toContain('has decided to approve it');
    expect(adjustment).not.toContain('committee decides next');
    expect(text({ reverses: new Date('2026-09-01T12:00:00Z') })).toContain(
      'takes the place of the decision of 1 September 2026',
    );
  });

  it('of one panel of a move between routes promises nothing before the other has recommended', () => {
    const text = (change: Partial<LetterFacts>) => letterText(letterOf({ ...facts, ...change })).join('\n');
    const one = {
      stage: 'panel',
      lastStage: false,
      panelName: 'Digital route panel',
      panels: 2,
      conditions: [],
    } as const;
    const alone = text({ ...one, outcome: 'reject', panelsAgree: false });
    expect(alone).toContain('recommends to reject it');
    expect(alone).toContain('the panels of both routes recommend');
    expect(alone).not.toContain('procedural review');
    const both = text({ ...one, outcome: 'reject', panelsAgree: true });
    expect(both).toContain('has decided to reject it');
    expect(both).toContain('procedural review');
    const recommendations = [
      { panelName: 'Care services route panel', outcome: 'revise' as const, reasons: 'Too soon' },
    ];
    expect(text({ recommendations })).toContain(
      'The Care services route panel recommended to ask you to revise and resubmit it: Too soon',
    );
  });
});
