import { type Actor, permit, refuse, refuseIf } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Proposal } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Decider } from './decider.entity';
import { DeciderQueries, todayOf } from './deciders.queries';
import { type DeciderOrder, settingProblems, wayOf } from './domain/deciders';
import { caseHandedOver, deciderSet } from './domain/events';
import { deciderPolicy } from './domain/policy';

/** Setting who decides, and giving a case another decision-maker where its own can't decide. */
@Injectable()
export class Deciders {
  constructor(
    private readonly db: Db,
    private readonly queries: DeciderQueries,
  ) {}

  /**
   * Sets who takes the decision on requests of a kind from a day on; who did until then does until the day before.
   * Cases whose stage has begun keep theirs. @returns the id of the rule
   */
  async set(actor: Actor, order: DeciderOrder): Promise<string> {
    return this.db.write(async (tx) => {
      permit(deciderPolicy, actor, 'set', null);
      await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.deciders'))`);
      const last = await this.last(tx, order);
      const days = { from: last.fromOn, until: last.untilOn };
      refuseIf(settingProblems(order, days, await todayOf(tx)));
      await this.refuseUnnamed(tx, order);
      last.untilOn = order.from;
      await tx.save(last);
      const named = order.body === 'named';
      const rule = Object.assign(new Decider(), {
        ...{ requestKind: last.requestKind, changeKind: last.changeKind, stage: last.stage },
        body: order.body,
        personId: named ? order.personId : null,
        title: named ? order.title : null,
        fromOn: order.from,
        source: order.source,
        setBy: actor.id,
      });
      await tx.insert(rule);
      const { stage, body, title, personId, source } = rule;
      await tx.record(
        actor,
        deciderSet(rule.id, { kind: order.kind, stage, body, title, personId, from: order.from, source }),
      );
      return rule.id;
    });
  }

  /**
   * Puts a case before who decides by the rule in force now, because its own decision-maker can't: the account or the
   * role ended, an interest, an act in another stage. @throws Refused where it can, or the rule in force names the same
   */
  async handOver(actor: Actor, proposalId: string, reason: string): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, proposalId);
      permit(deciderPolicy, actor, 'handOver', null);
      const before = await this.queries.ofCase(tx, proposalId);
      if (proposal.state !== 'with-committee' || before.against === null) {
        refuse('Who decides on this case can decide: it stays with them');
      }
      const now = await this.queries.inForce(tx, proposal, 'decision');
      if (now === null || now.id === before.id) {
        refuse('The rule in force names the same decision-maker: set another rule first');
      }
      await tx.rows('insert into stage_decider (proposal_id, decider_id, reason, set_by) values ($1, $2, $3, $4)', [
        ...[proposalId, now.id, reason, actor.id],
      ]);
      const { body, title } = now;
      await tx.record(actor, caseHandedOver(proposalId, { reference: proposal.reference, body, title, reason }));
    });
  }

  private async last(tx: Tx, { kind }: DeciderOrder): Promise<Decider> {
    const way = wayOf(kind);
    const row = await tx.one<{ id: string }>(
      `select id from decider where request_kind = $1 and change_kind is not distinct from $2 and stage = 'decision'
       order by from_on desc nulls last limit 1`,
      [way.kind, way.changeKind],
    );
    if (row === null) throw new Error(`Nobody was ever set to decide on ${kind}`);
    return tx.lock(Decider, row.id);
  }

  private async refuseUnnamed(tx: Tx, { body, personId }: DeciderOrder): Promise<void> {
    if (body !== 'named') return;
    const held = await tx.one(
      `select 1 from person p join person_grant g on g.person_id = p.id where p.id = $1 and p.ended_at is null
         and g.role = 'decision-maker' and (g.valid_until is null or g.valid_until > waymark_now())`,
      [personId],
    );
    if (held === null) refuse('Choose who decides: somebody with the role decision-maker', 'person');
  }
}
