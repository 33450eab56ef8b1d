import { groupRoles } from '@app/kernel';
import { dueBy, eraseBy, heldRows, type PersonalKind } from '@app/platform';

const people = 'People with an account';
const ownAccount = `So that somebody can sign in, and nobody else as them`;

/** What an erased account has in place of its address: no mail goes there. */
export const erasedAddress = (id: string): string => `erased-${id}`;

/** Whether somebody held a role in the office: not just in a trailblazer group. */
export const heldOffice = `exists (select 1 from person_grant g where g.person_id = p.id
  and g.role not in (${groupRoles.map((role) => `'${role}'`).join(', ')}))`;

/** The name of who held an office stays with what they did in it. */
const officeName: PersonalKind = {
  key: 'office-name',
  what: 'The name of who held an office: on a panel, in the committee, as an officer or administrator',
  whose: 'People who held an office',
  why: 'So that it can be seen who took part in decisions',
  basis: 'public-task',
  seenBy: 'Administrators; of panels and of named decision-makers, everybody',
  kept: { record: 'Who decided is part of the record of a public decision' },
  columns: ['person.name'],
  held: (reader, { personId }) =>
    heldRows(reader, `select p.id, p.name from person p where p.id = $1 and ${heldOffice}`, [personId]),
  erase: null,
  due: null,
};

/** Which roles somebody had. */
const roles: PersonalKind = {
  key: 'roles',
  what: 'The roles of an account, and from when until when they held',
  whose: people,
  why: 'So that people can do what they may, and only that',
  basis: 'public-task',
  seenBy: 'Administrators; seats on panels, everybody',
  kept: { record: 'Whether somebody might decide has to be known as long as the decision' },
  columns: ['person_grant.scope'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select id, role, scope, valid_from as "from", valid_until as "until" from person_grant where person_id = $1
       order by valid_from, id`,
      [personId],
    ),
  erase: null,
  due: null,
};

/** Links to set a password; of the token only a hash is kept. */
const signInLinks: PersonalKind = {
  key: 'sign-in-link',
  what: 'That a link to set a password was sent, as a code that nobody can use',
  whose: people,
  why: ownAccount,
  basis: 'public-task',
  seenBy: 'Nobody',
  kept: { days: 30, after: 'the link stopped working' },
  columns: ['sign_in_link.token_hash'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select token_hash as id, purpose, expires_at as "expiresAt", used_at as "usedAt" from sign_in_link
       where person_id = $1 order by expires_at, id`,
      [personId],
    ),
  erase: eraseBy('delete from sign_in_link where token_hash = any($1::text[])'),
  due: dueBy(`select token_hash as id from sign_in_link where expires_at < $1 order by expires_at limit $2`),
};

/** That somebody asked for a new password. */
const resetRequests: PersonalKind = {
  key: 'password-reset-request',
  what: 'An address that was given to set a new password',
  whose: 'Whoever gave one',
  why: ownAccount,
  basis: 'public-task',
  seenBy: 'Nobody',
  kept: { until: 'the mail is on its way, within seconds' },
  columns: ['password_reset_request.email_normal'],
  held: (reader, { address }) =>
    heldRows(
      reader,
      'select id, email_normal as address, asked_at as "askedAt" from password_reset_request where email_normal = $1 order by id',
      [address],
    ),
  erase: eraseBy('delete from password_reset_request where id = any($1::uuid[])'),
  due: null,
};

/** Who is signed in. */
const sessions: PersonalKind = {
  key: 'session',
  what: 'That somebody is signed in, since when, and when they were last seen',
  whose: people,
  why: ownAccount,
  basis: 'public-task',
  seenBy: 'Administrators',
  kept: { until: 'they sign out, or for 60 minutes without use and 12 hours at most' },
  columns: ['session.id_hash'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select id_hash as id, created_at as "since", seen_at as "seenAt" from session where person_id = $1 order by 2`,
      [personId],
    ),
  erase: eraseBy('delete from session where id_hash = any($1::text[])'),
  due: null,
};

const signInKey = `person_id || ' ' || extract(epoch from quarter) || ' ' || network`;
/** Sign-ins that were refused. */
const refusedSignIns: PersonalKind = {
  key: 'refused-sign-in',
  what: 'From which network sign-ins to an account were refused, by quarter of an hour',
  whose: people,
  why: 'To find out about tries to get into accounts',
  basis: 'legitimate-interests',
  seenBy: 'Administrators',
  kept: { until: '90 days are over' },
  columns: ['refused_sign_in.network'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select ${signInKey} as id, quarter, network, count, locked from refused_sign_in where person_id = $1
       order by quarter, network`,
      [personId],
    ),
  erase: eraseBy(`delete from refused_sign_in where ${signInKey} = any($1::text[])`),
  due: null,
};

const refusalKey = `person_id || ' ' || extract(epoch from hour) || ' ' || rule`;
/** What a rule refused to somebody. */
const policyRefusals: PersonalKind = {
  key: 'policy-refusal',
  what: 'What somebody asked for and may not have, by rule and hour',
  whose: people,
  why: 'To find out about misuse',
  basis: 'legitimate-interests',
  seenBy: 'Administrators',
  kept: { until: '90 days are over' },
  columns: ['policy_refusal.rule'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select ${refusalKey} as id, hour, rule, count from policy_refusal where person_id = $1 order by hour, rule`,
      [personId],
    ),
  erase: eraseBy(`delete from policy_refusal where ${refusalKey} = any($1::text[])`),
  due: null,
};

/** What is sealed nobody can look into: not we either. */
const sealedForms: PersonalKind = {
  key: 'sealed-form',
  what: 'A form that was sent after its session had ended, sealed: only the browser that sent it can open it',
  whose: people,
  why: 'So that nothing that was typed is lost',
  basis: 'legitimate-interests',
  seenBy: 'Whoever sent it',
  kept: { until: '30 minutes are over; until then nobody else can find or read it' },
  columns: ['sealed_form.browser', 'sealed_form.sealed'],
  held: async () => [],
  erase: null,
  due: null,
};

/** Keys for the programming interfaces. */
const apiKeys: PersonalKind = {
  key: 'api-key',
  what: 'Keys for the programming interfaces: what their owner calls them, and their first characters',
  whose: people,
  why: 'So that programs can use the service in the name of somebody',
  basis: 'consent',
  seenBy: 'Their owner; that they were made, administrators',
  kept: { days: 365, after: 'the key was revoked' },
  columns: ['api_key.name', 'api_key.prefix', 'api_key.hash'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select id, name, prefix, created_at as "madeAt", revoked_at as "revokedAt" from api_key where person_id = $1
       order by created_at, id`,
      [personId],
    ),
  erase: eraseBy('delete from api_key where id = any($1::uuid[])'),
  due: dueBy('select id from api_key where revoked_at < $1 order by revoked_at limit $2'),
};

/** The kinds of accounts and of signing in, but for the account itself. */
export const kindsAroundAccounts: readonly PersonalKind[] = [
  officeName,
  roles,
  signInLinks,
  resetRequests,
  sessions,
  refusedSignIns,
  policyRefusals,
  sealedForms,
  apiKeys,
];
