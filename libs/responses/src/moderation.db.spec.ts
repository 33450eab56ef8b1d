import { ConsultationQueries, pagesOf, Preparing } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, Refused } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { publishMap, testContext, type TestContext } from '@test/support';
import { savesOf, takenHours } from './domain';
import {
  Answering,
  Appeals,
  Moderating,
  ModerationQueries,
  ModerationTurns,
  ResponsesModule,
  SendingResponses,
  type WaitingText,
} from './index';
import { aResponse } from './testing';

type Person = Actor & { id: string };

let ctx: TestContext;
let [officer, second, mo, moira]: Person[] = [];
let consultation: Awaited<ReturnType<ConsultationQueries['consultation']>>;
const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
const turns = () => lib(ModerationTurns);
const yours = (who: Person) => lib(ModerationQueries).yours(who);
const rejected = { outcome: 'rejected', ground: 'abuse', reason: '' } as const;

beforeAll(async () => {
  ctx = await testContext([ResponsesModule]);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  second = await ctx.person('Second', { role: 'product-manager' });
  mo = await ctx.person('Mo', { role: 'moderator' });
  moira = await ctx.person('Moira', { role: 'moderator' });
  const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 90 * 86_400_000);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  const reference = await anAnnounced(lib(Preparing), { officer, second }, { subjects, closesAt });
  consultation = await lib(ConsultationQueries).consultation(reference);
});
afterAll(() => ctx?.close());

/** Somebody writes a text. @returns the reference of the response, and what opens its draft */
function sent(text: string) {
  const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text } } };
  return aResponse({ answering: lib(Answering), sending: lib(SendingResponses) }, consultation, { answers });
}
const written = async (text: string): Promise<string> => (await sent(text)).reference;

/** The waiting text of a response. */
async function textOf(reference: string): Promise<WaitingText> {
  const all = await lib(ModerationQueries).queue('waiting', null);
  const decided = await lib(ModerationQueries).queue('rejected', null);
  const found = [...all, ...decided].find((one) => one.reference === reference);
  if (found === undefined) throw new Error(`${reference} has no text`);
  const { waits } = await lib(ModerationQueries).text(found);
  if (waits === null) throw new Error(`${reference} does not wait`);
  return waits;
}

const linkTo = (text: { responseId: string }) => ctx.db.write((tx) => lib(Appeals).link(tx, text.responseId));
const refusedBy = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as Error).message,
  );

describe('whose task a text is', () => {
  it('is told once: two moderators who take at the same moment take different ones', async () => {
    for (let no = 0; no < 8; no += 1) await written(`Text ${no}`);
    const taken = await Promise.all([turns().take(mo), turns().take(moira)]);
    expect(taken.sort()).toEqual([3, 5]);
    const [one, other] = [await yours(mo), await yours(moira)];
    expect(new Set([...one, ...other].map(({ responseId }) => responseId)).size).toBe(8);
    expect(await turns().take(mo)).toBe(0);
    expect(await lib(ModerationQueries).figures(mo)).toMatchObject({ waiting: 8, yours: one.length, free: 0 });
  });

  it('is given back, or passed on with a reason, and then offered to others first', async () => {
    const [first, next] = await yours(mo);
    await turns().leave(mo, first, 'given-back', '');
    await expect(turns().leave(mo, next, 'passed-on', '')).rejects.toThrow(Refused);
    await turns().leave(mo, next, 'passed-on', 'Is this a name?');
    expect(await lib(ModerationQueries).figures(mo)).toMatchObject({ free: 1 });
    expect(await turns().take(moira)).toBe(2);
    const passed = (await yours(moira)).find(({ responseId }) => responseId === next.responseId);
    expect(passed?.passedOn ?? (await lib(ModerationQueries).text(next)).waits?.passedOn ?? null).toBeNull();
    // Who does not have it any more gives nothing back.
    await turns().leave(mo, first, 'given-back', '');
    expect((await yours(moira)).map(({ responseId }) => responseId)).toContain(first.responseId);
  });

  it('ends after a day: what somebody took and left is anybody’s again', async () => {
    const had = (await yours(moira)).length;
    await lib(DemoClock).advance((takenHours + 1) * 3_600_000);
    expect(await yours(moira)).toEqual([]);
    expect((await lib(ModerationQueries).figures(mo)).free).toBe((await lib(ModerationQueries).figures(mo)).waiting);
    expect(had).toBeGreaterThan(0);
  });
});

