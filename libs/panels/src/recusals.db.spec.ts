import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, newId, NotFound, Refused } from '@app/kernel';
import { Sending } from '@app/notifications';
import { DemoClock, Outbox } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import {
  PanelQueries,
  RecusalRulingQueries,
  RecusalRulings,
  RegisterOfInterests,
  type Ruling,
  Seats,
  StandingRecusals,
} from './index';
import { noteReviewer } from './testing';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const none = { interested: false, details: '' };

let at: At;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });

/** Why this person takes no part in the proposal. */
async function why(who: Person, id: string): Promise<string | undefined> {
  return (await lib(StandingRecusals).among(at.ctx.db.read(), { kind: 'proposal', id }, [who.id])).get(who.id);
}

/** A new member of the panel whose register names an organisation. */
async function memberOf(organisation: string): Promise<Person> {
  const grant = { role: 'panel-member', scope: 'route:digital' } as const;
  const person = await at.ctx.person('Sharing', grant);
  const order = { id: newId(), kind: 'employer', organisation, from: '2024-01-01', until: null } as const;
  await lib(RegisterOfInterests).enter(person, order);
  return person;
}

const ruling = (who: Person, subjectId: string, given: Ruling, reason = 'The reason') => ({
  slug: 'digital',
  subjectId,
  personId: who.id,
  organisation: 'acme',
  ruling: given,
  reason,
});
const rule = (leader: Actor, ...given: Parameters<typeof ruling>) => lib(RecusalRulings).rule(leader, ruling(...given));
const seesIt = async (who: Person, id: string): Promise<boolean> => lib(ProposalQueries).isOpenTo(who, id);

describe('who takes no part', () => {
  it('by their own word on one ballot, takes none in the next ballot on the same thing', async () => {
    const { ballots, leading, opened, order, chair, one, three, pages } = at;
    const { id, ballot } = await opened();
    await ballots.declare(three, ballot, { interested: true, details: 'A sister', key: newId() });
    await ballots.declare(chair, ballot, { ...none, key: newId() });
    await leading.end(chair, ballot, { why: 'A report is due', key: newId() });
    const second = await ballots.open(chair, await order(id));
    expect(await why(three, id)).toBe('declared');
    await expect(pages.page(three, second)).rejects.toThrow(Forbidden);
    await expect(ballots.declare(three, second, { ...none, key: newId() })).rejects.toThrow(Forbidden);
    expect((await pages.page(one, second)).standing).toMatchObject({ turnout: { of: 3 }, recused: [three.id] });
  });

  it('as a reviewer, takes none from then on, noted once or twice, with or without a seat', async () => {
    const { ctx, opened, one, two, pages, closing, ballots, chair, votes, three } = at;
    const { id, ballot } = await opened();
    const before = await ctx.db.read().now();
    await lib(DemoClock).advance(60_000);
    const committee = at.committee[0] ?? one;
    await ctx.db.write(async (tx) => {
      for (const who of [two, two, committee]) {
        await noteReviewer(tx, { kind: 'proposal', id }, who.id);
      }
    });
    expect(await why(two, id)).toBe('reviewer');
    const then = await lib(StandingRecusals).among(ctx.db.read(), { kind: 'proposal', id }, [two.id], before);
    expect(then.size).toBe(0);
    await expect(ballots.declare(two, ballot, { ...none, key: newId() })).rejects.toThrow(Forbidden);
    await votes([chair, one, three], ballot);
    await closing.close(chair, ballot, newId());
    await expect(pages.page(committee, ballot)).rejects.toThrow('You take no part');
    expect((await pages.page(at.officer, ballot)).standing.turnout.of).toBe(3);
  });

  it('after the close, changes nothing of what the ballot came to', async () => {
    const { ctx, opened, one, two, three, chair, pages, closing, votes } = at;
    const { id, ballot } = await opened();
    await votes([chair, one, two, three], ballot);
    await closing.close(chair, ballot, newId());
    await ctx.db.write((tx) => noteReviewer(tx, { kind: 'proposal', id }, two.id));
    expect((await pages.page(one, ballot)).standing).toMatchObject({
      turnout: { voted: 4, of: 4 },
      tally: { approve: 4 },
    });
    await expect(pages.page(two, ballot)).rejects.toThrow(Forbidden);
  });

  it('is not told what was written before: the message waits no longer, and is not sent', async () => {
    const { ctx, opened, one } = at;
    const { id, ballot } = await opened();
    await ctx.module.get(Outbox).drain();
    const status = async (who: Person) => {
      const rows = await ctx.db.read().rows<{ status: string }>(
        `select distinct n.status from notification n join event e on e.seq = n.cause_seq
           where e.subject_id in ($1, $2) and n.person_id = $3`,
        [id, ballot, who.id],
      );
      return rows.map((row) => row.status);
    };
    expect(await status(one)).toEqual(['pending']);
    await ctx.db.write((tx) => noteReviewer(tx, { kind: 'proposal', id }, one.id));
    await lib(Sending).sendAll();
    expect([await status(one), await status(at.two)]).toEqual([['suppressed'], ['sent']]);
  });
});

