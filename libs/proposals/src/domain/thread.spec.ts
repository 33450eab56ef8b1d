import { nextActs, threadRulingSchema } from './thread';
import { proposalStates } from './lifecycle';

describe('the conversation on a change request', () => {
  it('is answered by the group while it is open, and ruled on by the officer', () => {
    expect(nextActs({ state: 'returned', latest: true, settled: false })).toEqual(['reply', 'settle', 'answer']);
    expect(nextActs({ state: 'submitted', latest: false, settled: false })).toEqual(['reply', 'settle', 'ask-again']);
  });

  it('is not answered once it is settled, and can be asked again with the next version', () => {
    expect(nextActs({ state: 'returned', latest: true, settled: true })).toEqual([]);
    expect(nextActs({ state: 'submitted', latest: false, settled: true })).toEqual(['ask-again']);
  });

  it('is not asked again twice on the same version', () => {
    expect(nextActs({ state: 'submitted', latest: true, settled: false })).toEqual(['reply', 'settle']);
  });

  it('has ended when the proposal is with the panel, or ended itself', () => {
    for (const state of proposalStates.filter((one) => !['submitted', 'returned', 'peer-review'].includes(one))) {
      expect(nextActs({ state, latest: true, settled: false })).toEqual([]);
    }
  });

  it('is asked again with a text and a due date; settled with neither', () => {
    expect(threadRulingSchema.safeParse({ act: 'settle' }).success).toBe(true);
    expect(threadRulingSchema.safeParse({ act: 'reply', text: ' ' }).success).toBe(false);
    expect(threadRulingSchema.safeParse({ act: 'ask-again', text: 'Still open', workingDays: '0' }).success).toBe(
      false,
    );
    expect(threadRulingSchema.safeParse({ act: 'ask-again', text: 'Still open', workingDays: '5' }).success).toBe(true);
  });
});
