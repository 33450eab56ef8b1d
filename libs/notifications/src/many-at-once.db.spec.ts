import { ConsultationQueries, Preparing } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, groupScope, newId } from '@app/kernel';
import { DemoClock, type Mail, Mailer, Outbox, PlatformModule } from '@app/platform';
import { Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Answering, ResponsesModule, SendingResponses } from '@app/responses';
import { aResponse } from '@app/responses/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { Test, type TestingModule } from '@nestjs/testing';
import { testConfig, testContext, type TestContext } from '@test/support';
import { mailsToStrangersADay } from './domain/strangers';
import { Ledger, NotificationsModule, Sending } from './index';
import { ModeratorNotices } from './moderator-notices';

const libs = [TrailblazersModule, ResponsesModule, NotificationsModule];
const minutes = 60_000;

let ctx: TestContext;
/** A second worker: a process of its own, as far as the database can tell. */
let other: TestingModule;
let chair: Actor & { id: string };
let consultation: string;
let seq: string;

beforeEach(async () => {
  ctx = await testContext(libs);
  other = await Test.createTestingModule({
    imports: [PlatformModule.with(testConfig(ctx.database.appUrl)), ...libs],
  }).compile();
  await other.init();
  const officer = await ctx.person('Officer', { role: 'product-manager' });
  const trailblazers = ctx.module.get(Trailblazers);
  const groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
  const employer = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  await trailblazers.addEmployer(officer, groupId, employer);
  chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  const proposals = ctx.module.get(Proposals, { strict: false });
  const proposalId = await proposals.start(chair, groupId, newId());
  await proposals.amend(chair, proposalId, 1, { part: 'all', change: () => aCompleteContent() });
  await proposals.submit(chair, proposalId, 2, newId());
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 14 * 24 * 60 * minutes);
  const second = await ctx.person('Second', { role: 'product-manager' });
  const subjects = [{ kind: 'proposal' as const, ref: proposalId }];
  const preparing = ctx.module.get(Preparing, { strict: false });
  consultation = await anAnnounced(preparing, { officer, second }, { subjects, closesAt });
  await ctx.module.get(Outbox).drain();
  await ctx.module.get(Sending).sendAll();
  const event = await ctx.db.read().one<{ seq: string }>(`select seq from event where type = 'proposal.submitted'`);
  seq = event?.seq ?? '';
});
afterEach(async () => {
  jest.restoreAllMocks();
  await other?.close();
  await ctx?.close();
});

const respond = async (email: string, isPublic = true) => {
  const { form } = await ctx.module.get(ConsultationQueries, { strict: false }).consultation(consultation);
  const on = { answering: ctx.module.get(Answering), sending: ctx.module.get(SendingResponses) };
  const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text: 'Yes' } } };
  const permission = isPublic ? ('anonymous' as const) : ('confidential' as const);
  await aResponse(on, { reference: consultation, form }, { answers, email, permission });
};
const responded = async (count: number, email: (at: number) => string = (at) => `r${at}@example.test`) => {
  for (let at = 0; at < count; at += 1) await respond(email(at));
};
const receipts = () =>
  ctx.db
    .read()
    .rows<{ id: string; address: string; status: string }>(
      `select id, address, status from notification where subject like 'Confirm your address%' order by cause_seq`,
    );
const mails = (subject: string) =>
  ctx.db.read().rows<{ to: string }>('select recipient as to from dev_inbox where subject like $1', [subject]);
/** Everything that waits in the outbox, by workers that take turns, in the batches that they claim. */
const follow = async () => {
  const workers = [ctx.module, other].map((module) => module.get(Outbox));
  const batches = (await Promise.all(workers.map((outbox) => outbox.claim(1000)))).flat();
  const all = batches.map((batch) => batch.map(({ id }) => id));
  await Promise.all(all.flatMap((ids) => workers.map((outbox) => outbox.run(ids))));
  for (const ids of all) await ctx.module.get(Outbox).run(ids);
};
const written = (
  person: string,
  topic: 'receipts' | 'ballots' | 'casework',
  actorKind: 'person' | 'public' = 'person',
) =>
  ctx.db.write((tx) =>
    ctx.module.get(Ledger).write(
      tx,
      { seq, actorKind },
      {
        to: [{ id: null, email: person }],
        topic,
        subject: `${topic} of ${person}`,
        lines: [],
        link: null,
      },
    ),
  );

