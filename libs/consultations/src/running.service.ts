import { type Actor, formatLondon, hashOf, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Consultation, ConsultationAct, ConsultationDeadline, ConsultationFormVersion } from './consultation.entities';
import { consultationExtended, consultationReworded, consultationStopped } from './domain/events';
import { type ConsultationForm, formGaps } from './domain/form';
import { consultationPolicy } from './domain/policy';
import { type Act, againstDeadline, againstStep, type Standing, type Step } from './domain/standing';
import { blocksOfSubjects } from './domain/subject';
import { subjectsOf } from './consultation.rows';

type Stood = {
  consultation: Consultation;
  standing: Standing;
  closesAt: Date;
  deadlines: number;
  acts: number;
  lost: number;
};

/** What is done to a consultation that was announced: its close moved later, stopped and taken up, withdrawn, its questions mended. */
@Injectable()
export class Running {
  constructor(private readonly db: Db) {}

  /** Moves the close later; `seen` is how many closing times there were on the page. */
  async extend(actor: Actor, reference: string, order: { closesAt: Date; why: string; seen: number }): Promise<void> {
    await this.step(actor, reference, 'extend', order.why, async (tx, stood) => {
      if (stood.deadlines !== order.seen) throw new Stale('Somebody else moved the close after you opened the page');
      await this.moveClose(tx, actor, stood, order, 0);
    });
  }

  /** Stops an open consultation: nobody answers until it is taken up again. */
  async suspend(actor: Actor, reference: string, why: string): Promise<void> {
    await this.step(actor, reference, 'suspend', why, (tx, stood) => this.act(tx, actor, stood, 'suspended', why));
  }

  /** Takes it up again, with a close that gives back the time that was lost. */
  async resume(actor: Actor, reference: string, order: { closesAt: Date; why: string }): Promise<void> {
    await this.step(actor, reference, 'resume', order.why, async (tx, stood) => {
      await this.moveClose(tx, actor, stood, order, stood.lost);
      await this.act(tx, actor, stood, 'resumed', order.why);
    });
  }

  /** Takes back what was announced and has not opened. */
  async withdraw(actor: Actor, reference: string, why: string): Promise<void> {
    await this.step(actor, reference, 'withdraw', why, (tx, stood) => this.act(tx, actor, stood, 'withdrawn', why));
  }

  /** Asks a new version of the questions; answers that were given keep the one that they saw. */
  async reword(
    actor: Actor,
    reference: string,
    order: { form: ConsultationForm; why: string; seen: number },
  ): Promise<void> {
    await this.step(actor, reference, 'reword', order.why, async (tx, { consultation }) => {
      const { id: consultationId } = consultation;
      const versions = await tx.find(ConsultationFormVersion, { consultationId });
      const latest = versions.sort((a, b) => b.version - a.version)[0];
      if (latest?.version !== order.seen)
        throw new Stale('Somebody else changed the questions after you opened the page');
      refuseIf(formGaps(order.form, blocksOfSubjects(await subjectsOf(tx, consultationId))));
      if (hashOf(latest.form) === hashOf(order.form)) refuse('Nothing is different');
      const { form, why } = order;
      const version = latest.version + 1;
      await tx.insert(
        Object.assign(new ConsultationFormVersion(), { consultationId, version, form, why, madeBy: actor.id }),
      );
      const facts = {
        reference: consultation.reference,
        title: consultation.title,
        version,
        formHash: hashOf(form),
        why,
      };
      await tx.record(actor, consultationReworded(consultationId, facts));
    });
  }

  private async step(
    actor: Actor,
    reference: string,
    step: Step,
    why: string,
    does: (tx: Tx, stood: Stood) => Promise<void>,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'run', null);
      const [consultation] = await tx.find(Consultation, { reference });
      if (consultation === undefined) return refuse('There is no such consultation');
      await tx.rows('select consultation_is_held($1, true)', [consultation.id]);
      const stood = await tx.one<Omit<Stood, 'consultation'>>(
        `select standing, closes_at as "closesAt", deadline_no as deadlines,
                (select count(*)::int from consultation_act where consultation_id = $1) as acts,
                case when act = 'suspended' then (extract(epoch from waymark_now() - act_at) * 1000)::float8 else 0 end as lost
         from consultation_standing where id = $1`,
        [consultation.id],
      );
      if (stood === null) throw new Error(`${reference} has no deadline`);
      const against = againstStep(step, stood.standing);
      if (against !== null) refuse(against);
      if (why === '') refuse('Enter the reason', 'why');
      await does(tx, { ...stood, consultation });
    });
  }

  private async moveClose(
    tx: Tx,
    actor: Actor,
    { consultation, closesAt, deadlines }: Stood,
    order: { closesAt: Date; why: string },
    lost: number,
  ): Promise<void> {
    if (order.closesAt <= (await tx.now())) refuse('The closing must be in the future', 'closes');
    const against = againstDeadline(order.closesAt, closesAt, lost);
    if (against !== null) refuse(`${against}: it closes on ${formatLondon(closesAt, 'datetime')}`, 'closes');
    const { id: consultationId, reference, title } = consultation;
    const row = { consultationId, no: deadlines + 1, closesAt: order.closesAt, why: order.why, setBy: actor.id };
    await tx.insert(Object.assign(new ConsultationDeadline(), row));
    const times = { before: closesAt.toISOString(), after: order.closesAt.toISOString() };
    await tx.record(actor, consultationExtended(consultationId, { reference, title, ...times, why: order.why }));
  }

  private async act(tx: Tx, actor: Actor, { consultation, acts }: Stood, act: Act, why: string): Promise<void> {
    const { id: consultationId, reference, title } = consultation;
    await tx.insert(Object.assign(new ConsultationAct(), { consultationId, no: acts + 1, act, why, doneBy: actor.id }));
    await tx.record(actor, consultationStopped(consultationId, { reference, title, act, why }));
  }
}
