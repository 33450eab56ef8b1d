import type { Reader } from '@app/platform';

const latest = `i.version_id = (select id from proposal_version where proposal_id = i.proposal_id order by no desc limit 1)`;

/** How many reviews of the version submitted last are in. */
export async function reviewsIn(reader: Reader, proposalId: string): Promise<number> {
  const row = await reader.one<{ reviews: number }>(
    `select count(*)::int as reviews from peer_review r join review_invitation i on i.id = r.invitation_id
     where i.proposal_id = $1 and ${latest}`,
    [proposalId],
  );
  return row?.reviews ?? 0;
}

/** Whether the invitation is for the version submitted last. */
export async function isForLatest(reader: Reader, invitationId: string): Promise<boolean> {
  return (await reader.one(`select 1 from review_invitation i where i.id = $1 and ${latest}`, [invitationId])) !== null;
}
