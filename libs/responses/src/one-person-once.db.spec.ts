import {
  type Answers,
  type ConsultationDetail,
  type ConsultationForm,
  ConsultationQueries,
  pagesOf,
  Preparing,
  questionsOf,
  Running,
} from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, Refused, Stale } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { publishMap, testContext, type TestContext } from '@test/support';
import fc from 'fast-check';
import { savesOf } from './domain';
import { Answering, ResponseLinks, ResponseQueries, ResponsesModule, SendingResponses, Unfinished } from './index';

type Person = Actor & { id: string };
const day = 86_400_000;
const runs = 30;

let ctx: TestContext;
let [officer, second]: Person[] = [];
const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
const rows = <T extends object>(text: string, values: unknown[]) => ctx.db.read().rows<T>(text, values);

async function announced(): Promise<ConsultationDetail> {
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 60 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  const reference = await anAnnounced(lib(Preparing), { officer, second }, { subjects, closesAt });
  return lib(ConsultationQueries).consultation(reference);
}

beforeAll(async () => {
  ctx = await testContext([ResponsesModule]);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  second = await ctx.person('Second', { role: 'product-manager' });
  const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
});
afterAll(() => ctx?.close());

/** A browser with its draft: what it saw of the first page, what was saved of it last, and what was sent. */
type Browser = {
  token: string;
  email: string;
  seen: number;
  saved: string;
  sent: { reference: string; text: string } | null;
  withdrawn: boolean;
  confirmed: boolean;
};

/** What people do, in any order: in which of three browsers; two of them give the same address. */
const did = fc.constantFrom(
  'open',
  'save',
  'save in an old tab',
  'send',
  'send',
  'send twice at once',
  'confirm',
  'withdraw',
);
const steps = fc.array(fc.record({ who: fc.nat(2), did, choice: fc.constantFrom('agree', 'disagree') }), {
  minLength: 4,
  maxLength: 16,
});
/** Both texts are sent each time, as a browser without JavaScript does: which of them is asked for depends on the choice. */
const said = (choice: string, text: string): Answers => ({
  agree: { '': { choices: [choice] } },
  'why-not': { '': { text: `Against: ${text}` } },
  comments: { '': { text } },
});

/** The steps in a consultation of their own; what has to hold is looked at after each of them. */
class Play {
  readonly browsers: Browser[] = [];
  private no = 0;

  constructor(readonly asked: ConsultationDetail) {}

  async start(): Promise<this> {
    for (const email of ['one@example.test', 'One@Example.test', 'two@example.test']) {
      const token = await lib(Answering).begin(this.asked.reference, { capacity: 'individual' });
      this.browsers.push({ token, email, seen: 0, saved: '', sent: null, withdrawn: false, confirmed: false });
    }
    return this;
  }

  async does(own: Browser, what: string, choice: string): Promise<void> {
    if (what === 'open') own.seen = await this.saves(own);
    if (what === 'save') await this.save(own, choice, await this.saves(own));
    if (what === 'save in an old tab') await this.save(own, choice, own.seen);
    if (what === 'send') await this.send(own, 1);
    if (what === 'send twice at once') await this.send(own, 2);
    if (what === 'confirm') await this.confirm(own);
    if (what === 'withdraw' && own.sent !== null) {
      await lib(SendingResponses).withdraw(this.asked.reference, own.token);
      own.withdrawn = true;
    }
  }

  private async draft({ token }: Browser) {
    const draft = await lib(Answering).draft(this.asked.reference, token);
    if (draft === null) throw new Error('The draft is gone');
    return draft;
  }

  private async saves(own: Browser): Promise<number> {
    return savesOf(firstPage(this.asked.form), (await this.draft(own)).answers);
  }

  /** A tab that is behind is told so, and changes nothing. */
  private async save(own: Browser, choice: string, seen: number): Promise<void> {
    const text = `${choice} ${(this.no += 1)}`;
    const isBehind = seen !== (await this.saves(own));
    const saving = lib(Answering).save(
      this.asked.reference,
      own.token,
      firstPage(this.asked.form),
      said(choice, text),
      seen,
    );
    if (isBehind) return expect(saving).rejects.toThrow(Stale);
    await saving;
    own.saved = text;
  }

