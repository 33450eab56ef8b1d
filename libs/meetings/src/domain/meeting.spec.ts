import { next, type Actor, may } from '@app/kernel';
import { moved, placed, type Section, toAdd } from './agenda';
import { meetingSteps, stateOf } from './meeting';
import { agreementGaps, nextEntries, unminuted } from './minutes';
import { meetingPolicy, type MeetingSubject } from './policy';

const at = (time: string) => new Date(`2026-11-25T${time}:00Z`);
const facts = { startsAt: at('10:00'), agendaPublished: false, minutesAgreedAt: null, cancelledAt: null };

describe('the state of a meeting', () => {
  it('follows from the clock and from what people decided', () => {
    expect(stateOf(facts, at('09:59'))).toBe('planned');
    expect(stateOf({ ...facts, agendaPublished: true }, at('09:59'))).toBe('agenda-published');
    expect(stateOf({ ...facts, agendaPublished: true }, at('10:00'))).toBe('held');
    expect(stateOf({ ...facts, minutesAgreedAt: at('12:00') }, at('13:00'))).toBe('minutes-agreed');
    expect(stateOf({ ...facts, cancelledAt: at('08:00') }, at('11:00'))).toBe('cancelled');
  });

  it('refuses to cancel what has agreed minutes, and minutes of what was not held', () => {
    expect(() => next(meetingSteps, 'minutes-agreed', 'cancel')).toThrow("can't be done now");
    expect(() => next(meetingSteps, 'agenda-published', 'minute')).toThrow("can't be done now");
    expect(next(meetingSteps, 'held', 'cancel')).toBe('cancelled');
  });
});

describe('an agenda', () => {
  const item = (id: string, section: Section = 'ready') => ({ id, section });

  it('takes in what lies before the panel once, and says why it is there', () => {
    const found = (id: string, returning = false) => {
      return { kind: 'proposal', id, reference: id, title: id, versionNo: 1, returning };
    };
    const added = toAdd(
      [found('a'), found('b', true), found('c', true), found('d')],
      [{ kind: 'proposal', id: 'c' }],
      [{ kind: 'proposal', id: 'd' }],
    );
    expect(added.map(({ id, section }) => [id, section])).toEqual([
      ['a', 'ready'],
      ['b', 'returning'],
      ['c', 'deferred'],
    ]);
  });

  it('keeps its parts together when an item is added, and the order that people chose', () => {
    const agenda = [item('consent', 'consent'), item('two'), item('one'), item('business', 'business')];
    const ids = (section: Section) => placed(agenda, item('new', section)).map(({ id }) => id);
    expect(ids('ready')).toEqual(['consent', 'two', 'one', 'new', 'business']);
    expect(ids('deferred')).toEqual(['consent', 'new', 'two', 'one', 'business']);
    expect(ids('business')).toEqual(['consent', 'two', 'one', 'business', 'new']);
  });

  it('moves an item by one place, and never over an end', () => {
    const agenda = [item('a'), item('b'), item('c')];
    const ids = (id: string, way: 'up' | 'down') => moved(agenda, id, way).map((one) => one.id);
    expect(ids('b', 'up')).toEqual(['b', 'a', 'c']);
    expect(ids('b', 'down')).toEqual(['a', 'c', 'b']);
    expect(ids('a', 'up')).toEqual(['a', 'b', 'c']);
    expect(ids('c', 'down')).toEqual(['a', 'b', 'c']);
  });
});

describe('minutes', () => {
  const entry = (item: string, text: string) => ({ item, text, outcome: '', deferred: false });

  it('keep what the writer could not see, and take nothing from them about it', () => {
    const kept = nextEntries(
      [entry('a', 'old'), entry('b', 'kept')],
      [entry('a', 'new'), entry('b', 'forged')],
      new Set('b'),
    );
    expect(kept).toEqual([entry('a', 'new'), entry('b', 'kept')]);
  });

  it('lack the items of which they say nothing', () => {
    const items = [
      { id: 'a', title: 'One' },
      { id: 'b', title: 'Two' },
    ];
    expect(unminuted(items, [entry('a', 'Said'), entry('b', '')])).toEqual(['Two']);
  });

  it('say of business alone that the panel agreed to a change of its map, and to what', () => {
    const items = ['business', 'proposal', 'meeting'].map((subjectKind) => ({ id: subjectKind, subjectKind }));
    const gaps = (item: string, change: object = {}, route: string | null = 'digital') =>
      agreementGaps(route, items, [{ ...entry(item, 'Move it'), agreed: true, ...change }]).map(({ field }) => field);
    expect(gaps('business')).toEqual([]);
    expect(gaps('business', { text: '' })).toEqual(['text-business']);
    expect(gaps('business', { deferred: true })).toEqual(['agreed-business']);
    expect(gaps('business', {}, null)).toEqual(['agreed-business']);
    expect(['proposal', 'meeting', 'unknown'].flatMap((item) => gaps(item))).toHaveLength(3);
    expect(agreementGaps('digital', items, [entry('proposal', '')])).toEqual([]);
  });
});

describe('who may', () => {
  const actor = (id: string, role: Actor['grants'][number]['role'], scope: string | null = 'route:digital'): Actor => {
    return { kind: 'person', id, name: id, grants: [{ role, scope }] };
  };
  const chair = actor('chair', 'panel-chair');
  const deputy = actor('deputy', 'panel-member');
  const secretary = actor('secretary', 'panel-secretary');
  const member = actor('member', 'panel-member');
  const admin = actor('admin', 'administrator', null);
  const meeting = (away: string[] = [], recused: string[] = []): MeetingSubject => ({
    route: 'digital',
    seats: (['chair', 'deputy', 'secretary', 'member'] as const).map((office) => ({ personId: office, office })),
    away: new Set(away),
    recused: new Set(recused),
  });
  const can = (who: Actor, what: keyof typeof meetingPolicy, subject = meeting()) =>
    may(meetingPolicy, who, what, subject);

  it('prepare an agenda: the secretary and the chair, nobody else', () => {
    expect([chair, secretary, deputy, member, admin].map((who) => can(who, 'prepare'))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([chair, secretary, member, admin].map((who) => can(who, 'plan'))).toEqual([true, true, false, true]);
  });

  it('lead: the chair, and the deputy where the chair is away', () => {
    expect([chair, deputy, secretary].map((who) => can(who, 'lead'))).toEqual([true, false, false]);
    expect([chair, deputy].map((who) => can(who, 'lead', meeting(['chair'])))).toEqual([false, true]);
  });

  it('agree the minutes: who leads and saw every item', () => {
    expect([chair, deputy].map((who) => can(who, 'agree', meeting([], ['chair'])))).toEqual([false, true]);
    expect(can(chair, 'lead', meeting([], ['chair']))).toBe(true);
  });

  it('see: the panel, the committee, the officer; no other panel', () => {
    expect(can(actor('x', 'panel-member', 'route:construction'), 'see')).toBe(false);
    expect([member, secretary, admin, actor('c', 'committee-member', null)].every((who) => can(who, 'see'))).toBe(true);
    expect(can(actor('g', 'group-chair', 'group:1'), 'see')).toBe(false);
  });
});
