import { randomBytes } from 'node:crypto';
import { type Actor, NotFound, normalEmail, paths, refuseIf, sha256, systemActor } from '@app/kernel';
import { CONFIG, type Config, Db, Mailer, Reactions, type Reader, type Tx } from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Accounts, type PersonLine } from './accounts.service';
import { passwordResetAsked, passwordSet, personAdded } from './domain/events';
import { passwordProblems } from './domain/password';
import { endSessions } from './end-sessions';
import { Person } from './person.entity';

/** OWASP's setting for argon2id: 19 MiB, two passes, one lane (about 19 ms). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nothing that anybody knows: an unknown person costs as much time as a known one. */
const decoy = hash(randomBytes(16).toString('hex'), cost);

export type LinkPurpose = 'invitation' | 'reset';
const lifetime: Record<LinkPurpose, string> = { invitation: '7 days', reset: '2 hours' };

/** Passwords, and the one-time links by which people set them. */
@Injectable()
export class SignIn implements OnModuleInit {
  private readonly demoHashes = new Map<string, Promise<string>>();

  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    private readonly reactions: Reactions,
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const isUrgent = true;
    this.reactions.on(
      personAdded,
      'accounts.invite',
      (tx, event) => this.mailLink(tx, event.subjectId, 'invitation', `invitation-${event.seq}`),
      { isUrgent },
    );
    this.reactions.on(
      passwordResetAsked,
      'accounts.reset',
      (tx, event) => this.mailLink(tx, event.subjectId, 'reset', `reset-${event.seq}`),
      { isUrgent },
    );
  }

  /** The person whose address and password these are, or null; takes as long for somebody unknown. */
  async check(email: string, password: string): Promise<{ id: string } | null> {
    const row = await this.db
      .read()
      .one<{ id: string; passwordHash: string | null }>(
        `select id, password_hash as "passwordHash" from person where email_normal = $1 and ended_at is null`,
        [normalEmail(email)],
      );
    const right = await verify(row?.passwordHash ?? (await decoy), password);
    return row !== null && row.passwordHash !== null && right ? { id: row.id } : null;
  }

  /** Whether a password stands for this person. */
  async hasPassword(reader: Reader, personId: string): Promise<boolean> {
    return (await reader.get(Person, personId)).passwordHash !== null;
  }

  /** A new one-time link. The earlier ones work, too, until one of them is used. @returns the whole address */
  async link(tx: Tx, personId: string, purpose: LinkPurpose): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await tx.rows(
      `insert into sign_in_link (token_hash, person_id, purpose, expires_at)
       values ($1, $2, $3, clock_timestamp() + $4::interval)`,
      [sha256(token), personId, purpose, lifetime[purpose]],
    );
    return this.config.baseUrl + paths.setPassword(token);
  }

  /** Whose link this is. @throws NotFound when it is unknown, used or too old */
  async personOfLink(token: string): Promise<PersonLine> {
    const row = await this.db.read().one<PersonLine>(
      `select p.id, p.name, p.email from sign_in_link l join person p on p.id = l.person_id
       where l.token_hash = $1 and l.used_at is null and l.expires_at > clock_timestamp() and p.ended_at is null`,
      [sha256(token)],
    );
    if (row === null) throw new NotFound('This link');
    return row;
  }

  /** Sets the password by a link, which is then used up with all others; all sessions of the person end. @returns whose it is */
  async setPassword(token: string, password: string): Promise<PersonLine> {
    const person = await this.personOfLink(token);
    const { id, email } = person;
    refuseIf(passwordProblems(password, email));
    const passwordHash = await hash(password, cost);
    await this.db.write(async (tx) => {
      const used = await tx.rows<unknown[]>(
        `with used as (update sign_in_link set used_at = clock_timestamp()
           where token_hash = $1 and used_at is null returning 1) select * from used`,
        [sha256(token)],
      );
      if (used.length === 0) throw new NotFound('This link');
      await this.store(tx, await this.asActor(tx, id), id, passwordHash);
    });
    return person;
  }

  /** Sets a password without a link: for the demo people only. They share it, and so its hash is made once. */
  async setDemoPassword(tx: Tx, personId: string, password: string): Promise<void> {
    const known = this.demoHashes.get(password) ?? hash(password, cost);
    this.demoHashes.set(password, known);
    await this.store(tx, systemActor('demo'), personId, await known);
  }

  private async store(tx: Tx, actor: Actor, personId: string, passwordHash: string): Promise<void> {
    const person = await tx.lock(Person, personId);
    person.passwordHash = passwordHash;
    await tx.save(person);
    await tx.rows('delete from sign_in_link where person_id = $1 and used_at is null', [personId]);
    await endSessions(tx, actor, personId, 'password');
    await tx.record(actor, passwordSet(personId, {}));
  }

  private async asActor(tx: Tx, personId: string): Promise<Actor> {
    return (await this.accounts.actor(tx, personId)) ?? systemActor('sign-in');
  }

  private async mailLink(tx: Tx, personId: string, purpose: LinkPurpose, key: string): Promise<void> {
    const person = await tx.get(Person, personId);
    if (person.endedAt !== null || (purpose === 'invitation' && person.passwordHash !== null)) return;
    const address = await this.link(tx, personId, purpose);
    const invited = purpose === 'invitation';
    await this.mailer.send({
      to: person.email,
      key,
      subject: invited ? 'Your Waymark account' : 'Set a new Waymark password',
      text: [
        // Who has never signed in may have been named by anybody: nothing that was typed about them is in the mail.
        person.passwordHash === null ? 'Hello' : `Dear ${person.name}`,
        invited ? 'You have been invited to Waymark. Set your password here:' : 'Set a new password here:',
        address,
        `The link works once and for ${lifetime[purpose]}.`,
        invited ? '' : 'If you did not ask for this, you need do nothing.',
      ].join('\n\n'),
    });
  }
}
