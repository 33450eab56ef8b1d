import { ConsultationQueries, Preparing } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, Forbidden, newId } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { publishMap, testContext, type TestContext } from '@test/support';
import {
  Answering,
  AnswerInvitations,
  InvitationsToAnswer,
  readInvitationList,
  ResponseLinks,
  ResponsesModule,
  SendingResponses,
} from './index';
import { aDraft, aResponse } from './testing';

type Person = Actor & { id: string };
const day = 86_400_000;

let ctx: TestContext;
let [officer, second, moderator]: Person[] = [];
const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
const rows = (text: string, values: unknown[] = []) => ctx.db.read().rows<Record<string, unknown>>(text, values);

async function announced(): Promise<{ reference: string; id: string }> {
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 60 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  const reference = await anAnnounced(lib(Preparing), { officer, second }, { subjects, closesAt });
  return { reference, id: (await lib(ConsultationQueries).consultation(reference)).id };
}
const invite = (reference: string, text: string, seen: number, key = newId(), actor: Actor = officer) =>
  lib(AnswerInvitations).invite(actor, reference, { listed: readInvitationList(text).invited, seen, key });
const invitedTo = (id: string) =>
  rows(
    'select organisation, email_normal from consultation_invitation where consultation_id = $1 order by organisation',
    [id],
  );

beforeAll(async () => {
  ctx = await testContext([ResponsesModule]);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  second = await ctx.person('Second', { role: 'product-manager' });
  moderator = await ctx.person('Moderator', { role: 'moderator' });
  const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
});
afterAll(() => ctx?.close());

describe('inviting organisations', () => {
  it('twice at once by one form is once; by two officers, each address once, and the slower is told', async () => {
    const { reference, id } = await announced();
    const key = newId();
    await Promise.all([invite(reference, 'Acme,a@acme.test', 1, key), invite(reference, 'Acme,a@acme.test', 1, key)]);
    expect(await invitedTo(id)).toHaveLength(1);
    const both = await Promise.allSettled([
      invite(reference, 'Beta,b@beta.test\nGamma,g@gamma.test', 2),
      invite(reference, 'Beta Ltd,B@Beta.test\nDelta,d@delta.test', 2, newId(), second),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await invitedTo(id)).toHaveLength(3);
    await expect(invite(reference, 'Beta,b@beta.test', 1)).rejects.toThrow('invited already');
    const events = await rows(
      `select 1 from event where type = 'consultation.organisations-invited' and subject_id = $1`,
      [id],
    );
    expect(events).toHaveLength(2);
  });

  it('is for officers alone, and an invitation stands but for who it went to', async () => {
    const { reference, id } = await announced();
    await expect(invite(reference, 'Acme,a@acme.test', 1, newId(), moderator)).rejects.toThrow(Forbidden);
    await expect(lib(InvitationsToAnswer).list(moderator, id, null)).rejects.toThrow(Forbidden);
    await invite(reference, 'Acme,a@acme.test,Ann', 1);
    const change = (set: string) =>
      ctx.db.write((tx) => tx.rows(`update consultation_invitation set ${set} where consultation_id = $1`, [id]));
    await expect(change(`organisation = 'Other'`)).rejects.toThrow('an invitation stands');
    await change(`contact = '', email = 'erased', email_normal = 'erased', token_hash = 'erased:' || id`);
    expect(await lib(InvitationsToAnswer).list(officer, id, null)).toMatchObject([{ organisation: 'Acme', email: '' }]);
  });
});

describe('the reminder', () => {
  it('is one, also where two officers send it at once, and none after the close', async () => {
    const { reference, id } = await announced();
    await expect(lib(AnswerInvitations).remind(officer, reference)).rejects.toThrow('nobody to remind');
    await invite(reference, 'Acme,a@acme.test\nBeta,b@beta.test', 2);
    const both = await Promise.allSettled([
      lib(AnswerInvitations).remind(officer, reference),
      lib(AnswerInvitations).remind(second, reference),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const twice = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(String(twice.reason)).toContain('nobody is reminded twice');
    const events = await rows(`select 1 from event where type = 'consultation.invited-reminded' and subject_id = $1`, [
      id,
    ]);
    expect(events).toHaveLength(1);
    await invite(reference, 'Late,l@late.test', 1);
    const left = await lib(InvitationsToAnswer).toRemind(ctx.db.read(), id);
    expect(left.map(({ organisation }) => organisation).sort()).toEqual(['Acme', 'Beta']);
  });

  it('goes to nobody who answered by the link, by an answer that was taken back again neither counts', async () => {
    const { reference, id } = await announced();
    await invite(reference, 'Acme,a@acme.test\nBeta,b@beta.test', 2);
    const [{ id: invitation }] = await rows(
      `select id from consultation_invitation where consultation_id = $1 and organisation = 'Acme'`,
      [id],
    );
    const consultation = await lib(ConsultationQueries).consultation(reference);
    const token = await aDraft(lib(Answering), consultation, {});
    await lib(Answering).answersInvitation(reference, token, String(invitation));
    await lib(SendingResponses).send(reference, token, { permission: 'anonymous', email: null });
    await lib(AnswerInvitations).remind(officer, reference);
    const left = async () =>
      (await lib(InvitationsToAnswer).toRemind(ctx.db.read(), id)).map(({ organisation }) => organisation).sort();
    expect(await left()).toEqual(['Beta']);
    await lib(SendingResponses).withdraw(reference, token);
    expect(await left()).toEqual(['Acme', 'Beta']);
  });

  it('nor to whoever answered without the link, from the same address, once it is confirmed', async () => {
    const { reference, id } = await announced();
    await invite(reference, 'Acme,Ann@acme.test', 1);
    const consultation = await lib(ConsultationQueries).consultation(reference);
    const services = { answering: lib(Answering), sending: lib(SendingResponses) };
    const { token } = await aResponse(services, consultation, {
      email: 'ann@ACME.test',
      copy: true,
      permission: 'named',
    });
    const counts = async () => (await lib(InvitationsToAnswer).counts(officer, id)).answered;
    expect(await counts()).toBe(0);
    const draft = await lib(Answering).draft(reference, token);
    const [link = ''] = await ctx.db.write((tx) => lib(ResponseLinks).make(tx, [draft?.id ?? ''], 'confirm'));
    await lib(ResponseLinks).follow(link);
    expect(await counts()).toBe(1);
    await expect(lib(AnswerInvitations).remind(officer, reference)).rejects.toThrow('nobody to remind');
  });

  it('is refused by the database, too, where nobody can answer', async () => {
    const { reference, id } = await announced();
    await invite(reference, 'Acme,a@acme.test', 1);
    await lib(DemoClock).advance(61 * day);
    await expect(lib(AnswerInvitations).remind(officer, reference)).rejects.toThrow('Nobody can answer now');
    await expect(invite(reference, 'Beta,b@beta.test', 1)).rejects.toThrow('is over');
    const byHand =
      'insert into consultation_reminder (consultation_id, sent_by, sent_at) values ($1, $2, waymark_now())';
    await expect(ctx.db.write((tx) => tx.rows(byHand, [id, officer.id]))).rejects.toThrow('nobody can answer');
  });
});
