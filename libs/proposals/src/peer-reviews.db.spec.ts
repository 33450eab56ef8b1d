import { type Actor, addWorkingDays, Forbidden, newId, NotFound, Refused, Stale } from '@app/kernel';
import { DemoClock } from '@app/platform';
import type { TestContext } from '@test/support';
import { aGroupAtWork } from '../../../test/support/group-at-work';
import {
  PeerReviewQueries,
  PeerReviews,
  ProposalQueries,
  Proposals,
  type ReviewContent,
  Reviewing,
  ReviewLinks,
} from './index';
import { graceWorkingDays } from './domain/peer-review';
import { ReviewReminders } from './review-reminders';
import { aCompleteContent } from './testing';

const day = 86_400_000;
const content: ReviewContent = {
  parts: { 'requirement-broad': 'It is broad.' },
  overall: 'A job of its own.',
  toOfficer: 'Between us.',
  recommendation: 'ready',
};

describe('a peer review', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;
  let queries: ProposalQueries;
  let reviews: PeerReviews;
  let reviewing: Reviewing;
  let read: PeerReviewQueries;

  beforeAll(async () => {
    ({ ctx, officer, chair, groupId, proposals, queries } = await aGroupAtWork());
    reviews = ctx.module.get(PeerReviews);
    reviewing = ctx.module.get(Reviewing);
    read = ctx.module.get(PeerReviewQueries);
  });
  afterAll(() => ctx?.close());

  const version = async (id: string): Promise<number> => (await queries.proposal(officer, id)).version;
  const underReview = async (): Promise<string> => {
    const id = await proposals.start(chair, groupId, newId());
    await proposals.amend(chair, id, 1, { part: 'everything', change: () => aCompleteContent() });
    await proposals.submit(chair, id, 2, newId());
    await reviews.start(officer, id, await version(id));
    return id;
  };
  const order = (email = 'rita@example.test', anonymous: 'yes' | 'no' = 'yes') => ({
    name: 'Rita Reviewer',
    email,
    anonymous,
    workingDays: 10,
    key: newId(),
  });
  /** An invitation, and the token of its link; interests are declared where asked for. */
  const invited = async (id: string, { declared = true } = {}): Promise<{ invitation: string; token: string }> => {
    const invitation = await reviews.invite(officer, id, order(`${newId()}@example.test`));
    const token = ctx.module.get(ReviewLinks).token(invitation);
    if (declared) await reviewing.declare(token, { interested: false, details: '' });
    return { invitation, token };
  };
  const sent = (seen = 0) => ({ seen, key: newId() });
  const reviewsOf = async (actor: Actor, id: string) =>
    (await read.of(actor, await queries.proposal(officer, id))).reviews;

  it('is drafted, sent once, released to the group, and ends with the panel', async () => {
    const id = await underReview();
    const { invitation, token } = await invited(id);
    await reviewing.save(token, { ...content, recommendation: null }, 0);
    expect((await reviewing.page(token)).draft?.content.overall).toBe('A job of its own.');
    expect((await reviewsOf(officer, id))[0]?.content).toBeNull();
    await reviewing.send(token, content, sent(1));
    expect((await reviewing.page(token)).standing).toBe('sent');
    expect(await reviewsOf(chair, id)).toEqual([]);
    await reviews.release(officer, id, invitation);
    await reviews.release(officer, id, invitation);
    expect(await reviewsOf(chair, id)).toMatchObject([{ no: 1, name: null, content: { toOfficer: '' } }]);
    await proposals.accept(officer, id, await version(id));
    expect(await queries.proposal(officer, id)).toMatchObject({ state: 'with-panel', reviewWaived: null });
  });

  it('is left out only with a reason, which is kept', async () => {
    const id = await underReview();
    await expect(proposals.accept(officer, id, await version(id))).rejects.toThrow('without a peer review');
    await proposals.accept(officer, id, await version(id), 'Nobody was free');
    expect((await queries.proposal(officer, id)).reviewWaived).toBe('Nobody was free');
  });

  it('sent from two tabs is one: the same form is quiet, the other is told', async () => {
    const { token } = await invited(await underReview());
    const first = sent();
    const results = await Promise.allSettled([
      reviewing.send(token, content, first),
      reviewing.send(token, content, first),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await expect(reviewing.send(token, content, sent())).rejects.toThrow('You have sent your review');
  });

  it('saved from two tabs is stale in the second', async () => {
    const { token } = await invited(await underReview());
    await reviewing.save(token, content, 0);
    await expect(reviewing.save(token, { ...content, overall: 'Another' }, 0)).rejects.toThrow(Stale);
    await expect(reviewing.send(token, content, sent(0))).rejects.toThrow(Stale);
  });

  it('asks for interests first; with one it takes no review and the link is closed', async () => {
    const id = await underReview();
    const { token } = await invited(id, { declared: false });
    expect((await reviewing.page(token)).version).toBeNull();
    await expect(reviewing.send(token, content, sent())).rejects.toThrow('Declare your interests first');
    await expect(reviewing.declare(token, { interested: true, details: '' })).rejects.toThrow(Refused);
    await reviewing.declare(token, { interested: true, details: 'I work for Acme.' });
    await expect(reviewing.send(token, content, sent())).rejects.toThrow('You declared an interest');
    await expect(reviewing.declare(token, { interested: false, details: '' })).rejects.toThrow('already');
    expect((await reviewsOf(officer, id))[0]).toMatchObject({ interest: 'I work for Acme.', standing: 'interest' });
  });

  it('is closed by a revocation and by the next version; the database holds it, too', async () => {
    const id = await underReview();
    const revoked = await invited(id);
    await reviews.revoke(officer, id, revoked.invitation);
    await expect(reviewing.send(revoked.token, content, sent())).rejects.toThrow('withdrawn');
    const elsewhere = await underReview();
    const { invitation } = await invited(elsewhere);
    await expect(reviews.revoke(officer, id, invitation)).rejects.toThrow(NotFound);
    const old = await invited(id);
    await proposals.returnWith(officer, id, [{ kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 }]);
    await proposals.submit(chair, id, await version(id), newId());
    await reviews.start(officer, id, await version(id));
    const page = await reviewing.page(old.token);
    expect([page.standing, page.version, page.title]).toEqual(['over', null, '']);
    await expect(reviewing.send(old.token, content, sent())).rejects.toThrow('has ended');
    const byHand = `insert into peer_review select '${old.invitation}', 'ready', '{}', waymark_now(), '${newId()}'`;
    await expect(ctx.db.write((tx) => tx.rows(byHand))).rejects.toThrow(/on the version under review/);
  });

  it('races with a withdrawal and with a return: a review is in before, or refused', async () => {
    for (const act of ['withdraw', 'return'] as const) {
      const id = await underReview();
      const { token } = await invited(id);
      const ends = () =>
        act === 'withdraw'
          ? proposals.withdraw(chair, id)
          : proposals.returnWith(officer, id, [{ kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 }]);
      const [review, end] = await Promise.allSettled([reviewing.send(token, content, sent()), ends()]);
      expect(end.status).toBe('fulfilled');
      const [row] = await reviewsOf(officer, id);
      expect(row?.content !== null).toBe(review.status === 'fulfilled');
    }
  });

  it('is known by its link only, whose token is kept as a hash', async () => {
    const { invitation, token } = await invited(await underReview());
    await expect(reviewing.page(`${token}x`)).rejects.toThrow(NotFound);
    const row = await ctx.db
      .read()
      .one<{ text: string }>(
        'select i::text || r::text as text from review_invitation i join reviewer r on r.invitation_id = i.id where i.id = $1',
        [invitation],
      );
    expect(row?.text).not.toContain(token);
  });

  it('is asked of peers: nobody of the group, not the officer, nobody twice; the same form twice is one invitation', async () => {
    const id = await underReview();
    const row = await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [chair.id]);
    await expect(reviews.invite(officer, id, order(row?.email))).rejects.toThrow('belongs to the group');
    const once = order();
    const ids = await Promise.all([reviews.invite(officer, id, once), reviews.invite(officer, id, once)]);
    expect(new Set(ids).size).toBe(1);
    await expect(reviews.invite(officer, id, order())).rejects.toThrow('invited already');
    await expect(reviews.invite(chair, id, order('x@example.test'))).rejects.toThrow(Forbidden);
  });

  it('takes who reviewed out of everything else on this proposal', async () => {
    const peer = await ctx.person('Peer', { role: 'panel-member', scope: 'route:digital' });
    const email = (await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [peer.id]))
      ?.email;
    const id = await underReview();
    const token = ctx.module.get(ReviewLinks).token(await reviews.invite(officer, id, order(email, 'no')));
    await reviewing.declare(token, { interested: false, details: '' });
    const recused = () => ctx.db.read().one("select recusal_of('proposal', $1, $2) as why", [id, peer.id]);
    expect(await recused()).toEqual({ why: null });
    await reviewing.send(token, content, sent());
    expect(await recused()).toEqual({ why: 'reviewer' });
    await ctx.db.write((tx) => tx.rows('delete from reviewer where email = $1', [email]));
    expect(await recused()).toEqual({ why: 'reviewer' });
    await proposals.accept(officer, id, await version(id));
    await expect(queries.proposal(peer, id)).rejects.toThrow(Forbidden);
  });

  it('stays when who wrote it is erased', async () => {
    const id = await underReview();
    const { invitation, token } = await invited(id);
    await reviewing.send(token, content, sent());
    await ctx.db.write((tx) => tx.rows('delete from reviewer where invitation_id = $1', [invitation]));
    expect((await reviewsOf(officer, id))[0]).toMatchObject({ name: null, content: { overall: 'A job of its own.' } });
  });

  it('is reminded of once, before it is due, and its link expires by the clock', async () => {
    const { invitation, token } = await invited(await underReview());
    const reminded = async () =>
      (
        await ctx.db
          .read()
          .one<{ count: number }>(
            `select count(*)::int as count from event where type = 'peer-review.reminded' and content::json ->> 'invitationId' = $1`,
            [invitation],
          )
      )?.count;
    const reminders = ctx.module.get(ReviewReminders);
    await reminders.remindAll();
    expect(await reminded()).toBe(0);
    const { dueOn } = await reviewing.page(token);
    const until = async (at: Date) =>
      ctx.module.get(DemoClock).advance(at.getTime() - (await ctx.db.read().now()).getTime());
    await until(new Date(dueOn.getTime() - day));
    await Promise.all([reminders.remindAll(), reminders.remindAll()]);
    expect(await reminded()).toBe(1);
    await until(addWorkingDays(dueOn, graceWorkingDays));
    expect((await reviewing.page(token)).standing).toBe('expired');
    await expect(reviewing.send(token, content, sent())).rejects.toThrow('expired');
  });
});
