import { type Answers, ConsultationQueries, pagesOf, Preparing, type Question, Running } from '@app/consultations';
import { anAnnounced, type Asking } from '@app/consultations/testing';
import { type Actor, Forbidden, newId, Refused, Stale } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { publishMap, testContext, type TestContext } from '@test/support';
import {
  Answering,
  Moderating,
  ModerationQueries,
  ResponseDrafts,
  ResponseLinks,
  ResponseQueries,
  ResponsesModule,
  SendingResponses,
  Unfinished,
} from './index';
import { savesOf } from './domain';
import { type Answered, aDraft, aResponse } from './testing';

type Person = Actor & { id: string };
const day = 86_400_000;

let ctx: TestContext;
let [officer, second, moderator]: Person[] = [];
const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
const rows = (text: string, values: unknown[] = []) => ctx.db.read().rows<Record<string, unknown>>(text, values);
const consultation = (reference: string) => lib(ConsultationQueries).consultation(reference);
const said = (text: string, choice = 'agree'): Answers => ({
  agree: { '': { choices: [choice] } },
  [choice === 'disagree' ? 'why-not' : 'comments']: text === '' ? {} : { '': { text } },
});

async function announced(change: Partial<Asking> = {}): Promise<string> {
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 60 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  return anAnnounced(lib(Preparing), { officer, second }, { subjects, closesAt, ...change });
}
const respond = async (reference: string, given: Answered = {}) =>
  aResponse({ answering: lib(Answering), sending: lib(SendingResponses) }, await consultation(reference), given);
const draft = async (reference: string, given: Answered = {}) =>
  aDraft(lib(Answering), await consultation(reference), given);
const plain = { permission: 'anonymous' as const, email: null };
const send = (reference: string, token: string, order = {}) =>
  lib(SendingResponses).send(reference, token, { ...plain, ...order });
const waiting = () => lib(ModerationQueries).queue('waiting', null);
const commentsOf = async (reference: string) => lib(ResponseQueries).comments((await consultation(reference)).id, null);
const publish = { outcome: 'published', reason: '' } as const;

beforeAll(async () => {
  ctx = await testContext([ResponsesModule]);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  second = await ctx.person('Second', { role: 'product-manager' });
  moderator = await ctx.person('Moderator', { role: 'moderator' });
  const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
});
afterAll(() => ctx?.close());

describe('answering', () => {
  it('keeps what is typed before it is judged, and drops what a hidden question sends', async () => {
    const reference = await announced();
    const { form } = await consultation(reference);
    const token = await draft(reference, { answers: said('Because', 'disagree') });
    await expect(draft(reference, { answers: said('', 'disagree') })).rejects.toThrow('Enter your answer');
    const changed = await lib(Answering).draft(reference, token);
    const [page] = pagesOf(form);
    if (changed === null || page === undefined) throw new Error('There is no draft');
    const given = { agree: { '': { choices: ['agree'] } }, 'why-not': { '': { text: 'Left in a hidden field' } } };
    const saved = await lib(Answering).save(reference, token, page, given, savesOf(page, changed.answers));
    expect(saved.answers['why-not']?.blocks).toEqual({});
    await send(reference, token);
    expect(await rows(`select 1 from response_answer where text like '%hidden field%' or text = 'Because'`)).toEqual(
      [],
    );
    expect(await rows(`select 1 from response_draft where answers::text like '%hidden field%'`)).toEqual([]);
  });

  it('tells a second tab that another one saved this page, and keeps what that one saved', async () => {
    const reference = await announced();
    const token = await draft(reference, { answers: said('From the first tab') });
    const { form } = await consultation(reference);
    const [page] = pagesOf(form);
    if (page === undefined) throw new Error('There is no page');
    await expect(lib(Answering).save(reference, token, page, said('From the second'), 0)).rejects.toThrow(Stale);
    await lib(Answering).save(reference, token, page, said('From the first tab'), 0);
    expect(JSON.stringify((await lib(Answering).draft(reference, token))?.answers)).toContain('From the first tab');
  });

  it('cannot be sent while something is missing, which names the page', async () => {
    const reference = await announced();
    const token = await lib(Answering).begin(reference, {
      capacity: 'organisation',
      type: 'employer',
      organisation: 'Acme',
    });
    const gaps = await send(reference, token).catch((error: unknown) => (error as Unfinished).gaps);
    expect(gaps).toEqual([expect.objectContaining({ page: 1, text: 'Choose an answer, or “I do not know”' })]);
    await expect(lib(Answering).begin(reference, { capacity: 'organisation' })).rejects.toThrow('Enter the name');
  });

  it('asks a question again whose wording changed since it was answered', async () => {
    const reference = await announced();
    const token = await draft(reference);
    const { form, formVersion } = await consultation(reference);
    const [first, ...others] = form.sections;
    const [question, ...rest] = first.questions;
    const reworded = {
      sections: [{ ...first, questions: [{ ...question, text: 'Do you really agree?' }, ...rest] }, ...others],
    };
    await lib(Running).reword(officer, reference, { form: reworded, why: 'It was unclear', seen: formVersion });
    await expect(send(reference, token)).rejects.toThrow('changed since you answered it: Do you really agree?');
  });
});

