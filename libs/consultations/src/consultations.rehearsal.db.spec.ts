import { type Actor, groupScope, newId } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { aCompleteContent, anAnswer } from '@app/proposals/testing';
import { RevisionRehearsal } from '@app/revisions';
import { publishing, type Publishing } from '@app/revisions/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { Consultations, ConsultationsModule } from './index';

let ctx: TestContext;
let maps: Publishing;
let officer: Actor & { id: string };
const reference = 'OCC0116';
const day = 86_400_000;

beforeAll(async () => {
  ctx = await testContext([TrailblazersModule, ConsultationsModule], { seeded: true });
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
  const consultations = ctx.module.get(Consultations);
  const closesAt = new Date((await ctx.db.read().now()).getTime() + 14 * day);
  const about = { title: 'What do you think?', introduction: 'Tell us.', opensAt: null, closesAt };
  const announced = await consultations.announce(officer, { proposalId, key: newId(), ...about });
  const said = {
    answer: 'agree' as const,
    text: 'Yes.',
    organisationType: 'employer' as const,
    consentToPublish: true,
  };
  for (const name of ['One', 'Two']) {
    await consultations.respond(announced, { ...said, name, email: `${name}@example.test`, key: newId() });
  }
  const [{ id }] = await ctx.db.read().rows<{ id: string }>('select id from consultation_response order by id');
  const moderator = await ctx.person('Moderator', { role: 'moderator' });
  await consultations.moderate(moderator, id, { outcome: 'published', publishedText: '', reason: '' }, 0);
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
