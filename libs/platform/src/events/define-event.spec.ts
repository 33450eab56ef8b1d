import { z } from 'zod';
import { dataOf, defineEvent } from './define-event';

const moved = defineEvent({
  type: 'test.moved',
  version: 3,
  subject: 'test',
  schema: z.object({ who: z.string(), to: z.string(), by: z.string().nullable() }),
  upcasts: [({ place, ...data }) => ({ ...data, to: place }), (data) => ({ ...data, by: null })],
  says: ({ who, to }) => `moved ${who} to ${to}`,
});

describe('an event that was recorded in an earlier version', () => {
  const recorded = (version: number, data: object) => ({
    type: 'test.moved',
    version,
    content: JSON.stringify(data),
  });

  it('is read in the shape of today, step by step from the version that it has', () => {
    const today = { who: 'Ada', to: 'Leeds', by: null };
    expect(dataOf(recorded(1, { who: 'Ada', place: 'Leeds' }), null)).toEqual(today);
    expect(dataOf(recorded(2, { who: 'Ada', to: 'Leeds' }), null)).toEqual(today);
    expect(dataOf(recorded(3, { ...today, by: 'Cy' }), null)).toEqual({ ...today, by: 'Cy' });
    expect(moved.definition.schema.parse(dataOf(recorded(1, { who: 'Ada', place: 'Leeds' }), null))).toEqual(today);
  });

  it('has its personal fields merged in first, so that they are read like the rest', () => {
    expect(dataOf(recorded(1, { who: { personal: 'a hash' }, place: 'Leeds' }), { who: 'Ada' }).who).toBe('Ada');
  });

  it('is no reason to refuse a type that nobody defines any more', () => {
    expect(dataOf({ type: 'test.forgotten', version: 2, content: '{"a":1}' }, null)).toEqual({ a: 1 });
  });

  it('cannot be left behind: a new version says how each earlier one is read', () => {
    const schema = z.object({});
    const define = () =>
      defineEvent({ type: 'test.careless', version: 2, subject: 'test', schema, says: () => 'did something' });
    expect(define).toThrow('each but the last needs an upcast');
  });
});
