import fc from 'fast-check';
import {
  type Body,
  type Days,
  decidedKindOf,
  decidedKinds,
  deciderName,
  type DeciderOrder,
  deciderWords,
  isInForce,
  possibleBodies,
  settableKinds,
  settingProblems,
  wayOf,
} from './deciders';

const dayOf = (no: number): string => new Date(Date.UTC(2026, 10, 30 + no, 12)).toISOString().slice(0, 10);
const order = (from: string, body: Body = 'committee'): DeciderOrder => ({
  ...{
    kind: 'standard',
    body,
    personId: body === 'named' ? 'p' : null,
    title: 'Chief executive',
    from,
    source: 'A rule',
  },
});

describe('who can be set to decide', () => {
  it('is one body at least for every kind but a correction, and a choice for all but an adjustment', () => {
    expect(settableKinds).toEqual(decidedKinds.filter((kind) => kind !== 'adjustment'));
    expect(decidedKindOf({ kind: 'change', changeKind: 'correction' })).toBeNull();
    for (const kind of decidedKinds) {
      expect(possibleBodies[kind].decision.length).toBeGreaterThan(0);
      expect(decidedKindOf(wayOf(kind))).toBe(kind);
    }
  });

  it('is named by the office, in a sentence and at its beginning', () => {
    const bodies = [
      { body: 'panel', title: null },
      { body: 'committee', title: null },
      { body: 'named', title: 'Secretary of State' },
    ] as const;
    expect(bodies.map(deciderWords)).toEqual(['the route panel', 'the approvals committee', 'the Secretary of State']);
    expect(bodies.map(deciderName)).toEqual(['The route panel', 'The approvals committee', 'The Secretary of State']);
  });

  it('is refused in words, each beside its field', () => {
    const last: Days = { from: dayOf(10), until: null };
    const problems = (given: Partial<DeciderOrder>) =>
      settingProblems({ ...order(dayOf(20)), ...given }, last, dayOf(0)).map(({ field }) => field);
    expect(problems({})).toEqual([]);
    expect(problems({ body: 'panel' })).toEqual(['body']);
    expect(problems({ body: 'named', personId: null, title: '' })).toEqual(['person', 'title']);
    expect(problems({ kind: 'adjustment' })).toEqual(['body']);
    expect(problems({ from: dayOf(10) })).toEqual(['from']);
    expect(problems({ from: dayOf(367) })).toEqual(['from']);
    expect(problems({ from: dayOf(-1) })).toEqual(['from', 'from']);
  });

  it('whatever is set in whatever order, each day has one rule, and a case keeps its own', () => {
    const step = fc.record({ passes: fc.integer({ min: 0, max: 30 }), from: fc.integer({ min: -5, max: 60 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const rules: (Days & { no: number })[] = [{ no: 0, from: null, until: null }];
        const cases: { day: string; rule: number }[] = [];
        let now = 0;
        for (const { passes, from } of steps) {
          now += passes;
          const last = rules.at(-1);
          if (last === undefined) throw new Error('There is always a last rule');
          if (settingProblems(order(dayOf(now + from)), last, dayOf(now)).length === 0) {
            last.until = dayOf(now + from);
            rules.push({ no: rules.length, from: dayOf(now + from), until: null });
          }
          const here = rules.filter((rule) => isInForce(rule, dayOf(now)));
          expect(here).toHaveLength(1);
          cases.push({ day: dayOf(now), rule: here[0]?.no ?? -1 });
        }
        for (let no = -5; no < now + 70; no += 1) {
          expect(rules.filter((rule) => isInForce(rule, dayOf(no)))).toHaveLength(1);
        }
        // No day of the past is rewritten; a rule set later on the same day is why a case stores its own.
        for (const { day, rule } of cases) {
          const found = rules.find((one) => isInForce(one, day));
          expect(found?.no === rule || found?.from === day).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
