import { Accounts } from '@app/accounts';
import { type Actor, groupScope, newId } from '@app/kernel';
import { Mailer, Outbox } from '@app/platform';
import { Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { Ledger, mostAttempts, NotificationsModule, Sending, Unsubscribing } from './index';

type Person = Actor & { id: string };
type Row = { id: string; topic: string; status: string; attempts: number; subject: string };

describe('who is told, once each', () => {
  let ctx: TestContext;
  let officer: Person, chair: Person;
  let groupId: string;
  const rows = (personId: string) =>
    ctx.db
      .read()
      .rows<Row>('select id, topic, status, attempts, subject from notification where person_id = $1 order by id', [
        personId,
      ]);
  const settle = async () => {
    await ctx.module.get(Outbox).drain();
    await ctx.module.get(Sending).sendAll();
  };
  const submit = async () => {
    const proposals = ctx.module.get(Proposals, { strict: false });
    const id = await proposals.start(chair, groupId, newId());
    await proposals.amend(chair, id, 1, { part: 'all', change: () => aCompleteContent() });
    await proposals.submit(chair, id, 2, newId());
    return id;
  };

  beforeEach(async () => {
    ctx = await testContext([TrailblazersModule, NotificationsModule]);
    officer = await ctx.person('Officer', { role: 'product-manager' });
    const trailblazers = ctx.module.get(Trailblazers);
    groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
    await trailblazers.addEmployer(officer, groupId, {
      name: 'Acme',
      size: 'small',
      sector: 'Digital',
      region: 'Leeds',
    });
    chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
    await settle();
  });
  afterEach(() => ctx?.close());

  it('a submission is receipted, and the officer is told', async () => {
    await submit();
    await settle();
    expect((await rows(chair.id)).map(({ topic, status }) => [topic, status])).toEqual([['receipts', 'sent']]);
    expect((await rows(officer.id)).map(({ topic, status }) => [topic, status])).toEqual([['casework', 'sent']]);
  });

  it('each role that is given is told to the other administrators, once, and no group’s seats are', async () => {
    const [ada, bo] = [
      await ctx.person('Ada', { role: 'administrator' }),
      await ctx.person('Bo', { role: 'administrator' }),
    ];
    const cy = await ctx.person('Cy', { role: 'group-member', scope: groupScope(groupId) });
    await settle();
    const told = async (person: Person) => (await rows(person.id)).map(({ subject }) => subject);
    // Ada was there when Bo came, and nobody when Ada did.
    expect([await told(ada), await told(bo)]).toEqual([['A role was given: administrator'], []]);
    await ctx.db.write(async (tx) => {
      const from = await tx.now();
      const grants = [
        { role: 'committee-member', scope: null },
        { role: 'panel-member', scope: 'route:digital' },
        { role: 'moderator', scope: null },
      ] as const;
      const accounts = ctx.module.get(Accounts, { strict: false });
      for (const grant of grants) await accounts.grant(tx, ada, { personId: cy.id, ...grant, from, until: null });
    });
    await settle();
    await settle();
    expect(await told(ada)).toHaveLength(1);
    expect(await told(bo)).toEqual([
      'A role was given: committee member',
      'A role was given: panel member of the route:digital',
      'A role was given: moderator',
    ]);
    expect(await told(cy)).toEqual([]);
    const [mail] = await ctx.db
      .read()
      .rows<{ body: string }>(`select body from notification where subject = 'A role was given: moderator'`);
    expect(mail?.body).toContain('Cy was given the role moderator. It was given by Ada.');
    await ctx.module.get(Unsubscribing).set(bo.id, { roles: false });
    await ctx.person('Di', { role: 'product-manager' });
    await settle();
    expect((await rows(bo.id)).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('one cause, person and channel is one row, however often and at once it is told', async () => {
    await submit();
    await settle();
    const [event] = await ctx.db
      .read()
      .rows<{ seq: string }>(`select seq from event where type = 'proposal.submitted'`);
    const again = () =>
      ctx.db.write((tx) =>
        ctx.module.get(Ledger).write(
          tx,
          { seq: event?.seq ?? '', actorKind: 'person' },
          {
            to: [{ id: chair.id, name: 'Chair', email: 'chair@example.test' }],
            topic: 'receipts',
            subject: 'Again',
            lines: [],
            link: null,
          },
        ),
      );
    await Promise.all([again(), again()]);
    await Promise.all([ctx.module.get(Sending).sendAll(), ctx.module.get(Sending).sendAll()]);
    expect(await rows(chair.id)).toHaveLength(1);
    const mails = await ctx.db.read().rows(`select 1 from dev_inbox where subject like 'We received%'`);
    expect(mails).toHaveLength(1);
  });

  it('when mail is down a message is tried again, without a second row, and waits for an administrator in the end', async () => {
    const send = jest.spyOn(ctx.module.get(Mailer), 'send').mockRejectedValue(new Error('mail is down'));
    await submit();
    await settle();
    const due = () =>
      ctx.db.write((tx) => tx.rows(`update notification set next_at = clock_timestamp() where status = 'pending'`));
    expect((await rows(chair.id)).map(({ status, attempts }) => [status, attempts])).toEqual([['pending', 1]]);
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      await due();
      await ctx.module.get(Sending).sendAll();
    }
    const [row] = await rows(chair.id);
    expect([row?.status, row?.attempts]).toEqual(['failed', mostAttempts]);
    send.mockRestore();
    await ctx.module.get(Sending).retry(row?.id ?? '');
    await ctx.module.get(Sending).sendAll();
    expect((await rows(chair.id)).map(({ status }) => status)).toEqual(['sent']);
  });

  it('one click switches a topic off; a statutory one stays', async () => {
    const unsubscribing = ctx.module.get(Unsubscribing);
    const token = unsubscribing.address(officer.id, 'casework').split('/').at(-1) ?? '';
    await unsubscribing.unsubscribe(token);
    await unsubscribing.set(chair.id, { receipts: false });
    await submit();
    await settle();
    expect((await rows(officer.id)).map(({ status }) => status)).toEqual(['suppressed']);
    expect((await rows(chair.id)).map(({ status }) => status)).toEqual(['sent']);
    expect(() => unsubscribing.topicOf(`${token}x`)).toThrow();
  });

  it('a mail about a topic that can be switched off carries the one-click headers', async () => {
    await submit();
    await settle();
    const headers = await ctx.db
      .read()
      .rows<{ headers: Record<string, string> }>(`select headers from dev_inbox where subject like 'Submitted:%'`);
    expect(headers[0]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(headers[0]?.headers['List-Unsubscribe']).toMatch(/^<http:\/\/waymark\.test\/unsubscribe\/.+>$/);
  });
});
