import { actElsewhere, againstOneStage, deedOf, type StageAct } from './one-stage';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute));
const accepted: StageAct = { personId: 'ada', stage: 'officer-check', act: 'accepted', panelName: null, at: at(1) };
const voted: StageAct = { personId: 'bo', stage: 'panel', act: 'voted', panelName: 'Digital route panel', at: at(2) };
const gave: StageAct = { ...voted, act: 'reasons', at: at(3) };
const decided: StageAct = { personId: 'cy', stage: 'review', act: 'decided', panelName: null, at: at(4) };
const acts = [gave, voted, accepted, decided];

describe('one person acts in one stage of a request', () => {
  it('who did nothing, or acts in the same stage again, is free to', () => {
    expect(againstOneStage(acts, 'di', 'committee')).toBeNull();
    expect(againstOneStage(acts, 'bo', 'panel')).toBeNull();
    expect(againstOneStage(acts, null, 'panel')).toBeNull();
    expect(againstOneStage([], 'bo', 'committee')).toBeNull();
  });

  it('who acted in another stage is told what they did there first, and in what they take no part', () => {
    expect(againstOneStage(acts, 'bo', 'committee')).toBe(
      "You voted on this in the Digital route panel, so you take no part in the committee's decision",
    );
    expect(againstOneStage(acts, 'ada', 'panel')).toBe(
      "You accepted this in the officer's check, so you take no part in the panel's ballot",
    );
    expect(againstOneStage(acts, 'cy', 'officer-check')).toBe(
      "You decided the procedural review of this, so you take no part in the officer's check",
    );
    expect(actElsewhere(acts, 'bo', 'review')).toBe(voted);
  });

  it('both panels of a move are one stage', () => {
    const other = { ...voted, panelName: 'Care services route panel' };
    expect(againstOneStage([voted, other], 'bo', 'panel')).toBeNull();
  });

  it('who did it in two, before that was a rule, acts in neither again', () => {
    const past = [voted, { ...voted, stage: 'committee' as const, panelName: 'Approvals committee', at: at(9) }];
    expect(againstOneStage(past, 'bo', 'committee')).toContain('in the Digital route panel');
    expect(againstOneStage(past, 'bo', 'panel')).toContain('in the Approvals committee');
  });

  it('every deed has its words', () => {
    expect(acts.map(deedOf)).toEqual([
      'gave the reasons on this in the Digital route panel',
      'voted on this in the Digital route panel',
      "accepted this in the officer's check",
      'decided the procedural review of this',
    ]);
  });
});
