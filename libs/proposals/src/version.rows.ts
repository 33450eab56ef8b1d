import type { Reader } from '@app/platform';
import { submittedContent, type SubmittedContent } from './domain/content';

/** A submitted version with its content read. */
export type VersionRow = {
  id: string;
  proposalId: string;
  no: number;
  content: SubmittedContent;
  contentHash: string;
  submittedBy: string;
  submittedAt: Date;
};

const versionColumns = `id, proposal_id as "proposalId", no, content, content_hash as "contentHash",
  submitted_by as "submittedBy", submitted_at as "submittedAt"`;

/** The submitted versions that a condition on one value finds, the newest first. */
export async function versionRows(
  reader: Reader,
  where: 'id = $1' | 'proposal_id = $1',
  value: string,
): Promise<VersionRow[]> {
  const rows = await reader.rows<Omit<VersionRow, 'content'> & { content: string }>(
    `select ${versionColumns} from proposal_version where ${where} order by no desc limit 200`,
    [value],
  );
  return rows.map((row) => ({ ...row, content: submittedContent(JSON.parse(row.content)) }));
}