describe('one person, once', () => {
  it('sent again, also twice at once, is one response; changed, it has a second sending and one reference', async () => {
    const reference = await announced();
    const token = await draft(reference, { answers: said('Yes') });
    const [one, two] = await Promise.all([send(reference, token), send(reference, token)]);
    expect(one).toBe(two);
    await send(reference, token, { permission: 'confidential' });
    const stored = await rows(
      `select s.no, s.permission from response_sending s join consultation_response r on r.id = s.response_id where r.reference = $1 order by no`,
      [one],
    );
    expect(stored).toEqual([
      { no: 1, permission: 'anonymous' },
      { no: 2, permission: 'confidential' },
    ]);
  });

  it('from one confirmed address: one is put in the place of the other, and counts alone', async () => {
    const reference = await announced();
    const email = `Petra@Example.test`;
    const [first, again] = [
      await respond(reference, { email, copy: true }),
      await respond(reference, { email: 'petra@example.test', copy: true }),
    ];
    const confirm = async (token: string) => {
      const own = await lib(Answering).draft(reference, token);
      const [link = ''] = await ctx.db.write((tx) => lib(ResponseLinks).make(tx, [own?.id ?? ''], 'confirm'));
      return lib(ResponseLinks).follow(link);
    };
    expect((await confirm(first.token)).others).toEqual([]);
    const { others, token } = await confirm(again.token);
    expect(others).toEqual([first.reference]);
    await lib(ResponseLinks).replace(reference, token, first.reference);
    const standing = await rows('select reference from standing_response where consultation_id = $1', [
      (await consultation(reference)).id,
    ]);
    expect(standing).toEqual([{ reference: again.reference }]);
    await expect(lib(ResponseLinks).replace(reference, token, first.reference)).rejects.toThrow(Refused);
  });

  it('withdrawn, it counts no more, and its words are not published', async () => {
    const reference = await announced();
    const { token, reference: response } = await respond(reference, { answers: said('Take this back') });
    await lib(SendingResponses).withdraw(reference, token);
    await lib(SendingResponses).withdraw(reference, token);
    expect((await waiting()).filter((row) => row.reference === response)).toEqual([]);
    await expect(send(reference, token)).rejects.toThrow('withdrew');
  });
});

