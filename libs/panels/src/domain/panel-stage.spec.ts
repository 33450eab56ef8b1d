import type { Outcome } from './carrying';
import { awaited, panelStageOf } from './panel-stage';

const said = (route: string, outcome: Outcome) => ({
  route,
  panelName: `${route} panel`,
  outcome,
  reasons: `${route} says ${outcome}`,
});
const both = ['care', 'digital'];
const of = (care: Outcome, digital: Outcome) => panelStageOf(both, [said('digital', digital), said('care', care)]);

describe('what the panels of a request come to', () => {
  test('one panel alone: what it recommended', () => {
    expect(panelStageOf(['care'], [said('care', 'revise')])).toEqual({
      outcome: 'revise',
      reasons: 'care says revise',
    });
    expect(panelStageOf(['care'], [])).toBeNull();
  });

  test('of a move between routes: nothing before both have recommended', () => {
    expect(panelStageOf(both, [said('digital', 'approve')])).toBeNull();
    expect(panelStageOf(both, [said('digital', 'approve'), said('construction', 'approve')])).toBeNull();
    expect(awaited(both, [said('digital', 'reject')])).toEqual(['care']);
    expect(awaited(both, [])).toEqual(both);
    expect(awaited(['care'], [said('care', 'reject')])).toEqual(['care']);
  });

  test('where both say the same, that, with the reasons of both', () => {
    for (const outcome of ['approve', 'approve-with-conditions', 'revise', 'reject'] as const) {
      const reasons = `care panel: care says ${outcome}\n\ndigital panel: digital says ${outcome}`;
      expect(of(outcome, outcome)).toEqual({ outcome, reasons });
    }
    expect(of('approve', 'approve-with-conditions')).toMatchObject({ outcome: 'approve-with-conditions' });
  });

  test('everything else is for the committee, whichever of the two recommended first', () => {
    const answers = ['approve', 'approve-with-conditions', 'revise', 'reject'] as const;
    const differing = answers.flatMap((one) => answers.map((other) => [one, other, of(one, other)] as const));
    for (const [one, other, stage] of differing.filter(([, , found]) => found === 'differ')) {
      expect(one).not.toBe(other);
      expect(of(other, one)).toBe(stage);
    }
    expect(differing.filter(([, , stage]) => stage === 'differ')).toHaveLength(10);
  });
});
