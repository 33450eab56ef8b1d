import { newId } from '@app/kernel';
import { PeerReviews, ProposalQueries, Reviewing, ReviewLinks } from '@app/proposals';
import type { Stage } from './stage';

/** A proposal in peer review: one review is in, by somebody who stays anonymous to the group; another is at work. */
export async function playPeerReview(stage: Stage): Promise<void> {
  const id = await stage.submitted(stage.invented('conversation-designer', { title: 'Chatbot tester' }));
  const officer = await stage.as('officer');
  const [reviews, reviewing, links] = [
    stage.app.get(PeerReviews),
    stage.app.get(Reviewing),
    stage.app.get(ReviewLinks),
  ];
  const { version } = await stage.app.get(ProposalQueries).proposal(officer, id);
  await reviews.start(officer, id, version);
  const people = [
    { name: 'Robin Reviewer', email: 'robin.reviewer@example.test', anonymous: 'yes' },
    { name: 'Parker Peer', email: 'parker.peer@example.test', anonymous: 'no' },
  ] as const;
  for (const [index, person] of people.entries()) {
    const invitation = await reviews.invite(officer, id, { ...person, workingDays: 10, key: newId() });
    const token = links.token(invitation);
    await reviewing.declare(token, { interested: false, details: '' });
    if (index > 0) continue;
    const content = {
      parts: { 'requirement-broad': 'Say how much of the training is off the job.' },
      overall: 'A job of its own, and employers ask for it (an invented review).',
      toOfficer: 'The evidence on pay is thin.',
      recommendation: 'ready-with-changes' as const,
    };
    await reviewing.send(token, content, { seen: 0, key: newId() });
  }
  await stage.settle();
}