  private async send(own: Browser, times: number): Promise<void> {
    const order = { permission: 'anonymous' as const, email: own.email };
    const sending = () => lib(SendingResponses).send(this.asked.reference, own.token, order);
    const all = await Promise.allSettled(Array.from({ length: times }, sending));
    for (const one of all) {
      if (own.withdrawn || own.saved === '') expect(one).toMatchObject({ reason: expect.any(Refused) as Refused });
      else expect(one).toEqual({ status: 'fulfilled', value: own.sent?.reference ?? expect.stringMatching(/^R-/) });
      if (one.status === 'fulfilled') own.sent = { reference: one.value, text: own.saved };
    }
  }

  /** Follows a mailed link; another response from the same confirmed address gives its place to this one. */
  private async confirm(own: Browser): Promise<void> {
    if (own.sent === null || own.withdrawn) return;
    const [link = ''] = await ctx.db.write(async (tx) =>
      lib(ResponseLinks).make(tx, [(await this.draft(own)).id], 'confirm'),
    );
    const { token, others } = await lib(ResponseLinks).follow(link);
    await expect(lib(Answering).draft(this.asked.reference, own.token)).resolves.toBeNull();
    Object.assign(own, { token, confirmed: true });
    for (const other of others) {
      await lib(ResponseLinks).replace(this.asked.reference, token, other);
      const replaced = this.browsers.find(({ sent }) => sent?.reference === other);
      expect([replaced?.confirmed, replaced?.email.toLowerCase()]).toEqual([true, own.email.toLowerCase()]);
      if (replaced !== undefined) replaced.withdrawn = true;
    }
  }

  /** Each draft is one response at most, each confirmed address one that counts; and no text is lost. */
  async holds(): Promise<void> {
    const stored = await rows<{ reference: string; key: string }>(
      `select reference, key from consultation_response where consultation_id = $1`,
      [this.asked.id],
    );
    expect(new Set(stored.map(({ key }) => key)).size).toBe(stored.length);
    expect(stored.map(({ reference }) => reference).sort()).toEqual(
      this.browsers.flatMap(({ sent }) => sent?.reference ?? []).sort(),
    );
    const standing = await rows<{ reference: string; email: string | null }>(
      `select s.reference, case when o.confirmed_at is not null then o.email_normal end as email
       from standing_response s left join respondent o on o.response_id = s.id where s.consultation_id = $1`,
      [this.asked.id],
    );
    const confirmed = standing.flatMap(({ email }) => email ?? []);
    expect(new Set(confirmed).size).toBe(confirmed.length);
    const count = this.browsers.flatMap(({ sent, withdrawn }) => (sent === null || withdrawn ? [] : [sent.reference]));
    expect(standing.map(({ reference }) => reference).sort()).toEqual(count.sort());
    for (const own of this.browsers) await this.keeps(own);
  }

  private async keeps(own: Browser): Promise<void> {
    const { id, answers } = await this.draft(own);
    if (own.saved !== '') expect(answers.comments?.blocks['']).toEqual({ text: own.saved });
    if (own.sent === null) return;
    const receipt = await lib(ResponseQueries).receipt(ctx.db.read(), id);
    expect(receipt?.answers.comments).toEqual({ '': { text: own.sent.text } });
    // Why not is asked of those alone who do not agree: of nobody else is it stored.
    const against = own.sent.text.startsWith('disagree') ? { '': { text: `Against: ${own.sent.text}` } } : undefined;
    expect(receipt?.answers['why-not']).toEqual(against);
  }
}

function firstPage(form: ConsultationForm) {
  const [page] = pagesOf(form);
  if (page === undefined) throw new Error('The form has no page');
  return page;
}