describe('moderation', () => {
  it('publishes a text as it is, redacted, or not; the original stays, and a later ruling stands', async () => {
    const reference = await announced();
    const { reference: response } = await respond(reference, { answers: said('Ask Jane on 0123.') });
    expect(await commentsOf(reference)).toEqual([]);
    const [text] = (await waiting()).filter((row) => row.reference === response);
    const passages = [{ from: 4, to: 16, ground: 'personal-data' }] as const;
    const redacted = { outcome: 'redacted', passages, reason: 'A name' } as const;
    await lib(Moderating).moderate(moderator, text, redacted, 0);
    expect((await commentsOf(reference)).map((one) => [one.text, one.redacted])).toEqual([
      ['Ask [removed: personal data].', true],
    ]);
    expect((await lib(ModerationQueries).text(text)).text).toBe('Ask Jane on 0123.');
    await lib(Moderating).moderate(
      moderator,
      text,
      { outcome: 'rejected', ground: 'off-subject', reason: 'Off the subject' },
      1,
    );
    expect(await commentsOf(reference)).toEqual([]);
    await expect(lib(Moderating).moderate(officer, text, publish, 2)).rejects.toThrow(Forbidden);
  });

  it('waits again where the text was changed after it was ruled on', async () => {
    const reference = await announced();
    const { reference: response, token } = await respond(reference, { answers: said('First words') });
    const [text] = (await waiting()).filter((row) => row.reference === response);
    await lib(Moderating).moderate(moderator, text, publish, 0);
    const { form } = await consultation(reference);
    const [page] = pagesOf(form);
    const own = await lib(Answering).draft(reference, token);
    if (page === undefined || own === null) throw new Error('There is no draft');
    await lib(Answering).save(reference, token, page, said('Other words'), savesOf(page, own.answers));
    await send(reference, token);
    expect(await commentsOf(reference)).toEqual([]);
    expect((await waiting()).filter((row) => row.reference === response).map((row) => row.text)).toEqual([
      'Other words',
    ]);
  });

  it('never publishes what is confidential, not even by hand', async () => {
    const reference = await announced();
    const { reference: response } = await respond(reference, {
      answers: said('Keep this'),
      permission: 'confidential',
    });
    expect((await waiting()).filter((row) => row.reference === response)).toEqual([]);
    const [{ id }] = await rows('select id from consultation_response where reference = $1', [response]);
    const byHand = `insert into response_ruling (id, response_id, no, outcome, published_text, reason, ruled_by, ruled_at)
      values ('${newId()}', $1, 1, 'published', 'x', '', $2, waymark_now())`;
    await expect(ctx.db.write((tx) => tx.rows(byHand, [id, moderator.id]))).rejects.toThrow(/without consent/);
  });

  it('two moderators at once: one decides, the other is told', async () => {
    const reference = await announced();
    const { reference: response } = await respond(reference, { answers: said('Once only') });
    const [text] = (await waiting()).filter((row) => row.reference === response);
    const moderate = () => lib(Moderating).moderate(moderator, text, publish, 0);
    const results = await Promise.allSettled([moderate(), moderate()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('before and after the close', () => {
  it('no count is told to anybody before it; turnout alone to officers', async () => {
    const reference = await announced();
    const about = {
      capacity: 'organisation' as const,
      type: 'employer' as const,
      organisation: 'Acme',
      region: 'london' as const,
    };
    await respond(reference, { about });
    const asked = await consultation(reference);
    expect(await lib(ResponseQueries).tallies(asked)).toBeNull();
    const { id } = asked;
    const turnout = await lib(ResponseQueries).turnout(officer, id);
    expect(turnout.filter(({ by }) => by !== 'day')).toEqual([
      { by: 'region', key: 'london', count: 1 },
      { by: 'type', key: 'employer', count: 1 },
    ]);
    await expect(lib(ResponseQueries).turnout(moderator, id)).rejects.toThrow(Forbidden);
  });

  it('comments that appear at the close appear then, by the clock, when nothing more is taken', async () => {
    const closesAt = new Date((await ctx.db.read().now()).getTime() + day);
    const reference = await announced({ commentsAppear: 'at-close', closesAt });
    const { reference: response, token } = await respond(reference, { answers: said('After the close') });
    const [text] = (await waiting()).filter((row) => row.reference === response);
    await lib(Moderating).moderate(moderator, text, publish, 0);
    expect(await commentsOf(reference)).toEqual([]);
    await lib(DemoClock).advance(2 * day);
    expect((await commentsOf(reference)).map((one) => one.text)).toEqual(['After the close']);
    await expect(send(reference, token)).rejects.toThrow('not open');
    const asked = await consultation(reference);
    expect((await lib(ResponseQueries).tallies(asked))?.responses).toBeNull();
    const { id } = asked;
    const late = `insert into consultation_response (id, consultation_id, reference, key, received_at)
      values ('${newId()}', $1, 'R-X', '${newId()}', waymark_now() - interval '2 days')`;
    await expect(ctx.db.write((tx) => tx.rows(late, [id]))).rejects.toThrow(/not open/);
    await lib(DemoClock).advance(8 * day);
    await lib(ResponseDrafts).erase();
    expect(await lib(Answering).draft(reference, token)).toBeNull();
  });

  it('tells after it what many answered, each question by itself, and what only those were asked who chose something', async () => {
    const options = ['a', 'b'].map((key) => ({ key, text: key }));
    const asks = (key: string, more: Partial<Question> = {}): Question => ({
      ...{ key, kind: 'single', text: `${key}?`, required: true, options },
      ...more,
    });
    const questions = [
      asks('first'),
      asks('then', { followsUp: true, shownIf: { question: 'first', oneOf: ['a'] } }),
      asks('trade', { required: false, shownIf: { question: 'about', oneOf: ['employer'] } }),
      asks('few', { required: false }),
    ];
    const closesAt = new Date((await ctx.db.read().now()).getTime() + day);
    const reference = await announced({ form: { sections: [{ title: 'All', questions }] }, closesAt });
    const employer = { capacity: 'organisation', type: 'employer', organisation: 'Acme' } as const;
    for (let no = 0; no < 12; no += 1) {
      const chosen = (key: string) => ({ '': { choices: [key] } });
      const answers = {
        first: chosen(no < 6 ? 'a' : 'b'),
        then: chosen('b'),
        trade: chosen('a'),
        few: chosen(no < 2 ? 'a' : 'b'),
      };
      await respond(reference, { answers, about: no % 2 === 0 ? employer : { capacity: 'individual' } });
    }
    await lib(DemoClock).advance(2 * day);
    const told = await lib(ResponseQueries).tallies(await consultation(reference));
    const counts = (a: number, b: number) => [
      { choice: 'a', count: a },
      { choice: 'b', count: b },
    ];
    expect(told).toEqual({
      responses: 12,
      entered: 0,
      distinctTexts: 0,
      questions: [
        { question: 'first', block: '', counts: counts(6, 6) },
        { question: 'then', block: '', counts: counts(0, 6) },
        { question: 'trade', block: '', counts: counts(6, 0) },
        { question: 'few', block: '', counts: null },
      ],
    });
  });

  it('an original is never changed, and who sent it stands apart: erased, everything else still works', async () => {
    const reference = await announced();
    const { reference: response } = await respond(reference, {
      email: 'petra@example.test',
      name: 'Petra',
      answers: said('Kept'),
    });
    const [{ id }] = await rows('select id from consultation_response where reference = $1', [response]);
    const change = ctx.db.write((tx) => tx.rows(`update response_answer set text = 'x'`));
    await expect(change).rejects.toThrow(/permission denied/);
    expect(await rows(`select 1 from event where content ilike '%petra%'`)).toEqual([]);
    await lib(Moderating).erase(moderator, String(id));
    const [text] = (await waiting()).filter((row) => row.reference === response);
    await lib(Moderating).moderate(moderator, text, publish, 0);
    expect(await commentsOf(reference)).toHaveLength(1);
  });
});
