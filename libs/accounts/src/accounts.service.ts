import { type Actor, normalEmail, refuse, refuseIf, type Role } from '@app/kernel';
import { type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { personAdded, personEnded, roleEnded, roleGranted } from './domain/events';
import { ownGrantProblems } from './domain/granting';
import { endSessions } from './end-sessions';
import { Person } from './person.entity';
import { PersonGrant } from './person-grant.entity';

/** A person as lists and mails need them. */
export type PersonLine = { id: string; name: string; email: string };

/** A grant to be given: `until` null means until it is ended. */
export type GrantOrder = {
  personId: string;
  role: Role;
  scope: string | null;
  from: Date;
  until: Date | null;
};

const current = `g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())`;

/** People and who may act: the verbs that other libs call with their open transaction. */
@Injectable()
export class Accounts {
  /** Adds a person; the e-mail address is theirs alone. @returns the person's id */
  async addPerson(tx: Tx, actor: Actor, given: { name: string; email: string }): Promise<string> {
    const email = given.email.trim();
    const emailNormal = normalEmail(email);
    const taken = await tx.one('select 1 from person where email_normal = $1', [emailNormal]);
    if (taken !== null) refuse('Somebody with this email address has an account already', 'email');
    const person = new Person();
    person.name = given.name.trim();
    Object.assign(person, { email, emailNormal });
    await tx.insert(person);
    await tx.record(actor, personAdded(person.id, { name: person.name, email }));
    return person.id;
  }

  /** Ends an account: its sessions go, its running grants end now. */
  async endPerson(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
    const person = await tx.lock(Person, id);
    if (person.endedAt !== null) return;
    if (actor.id === id) refuse('You cannot end your own account');
    person.endedAt = await tx.now();
    await tx.save(person);
    await endSessions(tx, actor, id, 'account');
    for (const grant of await tx.find(PersonGrant, { personId: id })) {
      if (grant.validUntil === null || grant.validUntil > person.endedAt) await this.endGrant(tx, actor, grant.id);
    }
    await tx.record(actor, personEnded(id, { reason }));
  }

  /** Gives a role. Refused: the same role at the same place twice, and to oneself one that decides. @returns the grant's id */
  async grant(tx: Tx, actor: Actor, order: GrantOrder): Promise<string> {
    const person = await tx.lock(Person, order.personId);
    if (person.endedAt !== null) refuse('This account has ended');
    refuseIf(ownGrantProblems(actor, order));
    if (order.until !== null && order.until <= order.from) {
      refuse('Enter a last day of the term that is not in the past', 'until');
    }
    const running = await tx.one(
      `select 1 from person_grant g where person_id = $1 and role = $2 and scope is not distinct from $3 and ${current}`,
      [order.personId, order.role, order.scope],
    );
    if (running !== null) refuse('This person has this role already', 'role');
    const grant = new PersonGrant();
    grant.personId = order.personId;
    grant.role = order.role;
    grant.scope = order.scope;
    grant.validFrom = order.from;
    grant.validUntil = order.until;
    grant.grantedBy = actor.id;
    await tx.insert(grant);
    await tx.record(actor, roleGranted(order.personId, described(grant)));
    return grant.id;
  }

  /** Ends a grant now. */
  async endGrant(tx: Tx, actor: Actor, grantId: string): Promise<void> {
    const grant = await tx.lock(PersonGrant, grantId);
    const now = await tx.now();
    if (grant.validUntil !== null && grant.validUntil <= now) return;
    grant.validUntil = now < grant.validFrom ? grant.validFrom : now;
    await tx.save(grant);
    await tx.record(actor, roleEnded(grant.personId, described(grant)));
  }

  /** The people who hold a role now, at that place where one is given; ended accounts are left out. */
  async peopleHolding(reader: Reader, role: Role, scope?: string | null): Promise<PersonLine[]> {
    return reader.rows<PersonLine>(
      `select distinct p.id, p.name, p.email from person_grant g join person p on p.id = g.person_id
       where g.role = $1 and ($2::boolean or g.scope is not distinct from $3) and ${current} and p.ended_at is null
       order by p.name, p.id`,
      [role, scope === undefined, scope ?? null],
    );
  }

  /** The people who held a role at that time, anywhere; ended accounts are left out. */
  async peopleWhoHeld(reader: Reader, role: Role, at: Date): Promise<PersonLine[]> {
    return reader.rows<PersonLine>(
      `select distinct p.id, p.name, p.email from person_grant g join person p on p.id = g.person_id
       where g.role = $1 and g.valid_from <= $2 and (g.valid_until is null or g.valid_until > $2) and p.ended_at is null
       order by p.name, p.id`,
      [role, at],
    );
  }

  /** One person. @throws NotFound */
  async person(reader: Reader, id: string): Promise<PersonLine> {
    const { name, email } = await reader.get(Person, id);
    return { id, name, email };
  }

  /** The person with this e-mail address, however it is spelt; null where nobody has it, or the account has ended. */
  async byEmail(reader: Reader, email: string): Promise<PersonLine | null> {
    return reader.one<PersonLine>('select id, name, email from person where email_normal = $1 and ended_at is null', [
      normalEmail(email),
    ]);
  }

  /** The names of these people, by id. */
  async names(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await reader.rows<PersonLine>(`select id, name from person where id = any($1::uuid[])`, [
      [...new Set(ids)],
    ]);
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** The person as an actor, with the grants that are valid now; null for an ended or unknown account. */
  async actor(reader: Reader, personId: string): Promise<Actor | null> {
    const row = await reader.one<{ name: string; grants: Actor['grants'] }>(
      `select p.name, coalesce((select json_agg(json_build_object('role', g.role, 'scope', g.scope) order by g.id)
              from person_grant g where g.person_id = p.id and ${current}), '[]') as grants
       from person p where p.id = $1 and p.ended_at is null`,
      [personId],
    );
    return row === null ? null : { kind: 'person', id: personId, name: row.name, grants: row.grants };
  }
}

function described(grant: PersonGrant) {
  return {
    role: grant.role,
    scope: grant.scope,
    from: grant.validFrom.toISOString(),
    until: grant.validUntil?.toISOString() ?? null,
  };
}