describe('when many respond at once', () => {
  it('each gets one receipt, however many workers tell and send at once', async () => {
    await responded(30);
    await follow();
    expect((await receipts()).map(({ address }) => address)).toEqual(
      Array.from({ length: 30 }, (_, at) => `r${at}@example.test`),
    );
    await Promise.all([ctx.module, other, ctx.module].map((module) => module.get(Sending).sendAll()));
    expect((await receipts()).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 'sent'));
    const sent = (await mails('Confirm your address%')).map(({ to }) => to);
    expect(new Set(sent).size).toBe(30);
    expect(sent).toHaveLength(30);
  });

  it('one address is sent as many mails a day as visitors may cause, also where all are told at once', async () => {
    const many = mailsToStrangersADay + 4;
    await responded(many, () => 'one@example.test');
    await respond('two@example.test');
    await follow();
    expect((await receipts()).map(({ status }) => status)).toEqual([
      ...Array.from({ length: mailsToStrangersADay }, () => 'pending'),
      ...Array.from({ length: 4 }, () => 'suppressed'),
      'pending',
    ]);
    await respond('one@example.test');
    await follow();
    expect((await receipts()).at(-1)?.status).toBe('suppressed');
  });

  it('one whose sender was erased meanwhile gets none, and holds up nobody’s', async () => {
    await responded(3);
    await ctx.db.write((tx) => tx.rows(`delete from respondent where email = 'r1@example.test'`));
    await follow();
    expect((await receipts()).map(({ address }) => address)).toEqual(['r0@example.test', 'r2@example.test']);
  });
});

describe('moderators', () => {
  const notices = async () => {
    const rows = await ctx.db
      .read()
      .rows<{ subject: string }>(`select subject from notification where topic = 'moderation' order by created_at, id`);
    return rows.map(({ subject }) => subject);
  };
  const sweep = () => Promise.all([ctx.module, other].map((module) => module.get(ModeratorNotices).tell()));
  const later = (count: number) => ctx.module.get(DemoClock).advance(count * minutes);

  it('are told once of what waits, and again after a quarter of an hour where more came', async () => {
    await ctx.person('Mo', { role: 'moderator' });
    await respond('a@example.test', false);
    await sweep();
    expect(await notices()).toEqual([]);
    await responded(3);
    await sweep();
    expect(await notices()).toEqual(['3 responses to moderate']);
    await later(10);
    await responded(2);
    await sweep();
    expect(await notices()).toHaveLength(1);
    await later(6);
    await sweep();
    await sweep();
    expect(await notices()).toEqual(['3 responses to moderate', '5 responses to moderate']);
    await later(30);
    await sweep();
    expect(await notices()).toHaveLength(2);
    await respond('late@example.test');
    await sweep();
    expect((await notices()).at(-1)).toBe('6 responses to moderate');
  });

  it('get a notice each', async () => {
    await ctx.person('Mo', { role: 'moderator' });
    await ctx.person('Di', { role: 'moderator' });
    await respond('a@example.test');
    await sweep();
    expect(await notices()).toEqual(['A response to moderate', 'A response to moderate']);
  });
});

describe('mails', () => {
  /** Sends as the mailer does, but for some of the mails. @returns the subjects in the order in which they were sent */
  const watched = (instead: (mail: Mail) => Promise<void> | null = () => null): string[] => {
    const subjects: string[] = [];
    const mailer = ctx.module.get(Mailer);
    const send = mailer.send.bind(mailer);
    jest.spyOn(mailer, 'send').mockImplementation(async (mail) => {
      subjects.push(mail.subject);
      await (instead(mail) ?? send(mail));
    });
    return subjects;
  };

  it('that somebody has to act on go out before what thousands of visitors caused', async () => {
    await responded(40);
    await follow();
    await written('peer@example.test', 'ballots');
    const subjects = watched();
    await ctx.module.get(Sending).sendAll();
    expect(subjects).toHaveLength(41);
    expect(subjects[0]).toBe('ballots of peer@example.test');
  });

  it('that hang or fail hold up no other, and are tried again under the same key', async () => {
    await responded(40);
    await follow();
    const [hangs, fails] = await receipts();
    let goOn = (): void => {};
    const hanging = new Promise<void>((resolve) => (goOn = resolve));
    watched(({ key }) =>
      key === hangs?.id ? hanging : key === fails?.id ? Promise.reject(new Error('no such mailbox')) : null,
    );
    await ctx.module.get(Sending).sendAll();
    const count = async (status: string) => (await receipts()).filter((one) => one.status === status).length;
    expect([await count('sent'), await count('pending')]).toEqual([38, 2]);
    await written('later@example.test', 'receipts');
    await ctx.module.get(Sending).sendAll();
    expect(await mails('receipts of later@%')).toHaveLength(1);
    goOn();
    await ctx.module.get(Sending).sendAll();
    expect([await count('sent'), await count('pending')]).toEqual([39, 1]);
    jest.restoreAllMocks();
    await ctx.db.write((tx) => tx.rows(`update notification set next_at = clock_timestamp() where status = 'pending'`));
    await other.get(Sending).sendAll();
    expect([await count('sent'), await count('pending')]).toEqual([40, 0]);
    const keys = await ctx.db.read().rows<{ key: string }>(`select key from dev_inbox where key = $1`, [fails?.id]);
    expect(keys).toHaveLength(1);
  });

  it('of a worker that was killed are sent by another, after the time for which they were claimed', async () => {
    await responded(5);
    await follow();
    // As far as it came.
    await ctx.module.get(Sending)['claim']();
    await other.get(Sending).sendAll();
    expect(await mails('Confirm your address%')).toHaveLength(0);
    await ctx.db.write((tx) =>
      tx.rows(`update notification set next_at = next_at - interval '2 minutes' where status = 'pending'`),
    );
    await other.get(Sending).sendAll();
    expect(await mails('Confirm your address%')).toHaveLength(5);
  });
});
