import { type Actor, londonDate, newId, permit, refuse, refuseIf } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Direction, directionGaps, directionPolicy, directionRecorded } from './domain';
import { MinisterialDirection } from './ministerial-direction.entity';

/** A direction as its form sends it; the id, from the form, makes that sending it twice records one. */
export type DirectionOrder = Direction & { id?: string };

/** Recording what a minister directed. What is recorded stands: it is never changed. */
@Injectable()
export class MinisterialDirections {
  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
  ) {}

  /** Records a direction. @returns its number. @throws Refused for a day to come, or for what is no route of the maps */
  async record(actor: Actor, { id = newId(), ...direction }: DirectionOrder): Promise<number> {
    return this.db.write(async (tx) => {
      permit(directionPolicy, actor, 'record', null);
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 46))', [id]);
      const [before] = await tx.find(MinisterialDirection, { id });
      if (before !== undefined) return before.no;
      const { routes } = await this.editions.liveState(tx);
      refuseIf(directionGaps(direction, londonDate(await tx.now()), Object.keys(routes)));
      const row = await tx.one<{ no: number }>(`select nextval('ministerial_direction_no')::int as no`);
      const no = row?.no ?? 0;
      const recordedBy = actor.id ?? refuse('Only a person records a direction');
      const recorded = { ...direction, routes: [...new Set(direction.routes)].sort(), id, no, recordedBy };
      await tx.insert(Object.assign(new MinisterialDirection(), recorded));
      const { title, datedOn, document } = direction;
      await tx.record(actor, directionRecorded(id, { no, title, datedOn, document, routes: recorded.routes }));
      return no;
    });
  }
}
