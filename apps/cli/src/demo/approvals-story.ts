import { paths } from '@app/kernel';
import { dispensationOver, dispense } from './approvals-dispensation';
import { refusedAndReviewed } from './approvals-review';
import { announceRetirement, retire } from './approvals-retirement';
import { suggestion } from './approvals-suggestion';
import { checkApprovals, checkMails } from './approvals-checks';
import { cases, committee, conclude, dayAhead, decided, digital, eachRequirement, open, vote } from './ballot-steps';
import type { Play } from './play';
import { accept, answerMatches, part, proposed, publish, submit } from './request-steps';

const conditional = 'Model documentation lead';
const revised = 'Data lineage analyst';
const reasons = { reasons: 'It meets the requirements.' };

/** The approval side: conditions, a second ballot, a retirement, a suggestion, a procedural review, a dispensation. */
export async function playApprovals(play: Play): Promise<void> {
  const retirement = await announceRetirement(play);
  const { id, decision } = await approvedWithConditions(play);
  const secondTime = await revisedAndResubmitted(play);
  const reference = await suggestion(play);
  const { first, afresh } = await refusedAndReviewed(play);
  await publish(play, id, conditional);
  const anybody = await play.as(null);
  const found = `${paths.search()}?q=${encodeURIComponent(conditional)}&kind=occupation`;
  await anybody.get(found);
  await anybody.follow(conditional);
  play.see('its page says that it is in development', anybody, 'Standard in development');
  const made = { decision, secondTime, first, afresh, conditional, revised, suggestion: reference };
  await checkMails(play, made);
  const dispensation = await dispense(play);
  await retire(play, retirement);
  await dispensationOver(play, dispensation);
  await checkApprovals(play, made);
}

async function approvedWithConditions(play: Play): Promise<{ id: string; decision: string }> {
  const id = await proposed(play, conditional);
  const ballot = await open(play, digital, id, conditional);
  const conditions = 'Name two further employers';
  await vote(play, ballot, digital.people.slice(0, 3), 'approve-with-conditions', { conditions });
  const undecided = await play.as('member3.digital');
  await undecided.get(paths.ballotPart(ballot, 'interest'));
  await undecided.submit('/interest', { interested: 'no' });
  await undecided.get(paths.ballot(ballot));
  play.see('who has not voted sees the turnout only', undecided, 'is shown to you once you have voted');
  await vote(play, ballot, ['member3.digital'], 'approve');
  await conclude(play, digital, ballot, id, {
    step: 'the panel recommends it with conditions',
    outcome: 'approve-with-conditions',
    reasons,
    then: cases.withCommittee,
  });
  const anybody = await play.as(null);
  await anybody.get(paths.decisions());
  if (anybody.text.includes(conditional)) throw new Error('the register shows a recommendation before the decision');
  const decision = await decided(play, committee, id, {
    see: conditional,
    step: 'the committee approves it with conditions',
    outcome: 'approve-with-conditions',
    then: cases.conditions,
    vote: { conditions },
    reasons: { reasons: 'One point is to be settled first.', ...dayAhead(play, 20, '-1') },
  });
  await discharged(play, id, decision);
  return { id, decision };
}

async function discharged(play: Play, id: string, decision: string): Promise<void> {
  const [chair, officer] = [await play.as('trailblazer'), await play.as('officer')];
  await chair.get(paths.decisionConditions(decision));
  await chair.follow('Give the evidence for condition 1');
  await chair.submit('/meet', { text: 'A bank and a council have joined our group.' });
  play.see('the group gives its evidence', chair, 'A bank and a council');
  await officer.get(paths.decisionConditions(decision));
  await officer.follow('Check the evidence for condition 1');
  await officer.submit('/check', { action: 'discharge', text: 'Both letters are there.' });
  play.see('the officer discharges the condition', officer, 'Both letters are there.');
  await chair.get(paths.proposal(id));
  play.see('with its condition met it is agreed', chair, 'Agreed as an occupation: yes');
  await chair.follow('The letter');
  play.see('the group reads its letter', chair, 'has decided to approve it with conditions');
}

/** The panel sends it back with a reason for each requirement; the next version gets a second ballot. @returns the decision */
async function revisedAndResubmitted(play: Play): Promise<string> {
  const id = await proposed(play, revised);
  await decided(play, digital, id, {
    see: revised,
    step: 'the panel asks to revise and resubmit',
    outcome: 'revise',
    then: cases.returned,
    reasons: { reasons: 'The range of employers is not shown.', ...eachRequirement },
  });
  const chair = await play.as('trailblazer');
  const profile = 'Traces where data comes from. Banks, councils and hospitals employ such people.';
  await part(chair, id, 'profile', { profile, typicalJobTitles: 'Data lineage analyst' });
  await answerMatches(play, id);
  await submit(play, id, 'the chair submits version 2', 'Version 2');
  await accept(play, id);
  const second = { see: 'version 2', outcome: 'approve', reasons } as const;
  const step = 'a second ballot, on version 2, recommends it';
  await decided(play, digital, id, { ...second, step, then: cases.withCommittee });
  return decided(play, committee, id, { ...second, step: 'the committee approves it', then: cases.agreed });
}