describe('the database', () => {
  const insert = (subject: string, person: string, by: string) =>
    at.sql(
      `insert into recusal_ruling (subject_kind, subject_id, person_id, organisation, ruling, reason, ruled_by, ruled_at)
       values ('proposal', $1, $2, 'acme', 'dismissed', 'Because', $3, now())`,
      [subject, person, by],
    );

  it('takes no ruling on what is not proposed, on oneself, or by who takes no part', async () => {
    const { opened, one, two } = at;
    const [sharing, other] = [await memberOf('Acme'), await memberOf('Acme')];
    const { id } = await opened();
    await expect(insert(id, two.id, one.id)).rejects.toThrow('no proposed recusal');
    await expect(insert(id, sharing.id, sharing.id)).rejects.toThrow('takes no part themselves');
    await expect(insert(id, sharing.id, other.id)).rejects.toThrow('takes no part themselves');
  });

  it('knows what a record is about', async () => {
    const { id, ballot } = await at.opened();
    const thing = (kind: string, record: string) => at.sql('select * from thing_of($1, $2)', [kind, record]);
    expect(await thing('ballot', ballot)).toEqual([{ kind: 'proposal', id }]);
    expect(await thing('proposal', id)).toEqual([{ kind: 'proposal', id }]);
    expect(await thing('ballot', id)).toEqual([]);
  });
});