describe('an appeal', () => {
  it('is made once for each text, by the mailed link, and decided by another moderator', async () => {
    const reference = await written('They are all crooks');
    const text = await textOf(reference);
    await lib(Moderating).moderate(mo, text, rejected, 0);
    const link = await linkTo(text);
    const [own] = (await lib(Appeals).rulings(link)).rulings;
    expect(own).toMatchObject({ outcome: 'rejected', ground: 'abuse', appeal: null, text: 'They are all crooks' });
    expect(await refusedBy(lib(Appeals).appeal(link, own, ''))).toMatch('Enter why you do not agree');
    const both = await Promise.all(
      [1, 2].map(() => refusedBy(lib(Appeals).appeal(link, own, 'It is a figure of speech'))),
    );
    expect(both.filter((one) => one === null)).toHaveLength(1);
    const waits = await textOf(reference);
    expect(waits).toMatchObject({ appeal: 'It is a figure of speech', notBy: mo.id });
    // Neither the service nor the database lets the same moderator decide.
    const again = { outcome: 'published', reason: 'Read again' } as const;
    expect(await refusedBy(lib(Moderating).moderate(mo, waits, again, 1))).toMatch('Another moderator decides');
    const past = ctx.db.write((tx) =>
      tx.rows(
        `insert into response_ruling (id, response_id, no, question, block, part, text_hash, outcome, published_text, reason, ruled_by, ruled_at)
         select gen_random_uuid(), response_id, no + 1, question, block, part, text_hash, 'published', 'x', '', ruled_by, ruled_at
         from response_ruling where response_id = $1`,
        [text.responseId],
      ),
    );
    expect(await refusedBy(past)).toMatch('another moderator decides');
    await turns().take(mo, 100);
    expect((await yours(mo)).map((one) => one.reference)).not.toContain(reference);
    await lib(Moderating).moderate(moira, waits, again, 1);
    const [after] = (await lib(Appeals).rulings(link)).rulings;
    expect(after).toMatchObject({ outcome: 'published', appeal: 'decided' });
    expect(await refusedBy(lib(Appeals).appeal(link, after, 'Once more'))).toMatch('published as you sent it');
    const events = await ctx.db
      .read()
      .rows<{ type: string; content: string }>(
        `select type, content from event where subject_id = $1 order by subject_no`,
        [text.responseId],
      );
    expect(events.map(({ type }) => type)).toEqual([
      'response.received',
      'response.moderated',
      'response.appealed',
      'response.moderated',
    ]);
    expect(events.map(({ content }) => content).join()).not.toContain('figure of speech');
  });

  it('ends where the sender changes the text: the same moderator reads the new one', async () => {
    const changed = await sent('They are idiots');
    const text = await textOf(changed.reference);
    await lib(Moderating).moderate(mo, text, rejected, 0);
    const link = await linkTo(text);
    const [own] = (await lib(Appeals).rulings(link)).rulings;
    await lib(Appeals).appeal(link, own, 'It is a figure of speech');
    const [page] = pagesOf(consultation.form);
    const draft = await lib(Answering).draft(consultation.reference, changed.token);
    if (page === undefined || draft === null) throw new Error('There is no draft');
    const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text: 'They are wrong' } } };
    await lib(Answering).save(consultation.reference, changed.token, page, answers, savesOf(page, draft.answers));
    await lib(SendingResponses).send(consultation.reference, changed.token, { permission: 'anonymous', email: null });
    const again = await textOf(changed.reference);
    expect(again).toMatchObject({ text: 'They are wrong', appeal: null, notBy: null });
    await lib(Moderating).moderate(mo, again, { outcome: 'published', reason: '' }, 1);
    expect(await lib(ModerationQueries).text(again)).toMatchObject({ outcome: 'published', waits: null });
  });

  it('is for who has the link: none that is guessed, expired or of a response without a ruling', async () => {
    const text = await textOf(await written('Unread'));
    const link = await linkTo(text);
    expect(await refusedBy(lib(Appeals).rulings(link))).toMatch('link');
    expect(await refusedBy(lib(Appeals).rulings('x'.repeat(32)))).toMatch('link');
    await lib(Moderating).moderate(mo, text, rejected, 0);
    expect((await lib(Appeals).rulings(link)).rulings).toHaveLength(1);
    await lib(DemoClock).advance(29 * 86_400_000);
    expect(await refusedBy(lib(Appeals).rulings(link))).toMatch('link');
  });
});

it('counts what was decided, by ground, for the public: no number that is small', async () => {
  const { published, rejected: not, grounds } = await lib(ModerationQueries).ledger();
  expect([published, not, grounds.find(({ ground }) => ground === 'abuse')?.texts]).toEqual([null, 'hidden', null]);
  for (let no = 0; no < 5; no += 1)
    await lib(Moderating).moderate(mo, await textOf(await written(`Spam ${no}`)), rejected, 0);
  const after = await lib(ModerationQueries).ledger();
  expect([after.rejected, after.grounds.find(({ ground }) => ground === 'abuse')?.texts]).toEqual([6, 6]);
});
