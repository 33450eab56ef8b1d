import { paths } from '@app/kernel';
import { MeetingCalendars } from '@app/meetings';
import { requestKinds } from '@app/proposals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { dataFiles } from '../../apps/web/src/pages/open-data/files';
import { planted } from './planted';
import type { World } from './world';

/** The patterns of every address that the running site answers to a GET, or to a POST, as Fastify itself lists them. */
export function routesOf(app: NestFastifyApplication, method: 'GET' | 'POST'): string[] {
  const printed = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false, method });
  const open: string[] = [];
  const found: string[] = [];
  for (const line of printed.split('\n')) {
    const [, indent = '', part = '', methods] = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line) ?? [];
    if (part === '') continue;
    open.length = indent.length / 4;
    open.push(part);
    if (methods !== undefined) found.push(open.join(''));
  }
  // Where routes call the same part by different names, it goes by the first.
  return found.map((pattern) => pattern.replace('//', '/').replaceAll(/\|:\w+/g, ''));
}

type Fillings = Readonly<Record<string, readonly string[]>>;

/**
 * The addresses of a pattern, each parameter filled with what the world has for it: under the pattern up to the
 * parameter, else under the parameter's own name. @throws Error for a parameter that nothing fills
 */
export function addressesOf(pattern: string, fillings: Fillings): string[] {
  let [addresses, upTo] = [[''], ''];
  for (const part of pattern.split(/(:\w+|\*)/)) {
    upTo += part;
    const values = /^[:*]/.test(part) ? (fillings[upTo] ?? fillings[part]) : [part];
    if (values === undefined || values.length === 0) {
      throw new Error(`Nothing fills ${part} of the route ${pattern}: say what does in test/leak/routes.ts`);
    }
    addresses = addresses.flatMap((address) => values.map((value) => address + value));
  }
  return addresses;
}

/** An id of nothing, for what this world has none of. */
const nothing = ['00000000-0000-4000-8000-000000000000'];

