import { type Actor, Forbidden, newId, Refused, Stale, systemActor } from '@app/kernel';
import { Trailblazers } from '@app/trailblazers';
import { approvedBy, type TestContext } from '@test/support';
import { aGroupAtWork } from '../../../test/support/group-at-work';
import { nextCode, PeerReviews, type ProposalContent, ProposalProgress, ProposalQueries, Proposals } from './index';

describe('what the database holds about proposals, whoever asks', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;
  let queries: ProposalQueries;
  let progress: ProposalProgress;
  let submitted: () => Promise<string>;

  beforeAll(async () => {
    ({ ctx, officer, chair, groupId, proposals, queries, submitted } = await aGroupAtWork());
    progress = ctx.module.get(ProposalProgress);
  });
  afterAll(() => ctx?.close());

  const sql = (text: string, ...params: unknown[]) => ctx.db.write((tx) => tx.rows(text, params));

  it('rule 9: a key makes one draft and one version, in SQL, too', async () => {
    const id = await submitted();
    const copy = `insert into proposal (id, reference, kind, group_id, state, version, content, created_at, creation_key)
      select $2, 'OP9999', kind, group_id, 'draft', 1, content, created_at, creation_key from proposal where id = $1`;
    await expect(sql(copy, id, newId())).rejects.toThrow(/proposal_creation_key/);
    const again = `insert into proposal_version
        (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
      select $2, proposal_id, no + $3::int, content, content_hash, $4, submitted_by, submitted_at
      from proposal_version where proposal_id = $1`;
    const [version] = await queries.versions(ctx.db.read(), id);
    const [row] = await ctx.db
      .read()
      .rows<{ key: string }>('select submission_key as key from proposal_version where id = $1', [version?.id]);
    await expect(sql(again, id, newId(), 1, row?.key)).rejects.toThrow(/submission_key/);
    await expect(sql(again, id, newId(), 0, newId())).rejects.toThrow(/proposal_id_no/);
  });

  it('rule 10: of two saves of one reading, one stands, and the other is told', async () => {
    const id = await proposals.start(chair, groupId, newId());
    const save = (title: string) =>
      proposals.amend(chair, id, 1, { part: 'title', change: (content) => ({ ...content, title }) });
    const results = await Promise.allSettled([save('Mine'), save('Theirs')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(Stale);
    const { version, content } = await queries.proposal(chair, id);
    expect([version, ['Mine', 'Theirs'].includes(content.title)]).toEqual([2, true]);
  });

  it('B5: two people work on one draft beside each other, and are told where they meet', async () => {
    const id = await proposals.start(chair, groupId, newId());
    const requirement = (key: 'broad' | 'recognised', explanation: string) => ({
      part: key,
      change: (content: ProposalContent) => ({
        ...content,
        requirements: { ...content.requirements, [key]: { explanation, evidence: 'Letters' } },
      }),
    });
    const duty = (text: string) => ({
      part: 'the duties',
      addition: newId(),
      change: (content: ProposalContent) => ({
        ...content,
        duties: [
          ...content.duties,
          {
            code: nextCode(
              'D',
              content.duties.map(({ code }) => code),
            ),
            text,
            ksbs: [],
          },
        ],
      }),
    });
    const build = duty('Build');
    // All of them read version 1.
    await Promise.all([
      proposals.amend(chair, id, 1, requirement('broad', 'Mine')),
      proposals.amend(chair, id, 1, requirement('recognised', 'Theirs')),
      proposals.amend(chair, id, 1, duty('Plan')),
      proposals.amend(chair, id, 1, build),
    ]);
    await expect(proposals.amend(chair, id, 1, requirement('broad', 'Too late'))).rejects.toThrow(Stale);
    // What is added has an id: sent again it is there already.
    expect(await proposals.amend(chair, id, 1, build)).toBe(5);
    const { content, version } = await queries.proposal(chair, id);
    expect(content.requirements.broad.explanation).toBe('Mine');
    expect(content.requirements.recognised.explanation).toBe('Theirs');
    expect(content.duties.map(({ code }) => code)).toEqual(['D1', 'D2']);
    expect(content.duties.map(({ text }) => text).sort()).toEqual(['Build', 'Plan']);
    expect(version).toBe(5);
    // What a page rests on, as a mapping on the statements that it shows, must be as it was read, too.
    const resting = {
      part: 'the title',
      rests: ['duties'] as const,
      change: (one: ProposalContent) => ({ ...one, title: 'A' }),
    };
    await expect(proposals.amend(chair, id, 1, resting)).rejects.toThrow(Stale);
    // What was submitted meanwhile is another text: nothing is merged into it.
    const other = await submitted();
    await expect(proposals.amend(chair, other, 2, duty('Late'))).rejects.toThrow();
  });

  it('what was submitted is not changed behind its version, and a change without a new number is refused', async () => {
    const id = await submitted();
    const change = `update proposal set content = content || '{"title":"Other"}', version = version + 1 where id = $1`;
    await expect(sql(change, id)).rejects.toThrow(/as a draft or when it was returned/);
    const draft = await proposals.start(chair, groupId, newId());
    const silent = `update proposal set content = content || '{"title":"Other"}' where id = $1`;
    await expect(sql(silent, draft)).rejects.toThrow(/next version/);
    await expect(sql('update proposal set version = version - 1 where id = $1', id)).rejects.toThrow(/never falls/);
    await expect(sql(`update proposal set reference = 'OP0000' where id = $1`, id)).rejects.toThrow(/its reference/);
  });

  it('a change request is about a version of its own proposal, and stays as it was', async () => {
    const [one, two] = [await submitted(), await submitted()];
    await proposals.returnWith(officer, one, [{ kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 }]);
    const [version] = await queries.versions(ctx.db.read(), two);
    const foreign = `insert into change_request (id, proposal_id, version_id, kind, field, text, due_on, raised_by, raised_at)
      values ($1, $2, $3, 'content', 'duties', 'x', now(), $4, now())`;
    await expect(sql(foreign, newId(), one, version?.id, officer.id)).rejects.toThrow(/foreign key/);
    await expect(sql(`update change_request set text = 'y'`)).rejects.toThrow(/permission denied/);
    await expect(sql('delete from proposal_version')).rejects.toThrow(/permission denied/);
  });

  it('the officer acts on what they read: a version that came between is not accepted, returned or withdrawn', async () => {
    const id = await submitted();
    const { version } = await queries.proposal(officer, id);
    await proposals.returnWith(officer, id, [{ kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 }]);
    const returned = await queries.proposal(chair, id);
    await proposals.submit(chair, id, returned.version, newId());
    await expect(proposals.accept(officer, id, version)).rejects.toThrow(Stale);
    await expect(proposals.withdraw(chair, id, version)).rejects.toThrow(Stale);
    const order = { kind: 'content', field: 'ksbs', text: 'More', workingDays: 5 } as const;
    await expect(proposals.returnWith(officer, id, [order], version)).rejects.toThrow(Stale);
  });

  it('an officer who takes no part in a request neither returns nor accepts it, nor sends it to peers', async () => {
    const id = await submitted();
    const other = await ctx.person('Olga', { role: 'product-manager' });
    await sql(
      `insert into standing_recusal (id, subject_kind, subject_id, person_id, why, noted_at)
       values ($1, 'proposal', $2, $3, 'reviewer', waymark_now())`,
      newId(),
      id,
      other.id,
    );
    const order = { kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 } as const;
    await expect(proposals.returnWith(other, id, [order])).rejects.toThrow(Forbidden);
    await expect(proposals.accept(other, id, undefined, 'No peer was free')).rejects.toThrow(Forbidden);
    const { version } = await queries.proposal(officer, id);
    await expect(ctx.module.get(PeerReviews).start(other, id, version)).rejects.toThrow(Forbidden);
    expect((await queries.proposal(officer, id)).state).toBe('submitted');
  });

  it('two officers at once accept once', async () => {
    const id = await submitted();
    const other = await ctx.person('Other', { role: 'product-manager' });
    const results = await Promise.allSettled([
      proposals.accept(officer, id, undefined, 'No peer was free'),
      proposals.accept(other, id, undefined, 'No peer was free'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [row] = await ctx.db
      .read()
      .rows<{ count: number }>(
        `select count(*)::int as count from event where type = 'proposal.accepted' and subject_id = $1`,
        [id],
      );
    expect(row?.count).toBe(1);
  });

  it('a version keeps the employers of its moment; what the panel said stays with the proposal', async () => {
    const id = await submitted();
    await proposals.accept(officer, id, undefined, 'No peer was free');
    const panel = systemActor('test');
    await ctx.db.write((tx) => progress.recommended(tx, panel, id, 'revise', 'The duties overlap.'));
    const found = await queries.proposal(chair, id);
    expect(found).toMatchObject({ state: 'returned', outcomeStage: 'panel', outcome: 'revise' });
    await ctx.module.get(Trailblazers).addEmployer(chair, groupId, {
      name: `Later ${id}`,
      size: 'large',
      sector: 'Finance',
      region: 'Wales',
    });
    await proposals.submit(chair, id, found.version, newId());
    const [second, first] = await queries.versions(ctx.db.read(), id);
    expect(first?.content.employers.map(({ name }) => name)).toEqual(['Acme']);
    expect(second?.content.employers).toHaveLength(2);
    expect(second?.contentHash).not.toBe(first?.contentHash);
  });

  it('agreement of an occupation is not that of its standard; a refused proposal has neither', async () => {
    const [agreed, refused] = [await submitted(), await submitted()];
    for (const id of [agreed, refused]) await proposals.accept(officer, id, undefined, 'No peer was free');
    await ctx.db.write(async (tx) => {
      await progress.recommended(tx, systemActor('test'), agreed, 'approve', 'Yes');
      await approvedBy(tx, 'committee', agreed);
      await progress.decided(tx, systemActor('test'), agreed, 'approve', 'Yes');
      await progress.recommended(tx, systemActor('test'), refused, 'reject', 'No');
    });
    const facts = ['state', 'agreedAsOccupation', 'standardApproved'] as const;
    const of = async (id: string) => {
      const proposal = await queries.proposal(officer, id);
      return facts.map((fact) => proposal[fact]);
    };
    expect(await of(agreed)).toEqual(['agreed', true, false]);
    expect(await of(refused)).toEqual(['refused', false, false]);
    const found = await queries.agreedNotOnMap(ctx.db.read());
    expect(found.map(({ id }) => id)).toEqual([agreed]);
  });

  it('a group without support neither starts nor submits', async () => {
    const trailblazers = ctx.module.get(Trailblazers);
    const id = await proposals.start(chair, groupId, newId());
    await trailblazers.changeSupport(officer, groupId, { action: 'withdrawSupport', reason: 'No small employer' });
    await expect(proposals.start(chair, groupId, newId())).rejects.toThrow(Refused);
    await expect(proposals.submit(chair, id, 1, newId())).rejects.toThrow(/support .* was withdrawn/);
    await trailblazers.changeSupport(officer, groupId, { action: 'recognise', reason: 'One joined' });
    await proposals.start(chair, groupId, newId());
  });
});
