import { isAwaitingPlacement, mapProblems } from './domain';
import { loadSeed } from './seed';

const seed = loadSeed();
const { state } = seed;
const occupations = Object.values(state.occupations);
const having = (status: string) => occupations.filter((occupation) => occupation.status === status);

describe("the project's own seed", () => {
  it('is a map without problems', () => {
    expect(mapProblems(state)).toEqual([]);
  });
});
void isAwaitingPlacement; void having;
