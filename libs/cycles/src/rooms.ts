import type { Reader } from '@app/platform';
import type { CycleRoom } from './domain/cycle';

/** The cycles that are not cancelled, with how many of their slots are taken. */
export async function roomsOf(reader: Reader): Promise<CycleRoom[]> {
  return reader.rows<CycleRoom>(
    `select c.id, c.no, c.submission_deadline as "submissionDeadline", c.slots,
            (select count(*)::int from submission_slot s where s.cycle_id = c.id) as taken
     from approvals_cycle c
     where c.cancelled_at is null and c.submission_deadline > waymark_now() - interval '1 year'
     order by c.submission_deadline limit 100`,
  );
}
