import { type Actor, groupScope, hashOf, newId, Refused } from '@app/kernel';
import { EditionStore, MapReader } from '@app/occupational-map';
import { aMap } from '@app/occupational-map/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext, publishMap } from '@test/support';
import type { ProposalContent } from './domain/content';
import { Likeness, ProposalQueries, Proposals, ProposalsModule } from './index';
import { aCompleteContent, anAnswer } from './testing';

const overview = 'Makes services usable by everybody.';
const theMap = () =>
  aMap()
    .route('digital')
    .occupation('OCC0901', { title: 'Accessibility auditor', level: 4, overview })
    .occupation('OCC0902', { title: 'Stonemason', level: 2, overview: 'Cuts and carves stone.' });

describe('the occupations that come close to a proposed one', () => {
  let ctx: TestContext;
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;

  const publish = async (state: ReturnType<ReturnType<typeof theMap>['build']>): Promise<void> => {
    const edition = { state, kind: 'day-to-day' as const, note: '', changes: [] };
    await ctx.db.write((tx) => publishMap(tx, ctx.module.get(EditionStore), edition));
    await ctx.module.get(MapReader).refresh();
  };
  const drafted = async (change: Partial<ProposalContent> = {}): Promise<string> => {
    const id = await proposals.start(chair, groupId, newId());
    await proposals.amend(chair, id, 1, { part: 'all', change: () => aCompleteContent(change) });
    return id;
  };
  const latest = async (id: string) => ctx.module.get(ProposalQueries).latestVersion(ctx.db.read(), id);

  beforeAll(async () => {
    ctx = await testContext([TrailblazersModule, ProposalsModule]);
    proposals = ctx.module.get(Proposals);
    await publish(theMap().build());
    const officer = await ctx.person('Officer', { role: 'product-manager' });
    const trailblazers = ctx.module.get(Trailblazers);
    groupId = await trailblazers.form(officer, { name: 'Accessibility', remit: 'Digital' });
    const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
    await trailblazers.addEmployer(officer, groupId, acme);
    chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  });
  afterAll(() => ctx?.close());

  it('are found on all routes, but not what only shares a level; other kinds of request need no answers', async () => {
    const content = aCompleteContent();
    const likeness = ctx.module.get(Likeness);
    const drafted = { kind: 'occupation', content, occupationReference: null } as const;
    const close = await likeness.closeTo(drafted);
    expect(close).toMatchObject({ edition: 1, found: [{ reference: 'OCC0901', title: 'Accessibility auditor' }] });
    expect(await likeness.closeTo({ ...drafted, kind: 'standard' })).toBeNull();
    const blank = { ...content, title: '', profile: '', typicalJobTitles: [], duties: [], ksbs: [] };
    expect((await likeness.closeTo({ ...drafted, content: blank }))?.found).toEqual([]);
  });

  it('are each answered before a submission, which is refused with the field', async () => {
    const id = await drafted();
    const refused = await proposals.submit(chair, id, 2, newId()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    const text = 'Say what Accessibility auditor (OCC0901) is to the proposed occupation';
    expect((refused as Refused).reasons).toEqual([{ field: 'matchAnswers', at: 'match-OCC0901', text }]);
    expect(await latest(id)).toBeNull();
  });

  it('are frozen in the version, with the answers and the edition; a later edition asks anew', async () => {
    const id = await drafted({ matchAnswers: [anAnswer('OCC0901')] });
    await proposals.submit(chair, id, 2, newId());
    const before = await latest(id);
    expect(before?.content).toMatchObject({
      matches: { edition: 1, found: [{ reference: 'OCC0901' }] },
      matchAnswers: [{ reference: 'OCC0901', is: 'distinct' }],
    });
    expect(before?.contentHash).toBe(hashOf(before?.content));
    await publish(theMap().occupation('OCC0903', { title: 'Accessibility specialist', level: 4, overview }).build());
    expect((await latest(id))?.content).toEqual(before?.content);
    const again = await drafted({ matchAnswers: [anAnswer('OCC0901')] });
    await expect(proposals.submit(chair, again, 2, newId())).rejects.toThrow('Accessibility specialist (OCC0903)');
  });

  it('take an answer with a reason only', async () => {
    const id = await proposals.start(chair, groupId, newId());
    const change = (content: ProposalContent) => ({
      ...content,
      matchAnswers: [{ ...anAnswer('OCC0901'), reason: '' }],
    });
    await expect(proposals.amend(chair, id, 1, { part: 'all', change })).rejects.toThrow();
  });
});