describe('whatever people do, and in whichever order', () => {
  it('each counts once, and nothing that they wrote is lost', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (drawn) => {
        const play = await new Play(await announced()).start();
        for (const { who, did: what, choice } of drawn) {
          const own = play.browsers[who];
          if (own !== undefined) await play.does(own, what, choice);
          await play.holds();
        }
      }),
      { numRuns: runs },
    );
  });

  it('what hidden questions send is nowhere in the database', async () => {
    const hidden = `select 1 from response_answer a join response_answer chosen using (response_id, sending)
      where a.question = 'why-not' and chosen.question = 'agree' and not 'disagree' = any(chosen.choices)`;
    expect(await rows(hidden, [])).toEqual([]);
    const drafted = `select 1 from response_draft where answers #>> '{agree,blocks,"",choices,0}' = 'agree' and answers::text like '%Against:%'`;
    expect(await rows(drafted, [])).toEqual([]);
    expect(await rows(`select 1 from response_answer where question = 'why-not' limit 1`, [])).toHaveLength(1);
  });
});

describe('however often questions are reworded', () => {
  /** The form with other words for its first question; its answers are the same, or have other words, too. */
  const reworded = (form: ConsultationForm, no: number, options: boolean): ConsultationForm => {
    const [section, ...others] = form.sections;
    if (section === undefined) throw new Error('The form has no section');
    const [lead, ...rest] = section.questions;
    if (lead === undefined) throw new Error('The form has no question');
    const words = (lead.options ?? []).map((one) => ({ ...one, text: `${one.text.split(' (')[0]} (${no})` }));
    const next = { ...lead, text: `Do you agree, asked anew ${no}?`, ...(options ? { options: words } : {}) };
    return { sections: [{ ...section, questions: [next, ...rest] }, ...others] };
  };

  it('an answer keeps the words that it was given under; under other words it is asked again', async () => {
    const acts = fc.array(fc.constantFrom('reword', 'reword with answers', 'answer', 'send'), {
      minLength: 3,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(acts, async (drawn) => {
        const asked = await announced();
        const read = () => lib(ConsultationQueries).consultation(asked.reference);
        const token = await lib(Answering).begin(asked.reference, { capacity: 'individual' });
        let [answeredAt, no, sendings] = [0, 0, [] as { version: number; text: string }[]];
        for (const act of drawn) {
          const { form, formVersion } = await read();
          if (act.startsWith('reword')) {
            const other = reworded(form, (no += 1), act !== 'reword');
            await lib(Running).reword(officer, asked.reference, { form: other, why: 'Clearer', seen: formVersion });
          } else if (act === 'answer') {
            const draft = await lib(Answering).draft(asked.reference, token);
            const page = firstPage(form);
            const text = `Given to version ${formVersion}, ${(no += 1)}`;
            await lib(Answering).save(
              asked.reference,
              token,
              page,
              said('disagree', text),
              savesOf(page, draft?.answers ?? {}),
            );
            answeredAt = formVersion;
          } else {
            const order = { permission: 'anonymous' as const, email: null };
            const sending = lib(SendingResponses).send(asked.reference, token, order);
            if (answeredAt !== formVersion) await expect(sending).rejects.toThrow(Unfinished);
            else {
              await sending;
              const text = questionsOf(form)[0]?.text ?? '';
              if (sendings.at(-1)?.version !== formVersion) sendings = [...sendings, { version: formVersion, text }];
            }
          }
        }
        const kept = await rows<{ version: number; text: string }>(
          `select distinct s.form_version as version, f.form #>> '{sections,0,questions,0,text}' as text
           from response_sending s join consultation_response r on r.id = s.response_id
           join consultation_form f on f.consultation_id = r.consultation_id and f.version = s.form_version
           where r.consultation_id = $1 order by 1`,
          [asked.id],
        );
        expect(kept).toEqual(sendings);
        const strange = await rows(
          `select a.text from response_answer a join response_sending s on s.response_id = a.response_id and s.no = a.sending
           join consultation_response r on r.id = a.response_id
           where r.consultation_id = $1 and a.question = 'comments' and a.text not like 'Given to version ' || s.form_version || ',%'`,
          [asked.id],
        );
        expect(strange).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
