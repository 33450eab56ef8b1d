import type { Actor, Role } from '@app/kernel';
import { blankContent } from './content';
import {
  acceptanceGaps,
  audienceOf,
  type LinkFacts,
  linkStanding,
  type ReviewContent,
  type ReviewFacts,
  reviewGaps,
  reviewParts,
  reviewSchema,
  reviewsFor,
} from './peer-review';

const now = new Date('2026-11-25T12:00:00Z');
const link: LinkFacts = {
  revokedAt: null,
  expiresAt: new Date(now.getTime() + 1),
  interested: false,
  sentAt: null,
  state: 'peer-review',
  latest: true,
};

describe('the link of a reviewer', () => {
  it('asks for interests first, then takes the review', () => {
    expect(linkStanding({ ...link, interested: null }, now)).toBe('declare');
    expect(linkStanding(link, now)).toBe('write');
  });

  it('is closed by an interest, the clock, a revocation, another version, and whatever ends the stage', () => {
    expect(linkStanding({ ...link, interested: true }, now)).toBe('interest');
    expect(linkStanding({ ...link, expiresAt: now }, now)).toBe('expired');
    expect(linkStanding({ ...link, revokedAt: now }, now)).toBe('revoked');
    expect(linkStanding({ ...link, latest: false }, now)).toBe('over');
    for (const state of ['returned', 'withdrawn', 'with-panel', 'submitted'] as const) {
      expect(linkStanding({ ...link, state }, now)).toBe('over');
    }
  });

  it('thanks who has sent a review, whatever happened since', () => {
    expect(linkStanding({ ...link, sentAt: now, expiresAt: now, state: 'withdrawn' }, now)).toBe('sent');
  });
});

describe('a review', () => {
  const content: ReviewContent = reviewSchema.parse({
    parts: { 'requirement-broad': 'It is broad.' },
    overall: 'A job of its own.',
    toOfficer: 'Between us.',
    recommendation: 'ready',
  });
  const review: ReviewFacts = {
    no: 1,
    anonymous: true,
    name: 'Rita Reviewer',
    email: 'rita@example.test',
    interest: '',
    content,
    releasedAt: null,
  };

  it('comments on the requirements where the kind has them, else on what it asks for', () => {
    const fields = (kind: 'occupation' | 'option') => reviewParts(kind, blankContent()).map(({ field }) => field);
    expect(fields('occupation')).toEqual([
      'requirement-transferable',
      'requirement-broad',
      'requirement-competence',
      'requirement-recognised',
    ]);
    expect(fields('option')).toEqual(['option', 'profile', 'duties', 'ksbs', 'mapping', 'grounds']);
  });

  it('is sent with an overall comment and a recommendation', () => {
    expect(reviewGaps(content)).toEqual([]);
    expect(reviewGaps(reviewSchema.parse({})).map(({ field }) => field)).toEqual(['overall', 'recommendation']);
  });

  it('is read in full by the officer, without what is for the officer only by the panel', () => {
    expect(reviewsFor('officer', [review])).toEqual([review]);
    const [shown] = reviewsFor('panel', [review]);
    expect(shown).toMatchObject({ name: 'Rita Reviewer', email: null, content: { toOfficer: '' } });
  });

  it('is read by the group once it is released, without the name of who is anonymous', () => {
    expect(reviewsFor('group', [review])).toEqual([]);
    const released = { ...review, releasedAt: now };
    expect(JSON.stringify(reviewsFor('group', [released]))).not.toMatch(/Rita|rita|Between us/);
    expect(reviewsFor('group', [{ ...released, anonymous: false }])[0]?.name).toBe('Rita Reviewer');
  });

  it('that is not in yet is nobody’s but the officer’s', () => {
    const open = { ...review, content: null };
    expect([reviewsFor('group', [open]), reviewsFor('panel', [open])]).toEqual([[], []]);
  });

  it('is read as the group reads it by who is a member of the group, whatever else they are', () => {
    const facts = { groupId: 'g', submittedBy: 'x', route: 'digital', leavesRoute: null, state: 'with-panel' };
    const who = (...grants: [Role, string | null][]): Actor => ({
      kind: 'person',
      id: 'p',
      name: 'P',
      grants: grants.map(([role, scope]) => ({ role, scope })),
    });
    expect(audienceOf(who(['product-manager', null], ['group-member', 'group:g']), facts)).toBe('group');
    expect(audienceOf(who(['product-manager', null]), facts)).toBe('officer');
    expect(audienceOf(who(['panel-member', 'route:digital']), facts)).toBe('panel');
  });
});

describe('accepting for the panel', () => {
  it('takes a review or a reason where the kind has a peer review, and neither where it has none', () => {
    const occupation = { kind: 'occupation', changeKind: null } as const;
    expect(acceptanceGaps(occupation, 0, '')).toHaveLength(1);
    expect(acceptanceGaps(occupation, 1, '')).toEqual([]);
    expect(acceptanceGaps(occupation, 0, 'No peer was free')).toEqual([]);
    expect(acceptanceGaps({ kind: 'retirement', changeKind: null }, 0, '')).toEqual([]);
    expect(acceptanceGaps({ kind: 'change', changeKind: 'adjustment' }, 0, '')).toEqual([]);
  });
});
