import type { Reader } from '@app/platform';
import type { ChangeRequestKind } from './domain/change-request';
import type { ThreadAct } from './domain/thread';

/** One thing that was said about a change request; times as ISO texts. */
export type ThreadEntry = {
  act: ThreadAct;
  done: boolean | null;
  text: string;
  versionNo: number;
  dueOn: string | null;
  saidAt: string;
};

/**
 * A change request as pages show it, with what was asked last: open while that is about the last version, the proposal
 * is returned, and the officer has not settled it.
 */
export type ChangeRequestRow = {
  id: string;
  kind: ChangeRequestKind;
  field: string;
  text: string;
  dueOn: Date;
  versionNo: number;
  open: boolean;
  standing: 'asked' | 'answered' | 'settled';
  entries: ThreadEntry[];
};

const entries = `coalesce((select json_agg(json_build_object('act', e.act, 'done', e.done, 'text', e.text,
  'versionNo', e.version_no, 'dueOn', e.due_on, 'saidAt', e.said_at) order by e.no)
  from change_request_entry e where e.request_id = c.id), '[]') as entries`;

/** All change requests of a proposal with their threads, the newest first. */
export async function changeRequestRows(reader: Reader, proposalId: string): Promise<ChangeRequestRow[]> {
  return reader.rows<ChangeRequestRow>(
    `select c.id, c.kind, c.field, c.text, s.due_on as "dueOn", v.no as "versionNo",
            case when s.settled then 'settled' when s.answered then 'answered' else 'asked' end as standing, ${entries},
            p.state = 'returned' and not s.settled
              and s.version_no = (select max(no) from proposal_version where proposal_id = p.id) as open
     from change_request c join change_request_standing s on s.id = c.id
     join proposal_version v on v.id = c.version_id join proposal p on p.id = c.proposal_id
     where c.proposal_id = $1 order by c.raised_at desc, c.id desc limit 500`,
    [proposalId],
  );
}