describe('a member who shares an organisation with the group', () => {
  it('takes no part at once; all concerned are told, without the name of the item', async () => {
    const { ctx, opened, chair, pages } = at;
    const sharing = await memberOf('ACME Limited');
    const { id, ballot } = await opened();
    expect([await why(sharing, id), await seesIt(sharing, id)]).toEqual(['not-ruled-on', false]);
    await lib(RecusalRulings).note();
    await lib(RecusalRulings).note();
    await ctx.module.get(Outbox).drain();
    const told = await ctx.db.read().rows<{ person: string; text: string }>(
      `select n.person_id as person, n.subject || n.body as text from notification n join event e on e.seq = n.cause_seq
         where e.type = 'panel.recusal-proposed' and e.content like '%' || $1 || '%'`,
      [id],
    );
    const people = told.map(({ person }) => person);
    expect(people).toEqual(expect.arrayContaining([chair.id, sharing.id]));
    for (const { id: other } of [at.two, at.three, at.officer]) expect(people).not.toContain(other);
    const { reference, title } = await lib(ProposalQueries).summary(ctx.db.read(), id);
    for (const { text } of told) for (const word of [reference, title]) expect(text).not.toContain(word);
    const waiting = await lib(WaitingList).entries(ctx.db.read(), chair);
    expect(waiting.map(({ text }) => text).join()).toContain(
      `Rule on the proposed recusal of Sharing from ${reference}`,
    );
    expect((await pages.page(chair, ballot)).standing.recused).toContain(sharing.id);
  });

  it('votes on the open ballot once the chair has dismissed it', async () => {
    const { opened, chair, votes, pages, ctx } = at;
    const sharing = await memberOf('Acme');
    const { id, ballot } = await opened();
    await expect(votes([sharing], ballot)).rejects.toThrow(Forbidden);
    await rule(chair, sharing, id, 'dismissed', 'Another company of that name');
    expect([await why(sharing, id), await seesIt(sharing, id)]).toEqual([undefined, true]);
    await votes([sharing], ballot);
    expect((await pages.page(chair, ballot)).standing.turnout.voted).toBe(1);
    const [event] = await ctx.db
      .read()
      .rows<{ content: string }>(
        `select content from event where type = 'panel.recusal-ruled-on' order by seq desc limit 1`,
      );
    expect(event?.content).not.toMatch(/Another company|acme/);
  });

  it('stays out once the chair has confirmed it, also on the next ballot, and where they have left the organisation', async () => {
    const { opened, chair, sql } = at;
    const sharing = await memberOf('Acme');
    const { id } = await opened();
    await rule(chair, sharing, id, 'confirmed');
    const [entry] = (await lib(RegisterOfInterests).own(sharing)).interests;
    await lib(RegisterOfInterests).end(sharing, entry?.id ?? '', '2024-12-31');
    expect(await why(sharing, id)).toBe('organisation');
    const page = await lib(RecusalRulingQueries).page(chair, 'digital');
    expect(page.ruled).toContainEqual(expect.objectContaining({ name: 'Sharing', ruling: 'confirmed' }));
    expect((await lib(RecusalRulingQueries).page(sharing, 'digital')).ruled).not.toContainEqual(
      expect.objectContaining({ name: 'Sharing', ruling: 'confirmed', reference: page.ruled[0]?.reference }),
    );
    await expect(sql(`update recusal_ruling set ruling = 'dismissed'`)).rejects.toThrow(/permission|append/);
  });

  it('is ruled on once: the same again is nothing, another ruling and other people are refused', async () => {
    const { opened, chair, one } = at;
    const sharing = await memberOf('Acme');
    const { id } = await opened();
    for (const who of [sharing, one, at.officer])
      await expect(rule(who, sharing, id, 'dismissed')).rejects.toThrow(Forbidden);
    await expect(rule(chair, one, id, 'dismissed')).rejects.toThrow(NotFound);
    await Promise.all([rule(chair, sharing, id, 'confirmed'), rule(chair, sharing, id, 'confirmed')]);
    await expect(rule(chair, sharing, id, 'dismissed')).rejects.toThrow(Refused);
    await expect(rule(sharing, sharing, id, 'dismissed')).rejects.toThrow(Forbidden);
    const rows = await at.sql('select 1 from recusal_ruling where person_id = $1', [sharing.id]);
    expect(rows).toHaveLength(1);
  });

  it('as the chair of the panel leaves the ruling to the deputy', async () => {
    const { ctx, opened } = at;
    const deputy = await ctx.person('Deputy');
    const admin = await ctx.person('Admin', { role: 'administrator' });
    const email = (await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [deputy.id]))
      ?.email;
    await lib(Seats).appoint(admin, 'digital', { email: email ?? '', office: 'deputy', from: null, until: null });
    const seated: Person = { ...deputy, grants: [{ role: 'panel-member', scope: 'route:digital' }] };
    const order = { id: newId(), kind: 'employer', organisation: 'acme', from: '2024-01-01', until: null } as const;
    const { id } = await opened();
    await expect(rule(seated, at.chair, id, 'confirmed')).rejects.toThrow(NotFound);
    await lib(RegisterOfInterests).enter(at.chair, order);
    await expect(rule(at.chair, at.chair, id, 'dismissed')).rejects.toThrow(Forbidden);
    expect((await lib(PanelQueries).page(at.chair, 'digital')).open.map(({ subjectId }) => subjectId)).not.toContain(
      id,
    );
    await rule(seated, at.chair, id, 'dismissed');
    expect(await seesIt(at.chair, id)).toBe(true);
  });
});
