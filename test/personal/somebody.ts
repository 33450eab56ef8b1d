import { type Actor, groupScope, newId, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { PeerReviews } from '@app/proposals';
import { GroupInvitations, TrailblazerQueries } from '@app/trailblazers';
import { AnswerInvitations, readInvitationList } from '@app/responses';
import { type Site, sitePassword } from '@test/support';
import { aConsultation, aGroup, aSubmittedProposal } from '../support/builders';

/** An address without an account, that of an account, and what each calls itself. */
export const stranger = {
  address: 'zephrine.roe@example.test',
  typed: 'Zephrine.Roe@Example.TEST',
  name: 'Zephrine Roe',
};
export const member = {
  address: 'norvald.quist@example.test',
  typed: 'Norvald.Quist@example.test',
  name: 'Norvald Quist',
};
/** Whoever had nothing to do with any of it keeps everything. */
export const bystander = { address: 'by.stander@example.test', typed: 'by.stander@example.test', name: 'By Stander' };

type Somebody = typeof stranger;

/** What the site holds: somebody in every table that there is for them. */
export type PersonalWorld = {
  consultation: string;
  /** Everybody's ids, where they have an account. */
  memberId: string;
  adminId: string;
  admin: Actor & { id: string };
  proposalId: string;
};

/** Fills the site: a stranger and a bystander in every public form, a member of a group with an account. */
export async function aPersonalWorld(site: Site): Promise<PersonalWorld> {
  const group = await aGroup(site);
  const adminId = await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  const memberId = await site.person(member.name, member.typed, { role: 'group-member', scope: groupScope(group.id) });
  const map = await site.lib(MapReader).refresh();
  const awaited = Object.values(map?.state.occupations ?? {}).find(({ status }) => status === 'awaiting-interest');
  const proposalId = await aSubmittedProposal(site, group, { title: 'Reading list curator' });
  const closesAt = new Date((await site.db.read().now()).getTime() + 60 * 86_400_000);
  const subjects = [{ kind: 'proposal' as const, ref: proposalId }];
  const consultation = await aConsultation(site, group.officer, { title: 'A consultation', subjects, closesAt });
  await site.settle();
  await site.lib(PeerReviews).start(group.officer, proposalId, 3);
  const [organisation] = await site.lib(TrailblazerQueries).organisations(site.db.read(), group.id);
  for (const one of [stranger, bystander]) {
    const { name, typed: email } = one;
    const invited = { id: newId(), name, email, role: 'group-member' as const, organisationId: organisation?.id ?? '' };
    await site.lib(GroupInvitations).invite(group.chair, group.id, invited);
    if (one === stranger) await site.lib(GroupInvitations).sendAnew(group.chair, group.id, invited.id);
    const review = { name, email, anonymous: 'yes' as const, workingDays: 10, key: newId() };
    await site.lib(PeerReviews).invite(group.officer, proposalId, review);
  }
  const invited = [stranger, bystander].map(({ typed, name }) => `Acme Ltd,${typed},${name}`).join('\n');
  const listed = readInvitationList(invited);
  await site
    .lib(AnswerInvitations)
    .invite(group.officer, consultation, { listed: listed.invited, seen: 2, key: newId() });
  const about = { consultation, awaited: awaited?.reference ?? '' };
  for (const one of [stranger, bystander, member]) await sendsEveryForm(site, one, about);
  await site.settle();
  await usesTheAccount(site);
  await site.settle();
  const admin = {
    kind: 'person' as const,
    id: adminId,
    name: 'Ada Admin',
    grants: [{ role: 'administrator' as const, scope: null }],
  };
  return { consultation, memberId, adminId, admin, proposalId };
}

/** Every public form that asks for an address. */
async function sendsEveryForm(
  site: Site,
  { name, typed: email }: Somebody,
  { consultation, awaited }: { consultation: string; awaited: string },
): Promise<void> {
  const employer = { organisation: 'Acme Ltd', size: 'small', sector: 'Metal', region: 'Hull', needs: 'Two a year' };
  const forms: [url: string, values: Record<string, string>][] = [
    [paths.interest('occupation', awaited), { ...employer, name }],
    [paths.suggest('OCC0116'), { part: 'duties', change: 'Reword D2', why: 'Unclear', requester: 'employer', name }],
    [paths.respondPart(consultation, 'check'), { permission: 'named', name, copy: 'yes' }],
    [paths.follow('route', 'digital'), {}],
    [paths.resetPassword(), {}],
  ];
  for (const [url, values] of forms) {
    const anybody = site.anonymous();
    if (url === paths.respondPart(consultation, 'check')) {
      await anybody.get(paths.consultationRespond(consultation));
      await anybody.submit('/respond', { capacity: 'individual' });
      await anybody.submit('/respond/1', { agree: 'agree', comments: 'Yes, it is.' });
    }
    await anybody.get(url);
    await anybody.submit('main form[method=post]', { ...values, email });
    if (anybody.status !== 200 || anybody.errors.length > 0) throw new Error(`${url}: ${anybody.errors.join('. ')}`);
  }
}

/** Signs in, is refused once, makes a key, follows, and says what is not wanted. */
async function usesTheAccount(site: Site): Promise<void> {
  const wrong = site.anonymous('192.0.2.9');
  await wrong.get(paths.signIn());
  await wrong.submit('/sign-in', { email: member.typed, password: 'not the right one' });
  const own = await site.as(member.typed, sitePassword);
  await own.get(paths.apiKeys());
  await own.submit('main form[method=post]', { name: `The desk of ${member.name}` });
  await own.get(paths.follows());
  await own.submit(paths.follows(), { route: 'digital', occupation: '' });
  await own.get(paths.people());
  if (own.status !== 403) throw new Error('A member of a group sees people');
}

/** Every row, by column, with this text in it, in any case: the whole database is walked. */
export async function columnsWith(site: Site, text: string): Promise<string[]> {
  const columns = await site.db.read().rows<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const row = await site.db
      .read()
      .one(`select 1 from "${table}" where strpos(lower("${column}"::text), $1) > 0 limit 1`, [text.toLowerCase()]);
    if (row !== null) found.push(`${table}.${column}`);
  }
  return found.sort();
}