/** What fills the parameters. */
export async function fillingsOf(world: World): Promise<Fillings> {
  const { site, proposals: on, ballot, earlierBallot, committeeBallot, meeting } = world;
  const column = async (sql: string): Promise<string[]> =>
    (await site.db.read().rows<{ value: string }>(`select distinct value from (${sql}) found`)).map(
      ({ value }) => value,
    );
  const all = (table: string, name = 'id') => column(`select ${name}::text as value from ${table}`);
  const filled = async (table: string): Promise<string[]> => [...(await all(table)), ...nothing];
  /** The secret addresses of this kind that were mailed to somebody, and one that was not. */
  const mailed = async (page: string): Promise<string[]> => [
    'no-such-token',
    ...(await column(
      `select t[1] as value from dev_inbox, regexp_matches(body || headers::text, '/${page}/([\\w.-]+)', 'g') t`,
    )),
  ];
  const [proposals, occupations, routes] = [
    [on.secret, on.consulted, on.decided, on.draft, on.dispensation],
    ['OCC0116'],
    ['digital'],
  ];
  const [groups, responses] = [await all('trailblazer_group'), world.responses];
  const [invitations, consultations] = [
    await all('invitation_to_propose', 'reference'),
    await all('consultation', 'reference'),
  ];
  const listed = (await site.app.inject({ url: paths.tLevels() })).body;
  const tLevels = [/href="\/t-levels\/([^"?]+)"/.exec(listed)?.[1] ?? ''];
  const trail = `select seq::text as value from event where subject_kind = 'panel'
    or subject_id in ('${on.secret}', '${ballot}', '${meeting}')`;
  const calendars = site.lib(MeetingCalendars);
  const [panel] = await column(`select id::text as value from panel where slug = 'digital'`);
  const members = await column(`select person_id::text as value from panel_seat where panel_id = '${panel}'`);
  return {
    '*': ['nothing-here'],
    ':edition': ['1'],
    ':slug': routes,
    ':reference': occupations,
    ':code': occupations,
    '/account/api-keys/:id': nothing,
    '/account/follows/:id': nothing,
    '/account/interests/:id': await all('interest_entry'),
    '/admin/people/:id': [world.people.author.id, world.people.interested.id],
    '/admin/people/:id/roles/:grant': (await all('person_grant')).slice(0, 2),
    '/admin/audit/:seq': await column(trail),
    '/admin/cycles/:id': await all('approvals_cycle'),
    '/admin/deciders/cases/:id': proposals,
    '/admin/revisions/:id': await column(`select id::text as value from revision where title = '${planted.revision}'`),
    '/admin/messages/:id': nothing,
    '/admin/revisions/proposals/:proposal': proposals,
    '/admin/revisions/:id/rows/:row': nothing,
    '/admin/revisions/:id/operations/new/:kind': ['amend', 'retire'],
    '/admin/revisions/:id/operations/:operation': nothing,
    '/admin/suggestions/:id': await all('suggestion'),
    '/api/v1/routes/:id': ['1'],
    '/api/v1/greentheme/:id': ['1'],
    '/api/v1/:name': routes,
    '/api/v2/t-levels/:reference': tLevels,
    '/api/v2/editions/:edition/t-levels/:reference': tLevels,
    '/ballots/:id': [ballot, earlierBallot, committeeBallot],
    '/conditions/:id': await all('condition'),
    '/consultation-drafts/:id': await all('consultation_draft'),
    '/consultation-drafts/:id/checks/:key': ['holidays'],
    '/consultation-drafts/:id/preview/:page': ['1'],
    '/consultation-drafts/:id/questions/:key': ['agree'],
    '/consultation-drafts/:id/sections/:no': ['1'],
    '/consultations/:reference': consultations,
    '/consultations/:reference/respond/:page': ['1'],
    '/consultations/:reference/run/evidence/:id': await filled('invited_evidence'),
    '/consultations/:reference/run/paper/:entry': await filled('response_entry'),
    '/consultations/:reference/run/questions/:key': ['agree'],
    '/responses/invited/:token': await mailed('responses/invited'),
    '/responses/link/:token': await mailed('responses/link'),
    // Who has this link reads their own words, and nothing else.
    '/responses/rulings/:token': nothing,
    '/consultations/:reference/formats/:id': nothing,
    '/consultations/:reference/run/formats/:id': nothing,
    '/decisions/:id': await all('decision'),
    '/directions/:no': ['1'],
    '/dev/inbox/:id': nothing,
    '/editions/:edition': ['1', 'current'],
    '/editions/:edition/:file': dataFiles.map(({ name }) => name),
    '/follow/:kind': ['occupation', 'route'],
    '/follow/:kind/:key': [...occupations, ...routes],
    '/follow/confirm/:token': await mailed('follow/confirm'),
    '/follow/stop/:token': await mailed('follow/stop'),
    '/follow/stop-all/:token': await mailed('follow/stop-all'),
    '/interest/:kind': ['occupation', 'invitation'],
    '/interest/:kind/:key': [...occupations, ...invitations],
    '/invitations-to-propose/:reference': invitations,
    '/invitations/:token': await mailed('invitations'),
    '/kept-forms/:id': nothing,
    '/meetings/:id': await all('meeting'),
    '/meetings/:id/items/:item': await all('meeting_item'),
    '/moderation/:text': responses,
    '/occupations/:reference/occupation.:kind': ['json', 'csv'],
    '/occupations/:reference/suggest/:suggestion': await all('suggestion', 'reference'),
    '/panel-calendars/:token': members.map((member) => calendars.token(member, panel ?? '')),
    '/panels/:slug': ['digital', 'committee', 'construction'],
    '/panels/:slug/members/:seat': (await all('panel_seat')).slice(0, 2),
    '/panels/:slug/open/:id': proposals,
    '/procedural-reviews/:id': await all('procedural_review'),
    '/proposals/:id': proposals,
    '/proposals/:id/:list': ['duties', 'ksbs'],
    '/proposals/:id/:list/:code': ['D1'],
    '/proposals/:id/files/:file': await all('evidence_file'),
    '/proposals/:id/peer-review/:invitation': await all('review_invitation'),
    '/proposals/:id/requests/:requestId': await all('change_request'),
    '/proposals/:id/requirements/:key': ['broad'],
    '/proposals/:id/versions/:no': ['1', '2'],
    '/proposals/:id/versions/:no/compare/:to': ['1', 'draft'],
    '/proposals/new/:kind': requestKinds,
    '/review/:token': await mailed('review'),
    '/review/:token/files/:file': await all('evidence_file'),
    '/route-panels/:slug/meetings/:no': ['1'],
    '/set-password/:token': await mailed('set-password'),
    '/t-levels/:reference': tLevels,
    '/trailblazers/:id': groups,
    '/trailblazers/:id/invitations/:invitation': await all('group_invitation'),
    '/trailblazers/:id/members/:person': await column(
      `select person_id::text as value from person_grant where scope like 'group:%'`,
    ),
    '/trailblazers/:id/organisations/:organisation': await all('trailblazer_organisation'),
    '/trailblazers/interest/:kind': ['occupation', 'invitation'],
    '/trailblazers/interest/:kind/:key': [...occupations, ...invitations],
    '/trailblazers/join/:token': await mailed('trailblazers/join'),
    '/unsubscribe/:token': await mailed('unsubscribe'),
  };
}

