import { Accounts, SignIn } from '@app/accounts';
import { type Role, systemActor } from '@app/kernel';
import { Db } from '@app/platform';
import { type Command, Option } from 'commander';
import { withApplication } from './application';
import { say } from './say';

/** The roles that hold everywhere; the others need a panel or a group and are given in the browser. */
const roles = ['administrator', 'product-manager', 'moderator', 'committee-member'] as const satisfies readonly Role[];

type Options = { role: (typeof roles)[number]; name?: string };

/** `waymark users add`: the way to the first administrator. */
export function registerUsers(program: Command): void {
  program
    .command('users')
    .description('people and their roles')
    .command('add')
    .description('add a person, or give another role to one, and print a one-time link to set the password')
    .argument('<email>')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).makeOptionMandatory())
    .option('--name <name>', 'how they are called; the part before the @ when left out')
    .action((email: string, options: Options) => add(email, options));
}

async function add(email: string, { role, name }: Options): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Error(`${email} is not an email address.`);
  await withApplication('users add', async (app) => {
    const [db, accounts, signIn] = [app.get(Db), app.get(Accounts), app.get(SignIn)];
    const actor = systemActor('command line');
    const link = await db.write(async (tx) => {
      const found = await tx.one<{ id: string }>('select id from person where lower(email) = lower($1)', [email]);
      const personId = found?.id ?? (await accounts.addPerson(tx, actor, { name: name ?? email.split('@')[0], email }));
      await accounts.grant(tx, actor, { personId, role, scope: null, from: await tx.now(), until: null });
      return signIn.link(tx, personId, found === null ? 'invitation' : 'reset');
    });
    say(`${email} is ${role}. This link sets the password; it works once, and for a few days at most:`);
    say(link);
  });
}
