import { type Actor, Forbidden, groupScope, newId, Refused, Stale } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { ConsultationQueries, Consultations, ConsultationsModule, type ResponseOrder } from './index';

type Person = Actor & { id: string };
const day = 86_400_000;

describe('a consultation, from announcement to what is published', () => {
  let ctx: TestContext;
  let officer: Person, moderator: Person;
  let consultations: Consultations;
  let queries: ConsultationQueries;
  let proposalId: string;
  let submitted: () => Promise<{ id: string; withdraw: () => Promise<void> }>;

  beforeAll(async () => {
    ctx = await testContext([TrailblazersModule, ConsultationsModule]);
    consultations = ctx.module.get(Consultations);
    queries = ctx.module.get(ConsultationQueries);
    officer = await ctx.person('Officer', { role: 'product-manager' });
    moderator = await ctx.person('Moderator', { role: 'moderator' });
    const trailblazers = ctx.module.get(Trailblazers);
    const groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
    await trailblazers.addEmployer(officer, groupId, {
      name: 'Acme',
      size: 'small',
      sector: 'Digital',
      region: 'Leeds',
    });
    const chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
    const proposals = ctx.module.get(Proposals, { strict: false });
    submitted = async () => {
      const id = await proposals.start(chair, groupId, newId());
      await proposals.amend(chair, id, 1, { part: 'all', change: () => aCompleteContent() });
      await proposals.submit(chair, id, 2, newId());
      return { id, withdraw: () => proposals.withdraw(chair, id) };
    };
    proposalId = (await submitted()).id;
  });
  afterAll(() => ctx?.close());

  const announced = async (days = 14, about = proposalId): Promise<string> => {
    const closesAt = new Date((await ctx.db.read().now()).getTime() + days * day);
    const order = {
      proposalId: about,
      title: 'What do you think?',
      introduction: 'Tell us.',
      opensAt: null,
      closesAt,
      key: newId(),
    };
    return consultations.announce(officer, order);
  };
  const aResponse = (change: Partial<ResponseOrder> = {}): ResponseOrder => ({
    answer: 'agree',
    text: 'We need this.',
    organisationType: 'employer',
    consentToPublish: true,
    name: 'Petra Person',
    email: 'petra@example.test',
    key: newId(),
    ...change,
  });
  const idOf = async (reference: string): Promise<string> => {
    const row = await ctx.db
      .read()
      .one<{ id: string }>('select id from consultation_response where reference = $1', [reference]);
    return row?.id ?? '';
  };
  const publishedOf = async (reference: string) => queries.published((await queries.consultation(reference)).id, null);
  const publish = { outcome: 'published', publishedText: '', reason: '' } as const;

  it('nothing appears or counts before a moderator has published it', async () => {
    const reference = await announced();
    const received = await consultations.respond(reference, aResponse());
    expect(received).toMatch(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await publishedOf(reference)).toEqual([]);
    await consultations.moderate(moderator, await idOf(received), publish, 0);
    expect((await publishedOf(reference)).map(({ text }) => text)).toEqual(['We need this.']);
    expect(await queries.counts((await queries.consultation(reference)).id)).toEqual({
      agree: 1,
      disagree: 0,
      'do-not-know': 0,
    });
  });

  it('nobody is asked about what was withdrawn, nor about what is withdrawn at that instant', async () => {
    const before = await submitted();
    await before.withdraw();
    await expect(announced(14, before.id)).rejects.toThrow(/not considered any more/);
    const racing = await submitted();
    const [asked, gone] = await Promise.allSettled([announced(14, racing.id), racing.withdraw()]);
    expect(gone.status).toBe('fulfilled');
    const consulted = await queries.on(ctx.db.read(), 'proposal', racing.id);
    expect(consulted).toHaveLength(asked.status === 'fulfilled' ? 1 : 0);
    expect(await queries.on(ctx.db.read(), 'proposal', before.id)).toEqual([]);
  });

  it('a response without consent is never published, not even by hand', async () => {
    const reference = await announced();
    const id = await idOf(await consultations.respond(reference, aResponse({ consentToPublish: false })));
    await expect(consultations.moderate(moderator, id, publish, 0)).rejects.toThrow(Refused);
    const byHand = `insert into response_ruling values ('${newId()}', '${id}', 1, 'published', 'x', '', '${moderator.id}', waymark_now())`;
    await expect(ctx.db.write((tx) => tx.rows(byHand))).rejects.toThrow(/without consent/);
    expect(await publishedOf(reference)).toEqual([]);
  });

  it('a redacted response shows its separate text, the original stays, and a later ruling stands', async () => {
    const reference = await announced();
    const id = await idOf(await consultations.respond(reference, aResponse({ text: 'Ask Jane on 0123.' })));
    await consultations.moderate(
      moderator,
      id,
      { outcome: 'redacted', publishedText: 'Ask [name].', reason: 'A name' },
      0,
    );
    expect((await publishedOf(reference)).map(({ text }) => text)).toEqual(['Ask [name].']);
    expect((await queries.response(id)).text).toBe('Ask Jane on 0123.');
    await consultations.moderate(
      moderator,
      id,
      { outcome: 'rejected', publishedText: '', reason: 'Off the subject' },
      1,
    );
    expect(await publishedOf(reference)).toEqual([]);
  });

  it('two moderators at once: one decides, the other is told', async () => {
    const reference = await announced();
    const id = await idOf(await consultations.respond(reference, aResponse()));
    const results = await Promise.allSettled([
      consultations.moderate(moderator, id, publish, 0),
      consultations.moderate(moderator, id, publish, 0),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(consultations.moderate(officer, id, publish, 1)).rejects.toThrow(Forbidden);
  });

  it('the same form sent twice, or twice at once, is one response; a changed one is told so', async () => {
    const reference = await announced();
    const order = aResponse();
    const [one, two] = await Promise.all([
      consultations.respond(reference, order),
      consultations.respond(reference, order),
    ]);
    expect(one).toBe(two);
    await expect(consultations.respond(reference, { ...order, text: 'Something else' })).rejects.toThrow(Stale);
  });

  it('an original is never changed, and who sent it stands apart: erased, everything else still works', async () => {
    const reference = await announced();
    const received = await consultations.respond(reference, aResponse());
    const id = await idOf(received);
    await expect(ctx.db.write((tx) => tx.rows(`update consultation_response set text = 'x'`))).rejects.toThrow(
      /permission denied/,
    );
    const leaks = await ctx.db
      .read()
      .rows(`select 1 from event where content like '%petra%' or content like '%Petra%'`);
    expect(leaks).toEqual([]);
    await consultations.erase(moderator, id);
    await consultations.moderate(moderator, id, publish, 0);
    expect(await publishedOf(reference)).toHaveLength(1);
  });

  it('it closes by the clock: a response after the last instant is refused and not stored', async () => {
    const reference = await announced(1);
    await ctx.module.get(DemoClock).advance(2 * day);
    expect((await queries.consultation(reference)).standing).toBe('closed');
    await expect(consultations.respond(reference, aResponse())).rejects.toThrow('not open');
    const { id } = await queries.consultation(reference);
    const late = `insert into consultation_response values ('${newId()}', '${id}', 'R-X', 'agree', '', 'other', true, '${newId()}', waymark_now())`;
    await expect(ctx.db.write((tx) => tx.rows(late))).rejects.toThrow(/not open/);
  });
});
