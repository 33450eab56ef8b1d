import { hashOf } from '@app/kernel';
import { loadSeed, newOccupation, type Occupation, rootHashOf } from '@app/occupational-map';
import { apply, type AuthorisedOperation, isRefused, type Operation, planHash } from './index';

/** Texts as they were stored before anything was cleaned: soft hyphens, a vertical tab, no-break spaces, CR LF. */
const odd = {
  title: 'Da\u00ADta ana\u00ADlyst',
  overview: 'Reads\u000Bdata.\r\nWrites\u00A0it.',
  job: 'Data\u00A0checker\u200B',
};
const { state } = loadSeed();
const added: Occupation = {
  ...newOccupation({ reference: 'OCC98765', title: odd.title, level: 4 }),
  overview: odd.overview,
};
const operations: Operation[] = [
  { op: 'add-occupation', occupation: added, placement: { route: 'digital', pathway: null, cluster: null } },
  {
    op: 'amend-occupation',
    reference: 'OCC98765',
    changes: [{ field: 'typicalJobTitles', before: [], after: [odd.job] }],
  },
];

describe('what was stored before texts were cleaned', () => {
  it('keeps its hashes: that of the first edition, of a plan, and of the edition that it makes', () => {
    expect(rootHashOf(state)).toBe('561df39580fe6c61e37b4657c398d3aeed5338ec21bd59c9d07cc816dd1b34d9');
    const plan = operations.map((operation): AuthorisedOperation => ({
      operation,
      authority: { by: 'correction', why: 'So\u00A0it\u00ADwas' },
    }));
    expect(planHash(plan, state)).toBe('5911a7879435494d60908d6a1ad5479ba84208113722330c8618232bbe3557f3');
    const after = operations.reduce((map, operation) => {
      const applied = apply(map, operation);
      if (isRefused(applied)) throw new Error(applied.map(({ text }) => text).join());
      return applied;
    }, state);
    expect(after.occupations.OCC98765).toEqual({ ...added, typicalJobTitles: [odd.job] });
    expect(rootHashOf(after)).toBe('d2359980d75d95c67321d4ee6ad969c4e3ee36d7fd1009cd0cd724a12994c995');
    expect(hashOf(after.occupations.OCC98765)).toBe('e94050e8502ac8b3418a0e97c81ff25e5504a1858fc4e6a7b98743a323e79c69');
  });
});
