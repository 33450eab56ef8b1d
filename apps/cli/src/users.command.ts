import { Accounts, SignIn } from '@app/accounts';
import { emailAddress, type Role, systemActor } from '@app/kernel';
import { Db, loadConfig } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { withApplication } from './application';
import { withDatabase } from './database';
import { renameEmail } from './rename-email';
import { say } from './say';

/** The roles that hold everywhere; the others need a panel or a group and are given in the browser. */
const roles = [
  'administrator',
  'product-manager',
  'moderator',
  'committee-member',
  'committee-secretary',
  'decision-maker',
] as const satisfies readonly Role[];

type Options = { role: (typeof roles)[number]; name?: string };

/** `waymark users`: the way to the first administrator, and to another address of an account. */
export function registerUsers(program: Command): void {
  const users = program.command('users').description('people and their roles');
  users
    .command('add')
    .description('add a person, or give another role to one, and print a one-time link to set the password')
    .argument('<email>')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).makeOptionMandatory())
    .option('--name <name>', 'how they are called; the part before the @ when left out')
    .action(async (email: string, options: Options) => {
      const lines = await withApplication('users add', (app) => addUser(app, addressOf(email), options));
      for (const line of lines) say(line);
    });
  users
    .command('rename-email')
    .description(
      'give an account another email address; works before a migration that two accounts with one address stop',
    )
    .argument('<id>', 'the id of the account')
    .argument('<email>', 'the new address')
    .action(async (id: string, email: string) => {
      const address = addressOf(email);
      const config = loadConfig(process.env);
      const work = ({ appUrl }: { appUrl: string }) => renameEmail(appUrl, id, address);
      await withDatabase(config, 'users rename-email', work, { asItIs: true });
      say(
        `The account ${id} has the address ${address} now. Links that were mailed to the earlier one do nothing any more.`,
      );
    });
}

/** Adds the person and the role where they are missing. @returns what to say: always with a link that works */
export async function addUser(
  app: INestApplicationContext,
  email: string,
  { role, name }: Options,
): Promise<[said: string, about: string, link: string]> {
  const [db, accounts, signIn] = [app.get(Db), app.get(Accounts), app.get(SignIn)];
  const actor = systemActor('command line');
  return db.write(async (tx) => {
    const known = await accounts.byEmail(tx, email);
    const personId = known?.id ?? (await accounts.addPerson(tx, actor, { name: name ?? email.split('@')[0], email }));
    const held = (await accounts.actor(tx, personId))?.grants.some((one) => one.role === role && one.scope === null);
    if (!held) await accounts.grant(tx, actor, { personId, role, scope: null, from: await tx.now(), until: null });
    const again = await signIn.hasPassword(tx, personId);
    const link = await signIn.link(tx, personId, again ? 'reset' : 'invitation');
    const about = again
      ? 'There is a password already, and it stays until this link is used to set another. It works once, within 2 hours:'
      : 'This link sets the password. It works once, within 7 days; links of before work, too, until one is used:';
    return [`${email} is ${role}${held ? ' already' : ''}.`, about, link];
  });
}

function addressOf(typed: string): string {
  const { data } = emailAddress.safeParse(typed);
  if (data === undefined) throw new Error(`${typed} is not an email address.`);
  return data;
}
