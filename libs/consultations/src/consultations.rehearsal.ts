import { RevisionRehearsal } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Tells a rehearsal which consultations stand on what a map revision changes. */
@Injectable()
export class ConsultationsRehearsal implements OnModuleInit {
  constructor(private readonly rehearsal: RevisionRehearsal) {}

  onModuleInit(): void {
    this.rehearsal.ask('consultations', async (reader, about) => {
      const row = await reader.one<{ count: number }>(
        `select count(*)::int as count from consultation_standing s
         where s.standing in ('upcoming','open','suspended') and s.id in (${aboutOccupations})`,
        [[...about]],
      );
      const count = row?.count ?? 0;
      const subject = count === 1 ? 'consultation that has not closed is' : 'consultations that have not closed are';
      return { count, text: `${count} ${subject} about an occupation that changes` };
    });
  }
}

/** The ids of the consultations about these occupations (`$1`): asked about as such, or by the proposal that they came from. */
export const aboutOccupations = `select u.consultation_id from consultation_subject u
  left join proposal p on u.kind in ('proposal','retirement') and p.id::text = u.ref
  where case u.kind when 'occupation' then u.ref else p.occupation_reference end = any($1)`;
