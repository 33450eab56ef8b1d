import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, newId, paths, Refused, Stale } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { Proposals } from '@app/proposals';
import { publishMap } from '@test/support';
import { aPanelAtWork } from '../../../test/support/panel-at-work';
import { ConsultationQueries, DraftQueries, Preparing, Running, templates } from './index';
import { anAnnounced, type Asking } from './testing';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
type Person = Actor & { id: string };
const day = 86_400_000;

let at: At;
let second: Person;
let third: Person;
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const inDays = async (days: number) => new Date((await at.ctx.db.read().now()).getTime() + days * day);
const reasons = Object.fromEntries(
  ['holidays', 'election'].map((key) => [
    key,
    { why: 'It cannot wait', by: 'A tester', at: '2026-01-01T00:00:00.000Z' },
  ]),
);
/** All that a draft needs to be shown to a second person, whatever the day of the test. */
const complete = async () => ({
  introduction: 'Nothing is decided yet, and what you say can change it.',
  audience: 'Employers',
  formats: 'By post',
  whyThisLong: 'It is long enough',
  closesAt: (await inDays(60)).toISOString(),
  overridden: reasons,
});
const about = (...refs: string[]) => refs.map((ref) => ({ kind: 'occupation' as const, ref }));
const announced = async (change: Partial<Asking> = {}) =>
  anAnnounced(
    lib(Preparing),
    { officer: at.officer, second },
    { subjects: about('OCC0116'), closesAt: await inDays(60), ...change },
  );
const read = (reference: string) => lib(ConsultationQueries).consultation(reference);
const drafted = (template: 'standards' | 'proposal' = 'standards') =>
  lib(Preparing).prepare(at.officer, { template, title: 'What now?', subjects: about('OCC0116'), key: newId() });

beforeAll(async () => {
  at = await aPanelAtWork();
  second = await at.ctx.person('Second', { role: 'product-manager' });
  third = await at.ctx.person('Third', { role: 'administrator' });
  await at.ctx.db.write(async (tx) => {
    const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
    await publishMap(tx, lib(EditionStore), edition);
  });
});
afterAll(() => at?.ctx.close());

describe('a consultation that is prepared', () => {
  it('needs a second person, who wrote nothing in it and did not ask', async () => {
    const id = await drafted();
    await expect(lib(Preparing).ask(at.officer, id, 1, second.id ?? '')).rejects.toThrow('Enter why you ask');
    const full = await complete();
    const version = await lib(Preparing).change(at.officer, id, 1, (content) => ({ ...content, ...full }));
    const { checks } = await lib(DraftQueries).draft(at.officer, id);
    expect(checks.filter(({ met, overridden }) => !met && overridden === null)).toEqual([]);
    await lib(Preparing).ask(at.officer, id, version, second.id ?? '');
    await expect(lib(Preparing).agree(at.officer, id, version)).rejects.toThrow(Forbidden);
    expect(await lib(Preparing).agree(second, id, version)).toMatch(/^C\d{4}$/);
    await expect(lib(Preparing).agree(second, id, version)).rejects.toThrow(Refused);
  });

  it('is the task of whom its author asked, never of an author, and of somebody else where they are away', async () => {
    const id = await drafted();
    const full = await complete();
    const version = await lib(Preparing).change(at.officer, id, 1, (content) => ({
      ...content,
      ...full,
      overridden: { ...reasons, overlap: reasons.holidays },
    }));
    const { able } = await lib(DraftQueries).draft(at.officer, id);
    expect(able.map((one) => one.id)).toEqual(expect.arrayContaining([second.id, third.id]));
    expect(able.map((one) => one.id)).not.toContain(at.officer.id);
    const tasks = async (of: Actor) =>
      (await lib(WaitingList).entries(at.ctx.db.read(), of)).filter(({ href }) => href === paths.consultationDraft(id))
        .length;
    await expect(lib(Preparing).ask(at.officer, id, version, at.officer.id ?? '')).rejects.toThrow('Choose one');
    await lib(Preparing).ask(at.officer, id, version, second.id);
    expect([await tasks(second), await tasks(third), await tasks(at.officer)]).toEqual([1, 0, 0]);
    await expect(lib(Preparing).reassign(at.officer, id, version, second.id)).rejects.toThrow('asked already');
    await lib(Preparing).reassign(at.officer, id, version, third.id);
    expect([await tasks(second), await tasks(third)]).toEqual([0, 1]);
    await at.ctx.db.write((tx) => tx.rows('update person set ended_at = waymark_now() where id = $1', [third.id]));
    expect(await tasks(second)).toBe(1);
    await at.ctx.db.write((tx) => tx.rows('update person set ended_at = null where id = $1', [third.id]));
    expect(await lib(Preparing).agree(second, id, version)).toMatch(/^C/);
    const said = await at.ctx.db
      .read()
      .rows<{ type: string }>(
        `select type from event where subject_kind = 'consultation-draft' and subject_id = $1 order by subject_no`,
        [id],
      );
    expect(said.map(({ type }) => type.split('.')[1])).toEqual([
      'started',
      'changed',
      'agreement-asked',
      'agreement-asked',
      'agreed',
    ]);
  });

  it('loses its question for agreement by a change, and who changed it is no second person any more', async () => {
    const id = await drafted();
    const full = await complete();
    await lib(Preparing).change(at.officer, id, 1, (content) => ({
      ...content,
      ...full,
      title: 'Another',
      subjects: [],
    }));
    await lib(Preparing).about(at.officer, id, 2, [{ kind: 'occupation', ref: 'OCC0128' }]);
    await lib(Preparing).ask(at.officer, id, 3, second.id ?? '');
    await expect(lib(Preparing).change(second, id, 2, (content) => content)).rejects.toThrow(Stale);
    expect(await lib(Preparing).change(second, id, 3, (content) => ({ ...content, title: 'Mended' }))).toBe(4);
    const { draft } = await lib(DraftQueries).draft(second, id);
    expect([draft.state, draft.authors.length]).toEqual(['drafting', 2]);
    await expect(lib(Preparing).ask(second, id, 4, at.officer.id ?? '')).rejects.toThrow(
      'Choose one of those who may agree',
    );
    await lib(Preparing).ask(second, id, 4, third.id ?? '');
    await expect(lib(Preparing).agree(at.officer, id, 4)).rejects.toThrow(Forbidden);
  });

  it('is not announced beside another one on the same thing without a reason', async () => {
    const first = await announced({ subjects: about('OCC0128') });
    const racing = Promise.allSettled([1, 2].map(() => announced({ subjects: about('OCC0510'), overridden: reasons })));
    const outcomes = (await racing).map(({ status }) => status);
    expect(outcomes).not.toEqual(['fulfilled', 'fulfilled']);
    await expect(announced({ subjects: about('OCC0128'), overridden: reasons })).rejects.toThrow(/No overlap/);
    const joined = await announced({ subjects: about('OCC0128') });
    expect([first, joined]).toHaveLength(2);
  });

  it('asks what stood when it was agreed: a proposal that was withdrawn meanwhile is not asked about', async () => {
    const id = await at.proposals.start(at.proposer, at.groupId, newId());
    await expect(announced({ subjects: [{ kind: 'proposal', ref: id }] })).rejects.toThrow(/never submitted/);
    expect(lib(Proposals)).toBeDefined();
  });
});

