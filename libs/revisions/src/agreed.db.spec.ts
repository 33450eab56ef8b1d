import { type Actor, groupScope, newId, Refused, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import {
  type Beginning,
  CarryOver,
  type ProposalContent,
  ProposalOfficer,
  ProposalProgress,
  ProposalQueries,
  Proposals,
} from '@app/proposals';
import { aCompleteContent, anAnswer, someGrounds } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import { approvedBy, testContext, type TestContext, publishMap } from '@test/support';
import { featureModules } from '../../../apps/features';
import { RevisionDrafting } from './drafting.service';
import { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';
import { Revisions } from './revisions.service';
import { type Publishing, publishing } from './testing';

type Person = Actor & { id: string };
const system = systemActor('test');

describe('an agreed request', () => {
  let ctx: TestContext;
  let officer: Person, chair: Person;
  let groupId: string;
  let site: Publishing;
  let proposals: Proposals, progress: ProposalProgress, queries: ProposalQueries;

  beforeAll(async () => {
    ctx = await testContext(featureModules);
    const state = aMap(smallMap())
      .route('digital')
      .pathway('digital-support')
      .cluster('support')
      .occupation('OCC0950A', {
        title: 'Repairer - Phones',
        option: { core: 'OCC0950', name: 'Phones' },
        standard: { reference: 'ST0950', version: '1.0', status: 'approved' },
      })
      .occupation('OCC0950B', { title: 'Repairer - Screens', option: { core: 'OCC0950', name: 'Screens' } })
      .occupation('OCC0990', { title: 'Fax operator' })
      .build();
    const edition = { state, kind: 'day-to-day', note: 'The first' } as const;
    await ctx.db.write((tx) => publishMap(tx, ctx.module.get(EditionStore, { strict: false }), edition));
    [proposals, progress, queries] = [Proposals, ProposalProgress, ProposalQueries].map((type) =>
      ctx.module.get<unknown>(type as new () => unknown, { strict: false }),
    ) as [Proposals, ProposalProgress, ProposalQueries];
    site = await publishing(ctx);
    officer = await ctx.person('Officer', { role: 'product-manager' });
    const trailblazers = ctx.module.get(Trailblazers, { strict: false });
    groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
    const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
    await trailblazers.addEmployer(officer, groupId, acme);
    chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  });
  afterAll(() => ctx?.close());

  const started = (beginning: Beginning) => proposals.start(chair, groupId, newId(), beginning);
  const edit = async (id: string, change: (content: ProposalContent) => ProposalContent) => {
    const { version } = await queries.proposal(chair, id);
    await proposals.amend(chair, id, version, { part: 'all', change });
  };
  const submit = async (id: string) => {
    const { version } = await queries.proposal(chair, id);
    await proposals.submit(chair, id, version, newId());
  };
  const submitted = async (beginning: Beginning, change: (content: ProposalContent) => ProposalContent) => {
    const id = await started(beginning);
    await edit(id, change);
    await submit(id);
    return id;
  };
  /** Takes what was submitted through whichever stages it has. */
  const agree = async (id: string) => {
    await proposals.accept(officer, id, undefined, 'No peer was free');
    await ctx.db.write(async (tx) => {
      for (const step of ['recommended', 'decided'] as const) {
        const { state } = await queries.summary(tx, id);
        if (state === 'agreed') continue;
        await approvedBy(tx, step === 'recommended' ? 'panel' : 'committee', id);
        await progress[step](tx, system, id, 'approve', 'Yes');
      }
    });
  };
  const stateOf = async (id: string) => (await queries.proposal(officer, id)).standing;
  const place = { pathway: 'digital-support', cluster: null };
  const taken = (id: string, into = newId()) =>
    ctx.module
      .get(RevisionDrafting)
      .takeProposal(site.ada, { id: into, title: 'A change', kind: 'day-to-day', minor: true }, id, place);
  const published = async (id: string) => {
    const { id: revision, reference } = await taken(id);
    await site.schedule(revision, 2);
    await site.wait(3);
    return { reference, state: await site.live() };
  };
  const operationsOf = async (revision: string) => ctx.module.get(RevisionStore).operations(ctx.db.read(), revision);
  const because = (change: Partial<ProposalContent>) => (content: ProposalContent) => ({
    ...content,
    ...change,
    grounds: someGrounds,
  });

  it('for an occupation puts it on the map in development; one for its standard approves it as version 1.0', async () => {
    const first = await submitted({ kind: 'occupation' }, () => aCompleteContent());
    await agree(first);
    const { reference, state } = await published(first);
    expect(state.occupations[reference]).toMatchObject({ status: 'in-development', ksbs: [] });
    expect(state.occupations[reference]?.standard).toMatchObject({ version: null });
    expect(await stateOf(first)).toBe('on-map');
    await expect(started({ kind: 'change', occupation: reference })).rejects.toThrow(Refused);

    const second = await submitted({ kind: 'standard', occupation: reference }, () => aCompleteContent());
    await agree(second);
    const { agreedAsOccupation, standardApproved } = await queries.proposal(officer, second);
    expect([agreedAsOccupation, standardApproved]).toEqual([true, true]);
    const after = (await published(second)).state.occupations[reference];
    expect(after).toMatchObject({ status: 'approved', standard: { version: '1.0', status: 'approved' } });
    expect([after?.duties.length, after?.ksbs.length]).toEqual([3, 6]);
  });

  it('for a correction needs the officer only, and changes wording on their word', async () => {
    const text = 'Write code, that others can read';
    const duties = [{ code: 'D1', text, ksbs: ['K1', 'S1'] }];
    const id = await submitted({ kind: 'change', occupation: 'OCC0116' }, because({ duties }));
    await proposals.accept(officer, id, undefined, 'No peer was free');
    expect(await stateOf(id)).toBe('agreed');
    const { id: revision } = await taken(id);
    expect(await ctx.db.read().rows(`select why, proposal_id as id from wording_correction`)).toEqual([
      { why: someGrounds.explanation, id },
    ]);
    expect((await operationsOf(revision)).map(({ authority }) => authority)).toEqual([
      { by: 'correction', correctionId: expect.any(String) as string, proposalId: id },
    ]);
    await site.schedule(revision, 2);
    await site.wait(3);
    expect((await site.live()).occupations.OCC0116?.duties[0]?.text).toBe(text);
    expect(await stateOf(id)).toBe('on-map');
  });

  it('for an adjustment stands on the agreement of the panel, for a revision on the decision of the committee', async () => {
    const small = await submitted({ kind: 'change', occupation: 'OCC0128' }, because({ keywords: ['low-code'] }));
    await agree(small);
    expect((await queries.proposal(officer, small)).outcomeStage).toBe('panel');
    const { id: revision } = await taken(small);
    expect((await operationsOf(revision))[0]?.authority).toMatchObject({ by: 'ballot', proposalId: small });

    const large = await submitted(
      { kind: 'change', occupation: 'OCC0116' },
      because({ title: 'Software engineer', level: 6 }),
    );
    await agree(large);
    expect((await queries.proposal(officer, large)).outcomeStage).toBe('committee');
    const { state } = await published(large);
    expect(state.occupations.OCC0116).toMatchObject({ title: 'Software engineer', standard: { version: '1.2' } });
    expect(state.placements.OCC0116).toEqual({ route: 'digital', ...place });
  });

  it('of two operations is taken out as a whole, and waits for a revision again', async () => {
    const moved = { title: 'Senior helper', level: 7 };
    const id = await submitted({ kind: 'change', occupation: 'OCC0973' }, because(moved));
    await agree(id);
    const { id: revision } = await taken(id);
    const operations = await operationsOf(revision);
    expect(operations.map(({ operation }) => operation.op)).toEqual(['amend-occupation', 'place-occupation']);
    const { version } = await ctx.db.read().get(Revision, revision);
    const drafting = ctx.module.get(RevisionDrafting);
    await drafting.removeOperation(site.ada, { id: revision, version }, operations[0]?.id ?? '');
    expect([await operationsOf(revision), await stateOf(id)]).toEqual([[], 'agreed']);
    const { id: again } = await taken(id);
    const read = { id: again, version: (await ctx.db.read().get(Revision, again)).version };
    await ctx.module.get(Revisions).discard(site.ada, read, 'A test');
    expect(await stateOf(id)).toBe('agreed');
  });

  it('for an option adds it under the next letter, or takes one off the map', async () => {
    const option = { act: 'add' as const, name: 'Watches' };
    const { duties, ksbs, profile, typicalJobTitles } = aCompleteContent();
    const added = because({ option, title: 'Repairer - Watches', duties, ksbs, profile, typicalJobTitles });
    const id = await submitted({ kind: 'option', occupation: 'OCC0950A' }, added);
    await agree(id);
    const { reference, state } = await published(id);
    expect(reference).toBe('OCC0950C');
    expect(state.occupations[reference]).toMatchObject({
      status: 'approved',
      option: { core: 'OCC0950', name: 'Watches' },
    });
    expect(state.placements[reference]).toEqual(state.placements.OCC0950A);

    const gone = await submitted({ kind: 'option', occupation: 'OCC0950B' }, because({ option: { act: 'remove' } }));
    await agree(gone);
    expect((await published(gone)).state.occupations.OCC0950B).toMatchObject({ status: 'retired', successor: null });
  });

  it('for a retirement takes the occupation off the map, with what follows it', async () => {
    const change = { triggers: ['not-needed' as const], successor: 'OCC0973' };
    const id = await submitted({ kind: 'retirement', occupation: 'OCC0990' }, because(change));
    const consultation = newId();
    await ctx.db.write(async (tx) => {
      await tx.rows(
        `insert into consultation (id, reference, title, introduction, subject_kind, subject_id, proposed, opens_at, closes_at, created_by, creation_key)
         values ($1::uuid, $1::uuid, 'Retire it', '', 'proposal', $2, '{}', waymark_now(), waymark_now() + interval '28 days', $3, $1::uuid)`,
        [consultation, id, officer.id],
      );
      await tx.rows(
        `insert into consultation_subject (consultation_id, no, kind, ref, title, version, shown) values ($1, 1, 'retirement', $2, 'It', '', '{}')`,
        [consultation, id],
      );
      await tx.rows(
        `insert into consultation_deadline (consultation_id, no, closes_at, why, set_by, set_at)
         select id, 1, closes_at, '', created_by, created_at from consultation where id = $1`,
        [consultation],
      );
    });
    await agree(id);
    await expect(taken(id)).rejects.toThrow('No decision stands');
    await ctx.module.get(DemoClock).advance(29 * 86_400_000);
    const { state } = await published(id);
    expect(state.occupations.OCC0990).toMatchObject({ status: 'retired', successor: 'OCC0973' });
    expect(await queries.list(officer, { kind: 'retirement', state: 'on-map' })).toHaveLength(1);
  });

  it('was raised by the officer with a reason, which is kept and never taken back', async () => {
    const raising = ctx.module.get(ProposalOfficer, { strict: false });
    const id = await submitted({ kind: 'change', occupation: 'OCC0973' }, because({ keywords: ['help desk'] }));
    const { version } = await queries.proposal(officer, id);
    await expect(raising.raise(officer, id, 'correction', 'No', version)).rejects.toThrow('never lowered');
    await raising.raise(officer, id, 'revision', 'It is another job', version);
    const lower = `update proposal set raised_to = 'adjustment', change_kind = 'adjustment' where id = $1`;
    await expect(ctx.db.write((tx) => tx.rows(lower, [id]))).rejects.toThrow(/not lowered/);
    await proposals.accept(officer, id, undefined, 'No peer was free');
    await ctx.db.write((tx) => progress.recommended(tx, system, id, 'revise', 'Say more'));
    await edit(id, (content) => ({ ...content, keywords: ['service desk'] }));
    await submit(id);
    expect(await queries.proposal(officer, id)).toMatchObject({
      changeKind: 'revision',
      raisedWhy: 'It is another job',
    });
  });

  it('is carried over when the map has moved on in other parts; the same part is told, and both texts are kept', async () => {
    const carrying = ctx.module.get(CarryOver, { strict: false });
    const amend = async (field: 'overview' | 'keywords', after: string | string[]) => {
      const before = (await site.live()).occupations.OCC0128?.[field] ?? null;
      await site.publish([{ op: 'amend-occupation', reference: 'OCC0128', changes: [{ field, before, after }] }]);
    };
    const id = await started({ kind: 'change', occupation: 'OCC0128' });
    await edit(id, because({ profile: 'Builds what others have designed.' }));
    await amend('keywords', ['software']);
    await submit(id);
    expect((await queries.proposal(chair, id)).content.keywords).toEqual(['software']);

    const order = { kind: 'content', field: 'profile', text: 'Say more', workingDays: 5 } as const;
    await proposals.returnWith(officer, id, [order]);
    await amend('overview', 'Writes parts of software.');
    await expect(submit(id)).rejects.toThrow('OCC0128 was changed on the map since you began');
    const read = await queries.proposal(chair, id);
    expect((await carrying.moved(ctx.db.read(), read))?.clashes).toEqual(['profile']);
    await carrying.keepOurs(chair, id, read.version);
    await submit(id);
    await agree(id);
    expect((await published(id)).state.occupations.OCC0128).toMatchObject({
      overview: 'Builds what others have designed.',
      keywords: ['software'],
    });
  });

  it('that no longer fits the map is refused by the revision, and stays agreed', async () => {
    const id = await submitted({ kind: 'change', occupation: 'OCC0973' }, because({ profile: 'Helps people.' }));
    await agree(id);
    const changes = [{ field: 'overview' as const, before: '', after: 'Answers calls.' }];
    await site.publish([{ op: 'amend-occupation', reference: 'OCC0973', changes }]);
    await expect(taken(id)).rejects.toThrow('The overview of OCC0973 has changed');
    expect(await stateOf(id)).toBe('agreed');
  });

  it('is not returned for ever: it lapses by the clock, and only the officer reopens it, with a reason', async () => {
    const matchAnswers = [anAnswer('OCC0991'), anAnswer('OCC0950C')];
    const id = await submitted({ kind: 'occupation' }, () => aCompleteContent({ matchAnswers }));
    const order = { kind: 'content', field: 'profile', text: 'Say more', workingDays: 5 } as const;
    await proposals.returnWith(officer, id, [order]);
    const { lapsesAt } = await queries.proposal(chair, id);
    const now = await ctx.db.read().now();
    await ctx.module.get(DemoClock).advance((lapsesAt?.getTime() ?? NaN) - now.getTime());
    const { version, standing } = await queries.proposal(chair, id);
    expect(standing).toBe('lapsed');
    expect((await queries.list(chair, { state: 'lapsed' })).map((row) => row.id)).toEqual([id]);
    await expect(proposals.submit(chair, id, version, newId())).rejects.toThrow('it is lapsed');
    await expect(edit(id, () => aCompleteContent({ title: 'Other' }))).rejects.toThrow('it is lapsed');
    await ctx.module.get(ProposalOfficer, { strict: false }).reopen(officer, id, 'The chair was ill', version);
    expect(await stateOf(id)).toBe('returned');
    await submit(id);
    expect(await stateOf(id)).toBe('submitted');
  });
});
