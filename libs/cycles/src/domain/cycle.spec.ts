import fc from 'fast-check';
import { type CycleRoom, decisionDue, hasRoom, placeOf, planProblems } from './cycle';

const at = (text: string) => new Date(text);
const now = at('2026-11-25T12:00:00Z');
const plan = {
  submissionDeadline: at('2027-01-11T17:00:00Z'),
  panelOn: at('2027-01-25T10:00:00Z'),
  committeeOn: at('2027-02-08T10:00:00Z'),
  slots: 10,
};

describe('the plan of an approvals cycle', () => {
  it('holds when deadline, panels and committee follow each other within six weeks', () => {
    expect(planProblems(plan, now)).toEqual([]);
  });

  it('says beside each date what is wrong with it', () => {
    const fields = (change: Partial<typeof plan>) =>
      planProblems({ ...plan, ...change }, now).map(({ field }) => field);
    expect(fields({ submissionDeadline: now })).toEqual(['deadline', 'committee']);
    expect(fields({ panelOn: plan.submissionDeadline })).toEqual(['panel']);
    expect(fields({ panelOn: at('2027-01-24T10:00:00Z') })).toEqual(['panel']);
    expect(fields({ submissionDeadline: at('2026-12-28T17:00:00Z'), committeeOn: at('2027-02-05T10:00:00Z') })).toEqual(
      ['deadline'],
    );
    expect(fields({ committeeOn: plan.panelOn })).toEqual(['committee']);
    expect(fields({ committeeOn: at('2027-02-22T17:01:00Z') })).toEqual(['committee']);
  });

  it('promises the decision at the same time of the day, over a change of the clocks, too', () => {
    expect(decisionDue(at('2027-03-01T17:00:00Z'), 6)).toEqual(at('2027-04-12T16:00:00Z'));
  });
});

const room = (no: number, days: number, taken: number, slots = 2): CycleRoom => ({
  id: `c${no}`,
  no,
  submissionDeadline: new Date(now.getTime() + days * 86_400_000),
  slots,
  taken,
});

describe('the place of a submission', () => {
  const cycles = [room(2, 40, 0), room(1, 10, 1), room(0, -5, 0)];

  it('is the booked cycle while its deadline lasts, to the millisecond', () => {
    expect(placeOf(cycles, 'c2', now)).toMatchObject({ cycle: { no: 2 }, late: null, full: null });
    const last = room(1, 0, 2);
    expect(placeOf([last], 'c1', now)).toMatchObject({ cycle: { no: 1 }, late: null });
    expect(placeOf([last, room(2, 1, 0)], 'c1', new Date(now.getTime() + 1))).toMatchObject({
      cycle: { no: 2 },
      late: { no: 1 },
    });
  });

  it('without a booking is the next cycle with room, and says which one was full', () => {
    expect(placeOf(cycles, null, now)).toMatchObject({ cycle: { no: 1 }, late: null, full: null });
    expect(placeOf([room(1, 10, 2), room(2, 40, 0)], null, now)).toMatchObject({ cycle: { no: 2 }, full: { no: 1 } });
    expect(placeOf([room(1, 10, 2)], null, now)).toBeNull();
  });

  it('never is in a cycle that is over, and in a full one only by a booking', () => {
    const anyRoom = fc
      .tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 3 }), fc.nat({ max: 3 }))
      .map(([days, slots, taken]) => ({ days, slots, taken: Math.min(taken, slots) }));
    fc.assert(
      fc.property(fc.array(anyRoom, { maxLength: 8 }), fc.option(fc.nat({ max: 8 })), (given, booking) => {
        const list = given.map(({ days, slots, taken }, no) => room(no, days, taken, slots));
        const booked = booking === null ? null : `c${booking}`;
        const placing = placeOf(list, booked, now);
        const fits = list.filter((one) => now <= one.submissionDeadline && (hasRoom(one) || one.id === booked));
        if (placing === null) return expect(fits).toEqual([]);
        expect(fits.map(({ id }) => id)).toContain(placing.cycle.id);
        if (placing.cycle.id !== booked) {
          const earliest = Math.min(...fits.map((one) => one.submissionDeadline.getTime()));
          expect(placing.cycle.submissionDeadline.getTime()).toBe(earliest);
        }
      }),
    );
  });
});
