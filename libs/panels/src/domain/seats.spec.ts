import { confirmationDue } from './register';
import { grantOf, leaders, type Office } from './seats';

const seat = (personId: string, office: Office) => ({ personId, office });
const panel = [seat('chair', 'chair'), seat('deputy', 'deputy'), seat('one', 'member'), seat('sec', 'secretary')];
const led = (away: readonly string[], seats = panel) => leaders(seats, new Set(away));

describe('who leads a panel', () => {
  it('is the chair while they are there', () => {
    expect(led([])).toEqual(['chair']);
    expect(led(['deputy'])).toEqual(['chair']);
  });

  it('is the deputy where the chair is away, or the seat is empty', () => {
    expect(led(['chair'])).toEqual(['deputy']);
    expect(led([], panel.slice(1))).toEqual(['deputy']);
  });

  it('is a member where both are away, never the secretary, and in the end the chair', () => {
    expect(led(['chair', 'deputy'])).toEqual(['one']);
    expect(led(['chair', 'deputy', 'one'])).toEqual(['chair']);
    expect(led([], [seat('sec', 'secretary')])).toEqual([]);
  });
});

describe('the grant of a seat', () => {
  it('lets the deputy vote as a member, and the secretary not at all', () => {
    expect(grantOf('digital', 'deputy')).toEqual({ role: 'panel-member', scope: 'route:digital', noted: 'deputy' });
    expect(grantOf('digital', 'secretary').role).toBe('panel-secretary');
    expect(grantOf('digital', 'chair')).toEqual({ role: 'panel-chair', scope: 'route:digital', noted: null });
  });

  it('is one role for all who vote on the committee', () => {
    expect(grantOf(null, 'chair')).toEqual({ role: 'committee-member', scope: null, noted: 'chair' });
    expect(grantOf(null, 'member').noted).toBeNull();
    expect(grantOf(null, 'secretary').role).toBe('committee-secretary');
  });
});

describe('the register of interests', () => {
  it('is asked for from a new member at once, and again after twelve months, with 28 days', () => {
    const since = new Date('2026-01-10T09:00:00Z');
    expect(confirmationDue(null, since)).toEqual({ asked: since, due: new Date('2026-02-07T09:00:00Z') });
    const { asked, due } = confirmationDue(new Date('2026-03-01T12:00:00Z'), since);
    expect([asked.toISOString(), due.toISOString()]).toEqual(['2027-03-01T12:00:00.000Z', '2027-03-29T12:00:00.000Z']);
  });
});
