import { deciderName, deciderWords, type Named } from '@app/deciders';
import { formatLondon, londonDate } from '@app/kernel';
import type { Outcome } from '@app/panels';
import { bothPanelsWords, type Period, periodInWords, requirements } from '@app/proposals';
import { isFinal, lastDayToAsk } from './rules';

/** What the letter is written from. */
export type LetterFacts = {
  stage: 'panel' | 'committee';
  /** The panel, or the office of a named decision-maker. */
  panelName: string;
  /** Who decides in the end: of a decision who took it, of a recommendation who takes the next one. */
  decidesNext: Named | null;
  /** Whether no further stage decides: the committee, a named decision-maker, or of an adjustment the panel. */
  lastStage: boolean;
  /** Two where it would move to another route, and whether both came to the same. */
  panels: number;
  panelsAgree: boolean;
  /** What both panels of a move recommended, in the committee's letter on it. */
  recommendations: readonly { panelName: string; outcome: Outcome; reasons: string }[];
  reference: string;
  title: string;
  versionNo: number;
  groupName: string;
  outcome: Outcome;
  reasons: string;
  requirementReasons: Readonly<Record<string, string>>;
  /** Of a dispensation: its days, as they were decided on. */
  period: Period | null;
  decidedAt: Date;
  /** When the decision was made whose place this one takes. */
  reverses: Date | null;
  conditions: readonly { no: number; text: string; dueOn: Date | null }[];
};

export type LetterPart = { heading: string; paragraphs: string[]; list: { term: string; text: string }[] };
export type Letter = { heading: string; date: string; to: string; about: string; parts: LetterPart[] };

const decided: Readonly<Record<Outcome, string>> = {
  approve: 'to approve it',
  'approve-with-conditions': 'to approve it with conditions',
  revise: 'to ask you to revise and resubmit it',
  reject: 'to reject it',
};
const next: Readonly<Record<Outcome, string>> = {
  approve: 'The occupation will be put on its map with one of the next revisions of the map. You are told when it is.',
  'approve-with-conditions':
    'The approval takes effect when all conditions are discharged. Give the evidence on the page of your proposal; the product manager checks it.',
  revise:
    'Change your proposal and submit it again. It then goes to the product manager and to those who recommend and decide again.',
  reject: 'The proposal goes no further. What you submitted, and these reasons, stay on record.',
};

const committee: Named = { body: 'committee', title: null };

/** What is not the end of a stage yet: an approval of the panel, or of a move between routes what one panel says alone. */
function isRecommended({ lastStage, outcome, panels, panelsAgree }: LetterFacts): boolean {
  return !lastStage && (outcome.startsWith('approve') || (panels > 1 && !panelsAgree));
}

/** The decision letter: the page prints it, and the notice carries its text. */
export function letterOf(facts: LetterFacts): Letter {
  const { stage, panelName, reference, title, versionNo, groupName, outcome, decidedAt, reverses } = facts;
  const recommended = isRecommended(facts);
  const decider = facts.decidesNext ?? committee;
  const who = stage === 'panel' ? `The ${panelName}` : deciderName(decider);
  const verb = recommended ? 'recommends' : 'has decided';
  const first = `${who} considered version ${versionNo} of your proposal ${reference}, ${title}, and ${verb} ${decided[outcome]}.`;
  const afresh = reverses && `This decision takes the place of the decision of ${formatLondon(reverses)}.`;
  const onward =
    facts.panels > 1
      ? `${bothPanelsWords} You are told what comes of it.`
      : `${deciderName(decider)} decides next. You are told the decision.`;
  const after = recommended ? onward : nextOf(facts);
  return {
    heading: `${recommended ? 'Recommendation' : 'Decision'} on ${reference}, ${title}`,
    date: formatLondon(decidedAt),
    to: groupName,
    about: `${reference}, version ${versionNo}`,
    parts: [
      part('What was decided', [first, ...(afresh ? [afresh] : [])]),
      part('Reasons', [facts.reasons], reasonsOf(facts)),
      ...recommendationsOf(facts),
      ...conditionsOf(facts),
      part('What happens next', [after]),
      ...rightToReview(facts),
    ],
  };
}

/** A dispensation that is approved changes no map: it holds for its time, and never before it was decided. */
function nextOf({ outcome, period, decidedAt }: LetterFacts): string {
  if (outcome !== 'approve' || period === null) return next[outcome];
  const [first, decided] = [period.startsOn, londonDate(decidedAt)];
  const days = periodInWords({ ...period, startsOn: decided > first ? decided : first });
  return `${days}, to the end of the last day, what you asked for is allowed. It stands on the public list of dispensations. It cannot be made longer: if you need more time, ask for a new one. You are reminded four weeks before it ends.`;
}

/** The same letter as plain text, for the notice. */
export function letterText(letter: Letter): string[] {
  return letter.parts.map(({ heading, paragraphs, list }) =>
    [heading.toUpperCase(), ...paragraphs, ...list.map(({ term, text }) => `- ${term}: ${text}`)].join('\n'),
  );
}

function part(heading: string, paragraphs: string[], list: LetterPart['list'] = []): LetterPart {
  return { heading, paragraphs, list };
}

function reasonsOf({ requirementReasons }: LetterFacts): LetterPart['list'] {
  return requirements.flatMap(({ key, text }) => {
    const reason = requirementReasons[key] ?? '';
    return reason === '' ? [] : [{ term: text, text: reason }];
  });
}

function recommendationsOf({ recommendations }: LetterFacts): LetterPart[] {
  if (recommendations.length === 0) return [];
  const list = recommendations.map(({ panelName, outcome, reasons }) => ({
    term: `The ${panelName} recommended ${decided[outcome]}`,
    text: reasons,
  }));
  return [part('What the route panels recommended', [], list)];
}

function conditionsOf({ conditions, stage }: LetterFacts): LetterPart[] {
  if (conditions.length === 0) return [];
  const list = conditions.map(({ no, text, dueOn }) => ({
    term: dueOn === null ? `Condition ${no}` : `Condition ${no}, by ${formatLondon(dueOn)}`,
    text,
  }));
  return [part(stage === 'panel' ? 'Conditions that the panel proposes' : 'Conditions', [], list)];
}

function rightToReview(facts: LetterFacts): LetterPart[] {
  if (!isFinal(facts)) return [];
  const until = formatLondon(lastDayToAsk(facts.decidedAt));
  return [
    part('Your right to a procedural review', [
      `The chair of your group can ask for a procedural review until the end of ${until}, on the page of your proposal.`,
      `A review looks at how the decision was made: whether the published process was followed, whether relevant information was overlooked or misunderstood, whether irrelevant information was considered, and whether there was the power to decide. New evidence, or disagreement with the decision, is no ground. People who were not involved consider and decide it. If it is upheld, ${deciderWords(facts.decidesNext ?? committee)} decides afresh.`,
    ]),
  ];
}
