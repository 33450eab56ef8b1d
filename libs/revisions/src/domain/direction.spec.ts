import { type Actor, may, roles } from '@app/kernel';
import { directionGaps, directionPolicy } from './direction';
import { directionRecorded } from './events';

const direction = {
  title: 'Retire the fax operator',
  datedOn: '2026-11-24',
  document: 'https://example.test/direction',
  text: 'It is directed.',
  routes: ['digital'],
};
const gaps = (change: Partial<typeof direction>, today = '2026-11-24') =>
  directionGaps({ ...direction, ...change }, today, ['digital', 'construction']).map(({ field }) => field);

describe('a ministerial direction', () => {
  it('is dated today in London or before, and is about routes that there are', () => {
    expect(gaps({})).toEqual([]);
    expect(gaps({}, '2026-11-23')).toEqual(['datedOn']);
    expect(gaps({ routes: [] })).toEqual(['routes']);
    expect(gaps({ routes: ['digital', 'nowhere'] })).toEqual(['routes']);
  });

  it('is recorded by administrators alone', () => {
    const actor = (role: Actor['grants'][number]['role']): Actor => {
      return { kind: 'person', id: role, name: role, grants: [{ role, scope: null }] };
    };
    expect(roles.filter((role) => may(directionPolicy, actor(role), 'record', null))).toEqual(['administrator']);
  });

  it('is told in the trail without a person', () => {
    const { text: _said, ...facts } = direction;
    const event = directionRecorded('0', { no: 1, ...facts });
    expect(JSON.stringify(event)).not.toContain('recordedBy');
  });
});
