import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, Forbidden, londonDate, NotFound, paths, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { OrganisationNames } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { interestEnded, interestEntered, registerConfirmed } from './domain/events';
import { panelPolicy } from './domain/policy';
import { confirmationDue, type InterestKind } from './domain/register';
import { type InterestRow, SeatQueries } from './seats.queries';

/** An interest to be entered; the id comes from the form, so that sending it twice enters it once. */
export type InterestOrder = {
  id: string;
  kind: InterestKind;
  organisation: string;
  from: string;
  until: string | null;
};

/** A person's own register, and when it has to be confirmed. */
export type RegisterPage = { interests: readonly InterestRow[]; lastSaid: Date | null; due: Date | null };

/** The register of interests: kept by each member for themselves, published, never deleted from. */
@Injectable()
export class RegisterOfInterests implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly queries: SeatQueries,
    private readonly waiting: WaitingList,
    private readonly names: OrganisationNames,
  ) {}

  onModuleInit(): void {
    this.waiting.add('register of interests', async (reader, actor): Promise<WaitingEntry[]> => {
      if (actor.id === null) return [];
      const { lastSaid, since } = await this.queries.registerAge(reader, actor.id);
      if (since === null) return [];
      const { asked, due } = confirmationDue(lastSaid, since);
      if ((await reader.now()) < asked) return [];
      const text = lastSaid === null ? 'Fill in your register of interests' : 'Confirm your register of interests';
      return [{ text, href: paths.interests(), due }];
    });
  }

  /** The actor's own register. */
  async own(actor: Actor): Promise<RegisterPage> {
    const id = personOf(actor);
    const reader = this.db.read();
    const { lastSaid, since } = await this.queries.registerAge(reader, id);
    const due = since === null ? null : confirmationDue(lastSaid, since).due;
    return { interests: await this.queries.register(reader, id), lastSaid, due };
  }

  /** Enters an interest. @throws Refused for an end before the beginning, or a beginning that is still to come */
  async enter(actor: Actor, order: InterestOrder): Promise<void> {
    await this.db.write(async (tx) => {
      permit(panelPolicy, actor, 'keepRegister', { route: null, personId: null });
      const personId = personOf(actor);
      await tx.rows('select 1 from person where id = $1 for update', [personId]);
      const { kind, organisation, from, until } = order;
      if (from > londonDate(await tx.now())) refuse('Enter a first day that is not in the future', 'from');
      if (until !== null && until < from) refuse('Enter a last day that is not before the first day', 'until');
      if (await tx.one('select 1 from interest_entry where id = $1', [order.id])) return;
      await this.names.note(tx, organisation);
      await tx.rows(
        `insert into interest_entry (id, person_id, kind, organisation, held_from)
         values ($1, $2, $3, $4, $5)`,
        [order.id, personId, kind, organisation, from],
      );
      await tx.record(actor, interestEntered(personId, { kind, organisation, from }));
      if (until !== null) await this.noteEnd(tx, actor, { id: order.id, organisation, personId }, until);
    });
  }

  /** Ends an interest of the actor's own; the entry stays. @throws NotFound, Refused for a day before it began */
  async end(actor: Actor, id: string, until: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(panelPolicy, actor, 'keepRegister', { route: null, personId: null });
      const personId = personOf(actor);
      await tx.rows('select 1 from person where id = $1 for update', [personId]);
      const entry = (await this.queries.register(tx, personId)).find((one) => one.id === id);
      if (entry === undefined) throw new NotFound('This interest');
      if (entry.until !== null) refuse('This interest has an end already');
      if (until < entry.from) refuse('Enter a last day that is not before the first day', 'until');
      await this.noteEnd(tx, actor, entry, until);
    });
  }

  /** The actor confirms that their register is complete. */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(panelPolicy, actor, 'keepRegister', { route: null, personId: null });
      const personId = personOf(actor);
      const made = await tx.one(
        `insert into interest_confirmation (id, person_id) values ($1, $2)
         on conflict do nothing returning id`,
        [id, personId],
      );
      if (made !== null) await tx.record(actor, registerConfirmed(personId, {}));
    });
  }

  private async noteEnd(
    tx: Tx,
    actor: Actor,
    { id, organisation, personId }: Pick<InterestRow, 'id' | 'organisation' | 'personId'>,
    until: string,
  ): Promise<void> {
    await tx.rows('insert into interest_ending (entry_id, held_until) values ($1, $2)', [id, until]);
    await tx.record(actor, interestEnded(personId, { organisation, until }));
  }
}

function personOf(actor: Actor): string {
  if (actor.id === null) throw new Forbidden('Only a person has a register of interests');
  return actor.id;
}
