import { type Role, roles } from '@app/kernel';
import { createLogger, NestLog } from '@app/platform';
import { type Agent, type Site, startSite } from '@test/support';
import { routesOf } from '../leak/routes';
import { formsOf } from '../leak/visitors';

/** A word of no language: it stands in every field that is sent, and in every secret part of an address. */
const word = 'quorvixane';
const nowhere = '00000000-0000-4000-8000-000000000000';

/** Ways in which the database fails: each spoils every table, in the function that runs before a row is written or by a constraint. */
const ways: Readonly<Record<string, string>> = {
  'a rule of ours with the row in its message': `raise exception 'Refused: %', new using errcode = '23514', detail = new::text, hint = new::text`,
  'a statement that takes too long': 'perform pg_cancel_backend(pg_backend_pid()); perform pg_sleep(20)',
  'a connection that breaks off': 'perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(20)',
  'a disk that is full': `raise exception 'could not extend file for %', new using errcode = '53100', detail = new::text`,
  'a column that there is not': 'new.no_such_column := 1',
};

const everyTable = (what: string): string => `do $do$ declare name text; begin
  for name in select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
    and table_name not in ('session', 'migrations', 'outbox') loop ${what}; end loop; end $do$`;

describe('the log, at debug', () => {
  let site: Site;
  let agent: Agent;
  const lines: string[] = [];
  const log = (): string => lines.join('').toLowerCase();
  const said: Record<string, string> = {};

  beforeAll(async () => {
    site = await startSite({ seeded: true, logLevel: 'debug', log: { write: (line) => void lines.push(line) } });
    const scoped = (role: Role) => (role.startsWith('panel-') ? { role, scope: 'route:digital' } : { role });
    const held = roles.filter((one) => !one.startsWith('group-')).map(scoped);
    await site.person('Every Role', 'everything@example.test', ...held, {
      role: 'group-chair',
      scope: `group:${nowhere}`,
    });
    agent = await site.as('everything@example.test');
  }, 180_000);
  afterAll(() => site?.close());

  /** Sends every form of these pages, with the word in each field that is typed into. */
  async function sendForms(of: readonly string[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const url of of) {
      await agent.get(url);
      for (const [action, fields] of formsOf(agent.body, url)) {
        if (action === '/sign-out') continue;
        const filled = Object.entries(fields).map(([name, value]) => [name, typed(name, value)] as [string, string]);
        for (const [name] of filled) said[name] = typed(name, '');
        statuses.push((await send(action, Object.fromEntries(filled))).status);
        await agent.get(url);
      }
    }
    return statuses;
  }
  const pages = ['/occupations/OCC0116/suggest', '/follow/occupation/OCC0116', '/interest/occupation/OCC0116'];
  const writing = [
    ...pages,
    '/admin/people',
    '/trailblazers/new',
    '/admin/revisions/new',
    '/admin/cycles/new',
    '/account',
  ];
  let sent = 0;
  const send = (url: string, fields: Record<string, string>) => {
    sent += 1;
    return agent.post(url, new URLSearchParams(fields), {
      origin: 'http://waymark.test',
      'x-forwarded-for': `10.1.0.${sent % 250}`,
    });
  };
  const typed = (name: string, value: string): string => {
    if (/email/i.test(name)) return `${word}${sent}@example.test`;
    return value === 'Words of somebody' || value === '' ? `Words of ${word}` : value;
  };

  it('has nothing of what is sent to any route, nor of secret addresses and questions', async () => {
    await sendForms([...routesOf(site.app, 'GET').filter((one) => !/[:*]/.test(one)), ...pages]);
    for (const route of routesOf(site.app, 'POST').filter((one) => one !== '/sign-out')) {
      await agent.get('/dashboard');
      const _csrf = String(agent.$('[name=_csrf]').first().val());
      await send(route.replaceAll(/:\w+/g, nowhere), { ...said, _csrf });
    }
    const secret = [
      '/set-password/',
      '/follow/confirm/',
      '/follow/stop/',
      '/invitations/',
      '/review/',
      '/unsubscribe/',
    ];
    const addresses = secret.map((start) => `${start}${word}`);
    const asked = [
      '/search?q=',
      '/sign-in?next=/',
      '/nowhere?token=',
      '/admin/people?q=',
      '/admin/audit?email=',
      '/admin/audit.csv?id=',
    ];
    for (const url of [...addresses, ...asked.map((one) => `${one}${word}`), `/${word}%ff`]) await agent.get(url);
    expect(log()).toContain('"route":"/set-password/:token"');
    expect(log()).not.toContain(word);
  }, 300_000);

  it.each(Object.entries(ways))('has nothing of it when the database fails: %s', async (_, way) => {
    await site.asOwner(
      `create or replace function break_it() returns trigger language plpgsql as $f$ begin ${way}; return new; end $f$`,
    );
    const on = `execute format('create trigger aaa_break before insert or update on %I for each row execute function break_it()', name)`;
    await site.asOwner(everyTable(on));
    const before = lines.length;
    try {
      const statuses = await sendForms(writing);
      expect(statuses.filter((status) => status >= 500).length).toBeGreaterThan(2);
    } finally {
      await site.asOwner(everyTable(`execute format('drop trigger aaa_break on %I', name)`));
    }
    const failures = lines.slice(before).filter((line) => line.includes('A request failed'));
    expect(failures.length).toBeGreaterThan(2);
    expect(failures.join('').toLowerCase()).toMatch(/"code":"\w{5}"/);
    expect(log()).not.toContain(word);
  });

  it('has nothing of it when a CHECK refuses the row', async () => {
    await site.asOwner(
      everyTable(`execute format('alter table %I add constraint aaa_break check (false) not valid', name)`),
    );
    try {
      expect((await sendForms(writing)).filter((status) => status >= 500).length).toBeGreaterThan(2);
    } finally {
      await site.asOwner(everyTable(`execute format('alter table %I drop constraint aaa_break', name)`));
    }
    expect(log()).toContain('"constraint":"aaa_break"');
    expect(log()).not.toContain(word);
  });

  it('nor does the list of what could not be done after an event', async () => {
    await sendForms(writing);
    await site.asOwner(`create or replace function break_it() returns trigger language plpgsql as $f$ begin
      raise exception 'Refused: %', (select string_agg(p::text, ' ') from event_personal p); end $f$;
      create trigger aaa_break before insert on notification for each row execute function break_it();
      create trigger aaa_break before insert on dev_inbox for each row execute function break_it()`);
    await site.settle().catch(() => undefined);
    await site.asOwner('drop trigger aaa_break on notification; drop trigger aaa_break on dev_inbox');
    const reasons = await site.db.read().rows<{ reason: string }>(
      `select failed_reason as reason from outbox where failed_reason is not null
       union all select failed_reason from notification where failed_reason is not null`,
    );
    expect(
      reasons
        .map(({ reason }) => reason)
        .join()
        .toLowerCase(),
    ).not.toContain(word);
    expect(log()).not.toContain(word);
  });
});

describe('a line of the log', () => {
  const written = (write: (log: ReturnType<typeof createLogger>) => void): string => {
    const lines: string[] = [];
    write(createLogger('trace', 'test', { write: (line) => void lines.push(line) }));
    return lines.join('');
  };
  const error = Object.assign(new Error(`Row ${word}`), { parameters: [word], detail: word, code: '23505' });

  it('has known fields only, whoever writes it, and never the message of an error', () => {
    const text = written((log) => {
      log.error(error);
      log.error({ err: error });
      log.error({ err: error }, error.message);
      log.warn({ err: error, anything: word, body: { word } }, 'It failed');
      log.child({ reqId: 'one' }).info({ req: { method: 'GET', url: `/${word}`, headers: { word } } }, 'A request');
      const nest = new NestLog(log);
      nest.error(error);
      nest.error(error.message, error.stack, 'Somewhere');
      nest.warn(error);
    });
    expect(text).not.toContain(word);
    expect(text.split('"code":"23505"')).toHaveLength(7);
    expect(text).toContain('It failed');
    expect(text).toContain('"reqId":"one"');
  });
});
