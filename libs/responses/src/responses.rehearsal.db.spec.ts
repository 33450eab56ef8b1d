import { ConsultationQueries, Preparing } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, groupScope, newId } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { aCompleteContent, anAnswer } from '@app/proposals/testing';
import { RevisionRehearsal } from '@app/revisions';
import { publishing, type Publishing } from '@app/revisions/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { Answering, Moderating, ModerationQueries, ResponsesModule, SendingResponses } from './index';
import { aResponse } from './testing';

let ctx: TestContext;
let maps: Publishing;
let officer: Actor & { id: string };
const reference = 'OCC0116';
const day = 86_400_000;

beforeAll(async () => {
  ctx = await testContext([TrailblazersModule, ResponsesModule], { seeded: true });
  maps = await publishing(ctx);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  await consultedOn(reference);
});
afterAll(() => ctx?.close());

/** A consultation on the proposal that this occupation came from, with one response published and one not. */
async function consultedOn(occupation: string): Promise<void> {
  const [trailblazers, proposals] = [ctx.module.get(Trailblazers), ctx.module.get(Proposals, { strict: false })];
  const groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
  const employer = { name: 'Acme', size: 'small' as const, sector: 'Digital', region: 'Leeds' };
  await trailblazers.addEmployer(officer, groupId, employer);
  const chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  const proposalId = await proposals.start(chair, groupId, newId());
  await proposals.amend(chair, proposalId, 1, {
    part: 'all',
    change: () => aCompleteContent({ matchAnswers: [anAnswer('OCC0863')] }),
  });
  await proposals.submit(chair, proposalId, 2, newId());
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 14 * day);
  const second = await ctx.person('Second', { role: 'product-manager' });
  const subjects = [{ kind: 'proposal' as const, ref: proposalId }];
  const preparing = ctx.module.get(Preparing, { strict: false });
  const announced = await anAnnounced(preparing, { officer, second }, { subjects, closesAt });
  const consultation = await ctx.module.get(ConsultationQueries, { strict: false }).consultation(announced);
  const on = { answering: ctx.module.get(Answering), sending: ctx.module.get(SendingResponses) };
  const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text: 'Yes.' } } };
  for (const name of ['One', 'Two']) await aResponse(on, consultation, { answers, name });
  const [first] = await ctx.module.get(ModerationQueries).queue('waiting', null);
  const moderator = await ctx.person('Moderator', { role: 'moderator' });
  await ctx.module.get(Moderating).moderate(moderator, first, { outcome: 'published', reason: '' }, 0);
  const owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
  await owner.query('update proposal set occupation_reference = $2 where id = $1', [proposalId, occupation]);
  await owner.end();
}

async function probed(amended: string): Promise<string[]> {
  const { title } = (await maps.live()).occupations[amended];
  const changes = [{ field: 'title' as const, before: title, after: `${title}, renamed` }];
  const id = await maps.draft([{ op: 'amend-occupation', reference: amended, changes }]);
  const report = await ctx.module.get(RevisionRehearsal, { strict: false }).run(maps.ada, id);
  return report.probed.map(({ text }) => text);
}

it('a rehearsal counts the consultations and the published responses about what changes', async () => {
  expect(await probed(reference)).toEqual([
    '1 consultation that has not closed is about an occupation that changes',
    '1 published response was given on an occupation that changes',
  ]);
  expect(await probed('OCC0128')).toEqual([
    '0 consultations that have not closed are about an occupation that changes',
    '0 published responses were given on an occupation that changes',
  ]);
});