/** Routes that are left out, and why. */
export const notCrawled: ReadonlyMap<string, string> = new Map([
  ['/dev/inbox', 'outside production only: the mail of everybody; the test reads the mails by recipient'],
  ['/dev/inbox/:id', 'the same'],
]);

/** Routes that have nothing to show in this world, and why. */
export const answersNothing: ReadonlyMap<string, string> = new Map([
  ['/*', 'every other address'],
  ['/api/v1', 'the API has no page at its root'],
  ['/api/v1*', 'every other address of it'],
  ['/api/v1/greentheme/:id', 'the maps say nothing of green themes yet'],
  ['/proposals/:id/compare', 'leads on to the two versions that were chosen'],
  ['/admin/personal-data/file.json', 'says of whom first: the pages of people link to theirs'],
  ['/admin/personal-data/erase', 'the same'],
  ['/kept-forms/:id', 'nobody sent a form after their session had ended'],
  ['/set-password/:token', 'nobody asked for a new password'],
  ['/follow/confirm/:token', 'nobody follows anything'],
  ['/follow/stop/:token', 'the same'],
  ['/follow/stop-all/:token', 'the same'],
  ['/consultations/:reference/formats/:id', 'no file stands beside one'],
  ['/responses/rulings/:token', 'nobody whose address is confirmed had something left out'],
  ['/responses/invited/:token', 'no organisation is invited to answer'],
  ['/consultations/:reference/run/paper/:entry/scan', 'nothing came on paper'],
  ['/consultations/:reference/run/evidence/:id', 'no meeting is recorded'],
  ['/trailblazers/join/:token', 'the invitation is on its own page'],
]);

/** Questions to everything that searches, in small letters, so that an answer that only repeats them is told apart. */
export function questionsOf(words: readonly string[]): string[] {
  const asked = (word: string): string[] => {
    const text = encodeURIComponent(word.toLowerCase());
    return [
      `${paths.search()}?q=${text}`,
      `${paths.where()}?q=${text}`,
      `${paths.myMap()}?add=${text}`,
      `/api/v1/searchoccupations?searchTerm=${text}`,
      `/api/v2/search?q=${text}`,
      `${paths.decisions()}?q=${text}`,
      `${paths.newProposal('change')}?q=${text}`,
    ];
  };
  return [...new Set(words.flatMap(asked))];
}
