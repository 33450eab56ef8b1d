import type { Reason } from '@app/kernel';
import { aMap, sharing, smallMap } from '../testing';
import type { MapState } from './map';
import { newOccupation } from './occupation';
import { mapProblems, occupationProblems, stepProblems } from './problems';
import { stepBetween } from './step';

/** What is said of a state; of the step to it from the small map, too, which is sound. */
function said(state: MapState): string {
  const texts = (problems: Reason[]) => problems.map((problem) => problem.text).sort();
  const whole = texts(mapProblems(state));
  expect(texts(stepProblems(stepBetween(smallMap(), sharing(smallMap(), state))))).toEqual(whole);
  return whole.join('\n');
}
const changed = (change: (state: MapState) => void): MapState => {
  const state = structuredClone(smallMap());
  change(state);
  return state;
};

describe('what stands in the way of publishing a map', () => {
  it('is nothing for a sound map', () => {
    expect(mapProblems(smallMap())).toEqual([]);
  });

  it('is an occupation on no route', () => {
    const state = smallMap();
    const { OCC0116: _gone, ...placements } = state.placements;
    expect(said({ ...state, placements })).toContain('OCC0116 is on no route.');
  });

  it('is a retired occupation that is still on a route', () => {
    expect(said(changed((s) => Object.assign(s.occupations.OCC0005, { status: 'retired' })))).toContain(
      'OCC0005 is retired and cannot be on a route.',
    );
  });

  it('is a level that does not fit the column of the cluster', () => {
    expect(said(changed((s) => Object.assign(s.occupations.OCC0116, { level: 6 })))).toBe(
      'OCC0116 is at level 6, which does not fit the cluster Software developers (Higher Technical, levels 4 and 5).',
    );
  });

  it('is a pathway of another route, or a cluster of another pathway', () => {
    const route = changed((s) => Object.assign(s.placements.OCC0116, { route: 'care-services' }));
    expect(said(route)).toContain('OCC0116 is on the route care-services, but its pathway digital-production is not.');
    const cluster = changed((s) => Object.assign(s.placements.OCC0116, { cluster: 'support' }));
    expect(said(cluster)).toContain('its cluster support is not');
  });

  it('is a T Level over another level, over apprenticeships only, or over what is not approved', () => {
    const covers = (reference: string, change: object) =>
      said(
        changed((s) => {
          s.tLevels['60358324'].specialisms[0].covers = [reference];
          Object.assign(s.occupations[reference], change);
        }),
      );
    expect(covers('OCC0116', {})).toContain('cannot cover OCC0116: it is at level 4, not 3.');
    expect(covers('OCC0128', { apprenticeshipOnly: true })).toContain('it is for apprenticeships only.');
    expect(covers('OCC0128', { status: 'in-development' })).toContain('it is not approved yet.');
  });

  it('is a progression to nowhere, to what is retired, or to itself', () => {
    const leads = (from: string, to: string) => said(aMap(smallMap()).leads(from, to).build());
    expect(leads('OCC0128', 'OCC9999')).toContain('needs OCC9999, which does not exist.');
    expect(leads('OCC0128', 'OCC0510')).toContain('needs OCC0510, which is retired.');
    expect(leads('OCC0128', 'OCC0128')).toContain('OCC0128 cannot lead to itself.');
  });

  it('is a core beside its own options', () => {
    const state = aMap(smallMap()).route('care-services').occupation('OCC0005A').build();
    expect(said(state)).toContain('OCC0005A is an option of OCC0005');
  });

  it('is a thing under a key that is not its own', () => {
    const state = changed((s) => Object.assign(s.occupations.OCC0116, { reference: 'OCC7777' }));
    expect(said(state)).toContain('The occupation under OCC0116 carries another key.');
  });

  it('is a duty that names a statement which is not there, or a code given twice', () => {
    const occupation = newOccupation({
      reference: 'OCC0001',
      title: 'Baker',
      level: 2,
      duties: [{ code: 'D1', text: 'Bake', ksbs: ['K9'] }],
      ksbs: [
        { code: 'S1', kind: 'skill', text: 'Knead' },
        { code: 'S1', kind: 'knowledge', text: 'Flour' },
      ],
    });
    expect(occupationProblems(occupation).map((problem) => problem.text)).toEqual([
      'OCC0001 has two statements S1.',
      'OCC0001: S1 is not a code for knowledge.',
      'OCC0001: duty D1 names K9, which the occupation does not have.',
    ]);
  });
});
