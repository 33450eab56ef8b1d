import type { StageAct } from '@app/proposals';
import { openingOutlook } from './opening';
import { firstRules, openingProblems } from './rules';

const seat = (personId: string, conflict: string | null = null) => ({ personId, chair: personId === 'ada', conflict });
const accepted = (personId: string): StageAct => ({
  personId,
  stage: 'officer-check',
  act: 'accepted',
  panelName: null,
  at: new Date(0),
});
const now = new Date(Date.UTC(2026, 10, 2));
const closesAt = new Date(Date.UTC(2026, 10, 5));

describe('what a ballot would begin with', () => {
  it('who acted in another stage cannot vote, like who is recused, and only of them is the reason said', () => {
    const seats = [seat('ada'), seat('bo', 'reviews this'), seat('cy'), seat('di')];
    const facts = { route: 'digital', seats, acts: [accepted('cy'), accepted('elsewhere')] };
    expect(openingOutlook(facts, firstRules)).toEqual({
      members: 4,
      voters: 2,
      quorum: 3,
      noPart: [
        { personId: 'bo', did: null },
        { personId: 'cy', did: "accepted this in the officer's check" },
      ],
    });
  });

  it('acts in the same stage, on an earlier ballot or in the other panel, keep nobody away', () => {
    const voted = { ...accepted('cy'), stage: 'panel', act: 'voted', panelName: 'Care route panel' } as const;
    const facts = { route: 'digital', seats: [seat('ada'), seat('cy'), seat('di')], acts: [voted] };
    expect(openingOutlook(facts, firstRules)).toMatchObject({ voters: 3, noPart: [] });
    expect(openingOutlook({ ...facts, route: null }, firstRules)).toMatchObject({ voters: 2 });
  });

  it('where too few could vote it is not opened, and the sentence counts them', () => {
    const given = { rules: firstRules, closesAt, now, members: 4 };
    expect(openingProblems({ ...given, voters: 3 })).toEqual([]);
    expect(openingProblems({ ...given, voters: 2 })).toEqual([
      {
        text: "The quorum of 3 can't be reached: 2 of 4 members can take part. An administrator appoints members first",
      },
    ]);
  });
});