describe('a consultation that runs', () => {
  it('is moved later only, with a reason, and keeps every close that it had', async () => {
    const reference = await announced();
    const { closesAt, deadlines } = await read(reference);
    expect(deadlines).toHaveLength(1);
    const extend = (to: Date, seen: number, why = 'A body asked for time') =>
      lib(Running).extend(at.officer, reference, { closesAt: to, why, seen });
    await expect(extend(new Date(closesAt.getTime() - day), 1)).rejects.toThrow('only be moved later');
    await expect(extend(new Date(closesAt.getTime() + day), 1, '')).rejects.toThrow('Enter the reason');
    await extend(new Date(closesAt.getTime() + day), 1);
    await expect(extend(new Date(closesAt.getTime() + 2 * day), 1)).rejects.toThrow(Stale);
    const now = await read(reference);
    expect(now.closesAt).toEqual(new Date(closesAt.getTime() + day));
    expect(now.deadlines.map(({ why }) => why)).toEqual(['', 'A body asked for time']);
    const byHand = `insert into consultation_deadline select consultation_id, 3, closes_at - interval '1 hour', 'x', set_by, set_at
      from consultation_deadline where consultation_id = $1 and no = 2`;
    await expect(at.ctx.db.write((tx) => tx.rows(byHand, [now.id]))).rejects.toThrow('later only');
  });

  it('is stopped and taken up again with the time that was lost; withdrawn before it opens only', async () => {
    const reference = await announced();
    const { closesAt } = await read(reference);
    await lib(Running).suspend(at.officer, reference, 'Question 2 could be misread');
    expect((await read(reference)).standing).toBe('suspended');
    await lib(DemoClock).advance(3 * day);
    const resume = (to: Date) => lib(Running).resume(at.officer, reference, { closesAt: to, why: 'Mended' });
    await expect(resume(new Date(closesAt.getTime() + 2 * day))).rejects.toThrow('time that was lost');
    await resume(new Date(closesAt.getTime() + 4 * day));
    expect((await read(reference)).standing).toBe('open');
    await expect(lib(Running).withdraw(at.officer, reference, 'No')).rejects.toThrow("can't be done now");
    const later = await announced({ opensAt: await inDays(2) });
    await lib(Running).withdraw(at.officer, later, 'Not needed');
    expect((await read(later)).standing).toBe('withdrawn');
  });

  it('asks a new version of its questions until the close, and keeps the one before', async () => {
    const reference = await announced();
    const { id, form, formVersion } = await read(reference);
    const [section] = form.sections;
    const reworded = { sections: [{ ...section, title: 'Asked anew' }] };
    await lib(Running).reword(at.officer, reference, { form: reworded, why: 'A word was wrong', seen: formVersion });
    expect((await read(reference)).formVersion).toBe(2);
    expect(await lib(ConsultationQueries).form(at.ctx.db.read(), id, 1)).toEqual(templates.proposal.form);
    const again = lib(Running).reword(at.officer, reference, { form, why: 'Back', seen: 1 });
    await expect(again).rejects.toThrow(Stale);
  });
});
