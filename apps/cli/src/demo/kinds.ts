import { londonDate, newId } from '@app/kernel';
import { Db } from '@app/platform';
import { type Beginning, OfficersRequests, type ProposalContent, Proposals } from '@app/proposals';
import { consultOn } from './consulting';
import { committee, panelOf, type Stage } from './stage';

const day = 86_400_000;
const evidence = 'Letters of five employers (invented for the demonstration).';

/** One request of each further kind, each at another stage. */
export async function playKinds(stage: Stage): Promise<void> {
  const standard = await submitted(stage, { kind: 'standard', occupation: 'OCC1375' }, (content) => {
    const { profile, typicalJobTitles, duties, ksbs } = stage.invented('green-roof-installer');
    const overview = content.profile === '' ? profile : content.profile;
    return { ...content, profile: overview, typicalJobTitles, keywords: ['retrofit', 'energy'], duties, ksbs };
  });
  await accept(stage, standard);
  await submitted(stage, { kind: 'change', occupation: 'OCC0116' }, (content) => ({
    ...content,
    profile: content.profile.replace(', and keeps', ' and keeps'),
    grounds: { explanation: 'There is a comma too many in the overview.', evidence: 'The overview itself.' },
  }));
  const adjustment = await submitted(stage, { kind: 'change', occupation: 'OCC0128' }, (content) => ({
    ...content,
    keywords: [...content.keywords, 'low-code'],
    grounds: { explanation: 'People search for it by this word.', evidence },
  }));
  await accept(stage, adjustment);
  await submitted(stage, { kind: 'option', occupation: 'OCC0397A' }, (content) => ({
    ...content,
    title: 'Animal care and welfare assistant - Aquatic Animals',
    option: { act: 'add', name: 'Aquatic Animals' },
    profile: content.profile || 'Looks after animals that live in water.',
    grounds: { explanation: 'Aquariums train for it, and no option covers it.', evidence },
  }));
  await retirement(stage);
  await withoutGroup(stage);
  await stage.settle();
}

/** A dispensation that was agreed and is in force by the time that the demo cases end. */
export async function playDispensation(stage: Stage): Promise<void> {
  const now = await stage.app.get(Db).read().now();
  const on = (days: number): string => londonDate(new Date(now.getTime() + days * day));
  const id = await submitted(stage, { kind: 'dispensation', occupation: 'OCC0128' }, (content) => ({
    ...content,
    affected: [content.duties[0]?.code ?? 'whole'],
    instead: 'This part may be shown in a simulated environment, where an employer has no live one (invented).',
    period: { startsOn: on(3), endsOn: on(120) },
    grounds: { explanation: 'Small employers have no live environment that trainees may change.', evidence },
  }));
  await accept(stage, id);
  const reason = 'What people have to be able to do stays the same.';
  await stage.decided(id, 'digital', panelOf('digital'), 'approve', reason);
  await stage.decided(id, 'committee', committee, 'approve', reason);
}

/** A retirement that its panel cannot take up yet: the consultation on it is open. */
async function retirement(stage: Stage): Promise<void> {
  const id = await submitted(stage, { kind: 'retirement', occupation: 'OCC0037A' }, (content) => ({
    ...content,
    triggers: ['low-starts', 'other-routes'],
    successor: 'none',
    grounds: { explanation: 'Hardly anybody has started on it for three years.', evidence },
  }));
  await accept(stage, id);
  const title = await stage.titleOf(id);
  await consultOn(stage, {
    template: 'retirement',
    title: `Should “${title}” be retired?`,
    introduction: `Hardly anybody has started on ${title} for three years. Say whether you still need it. The consultation is invented for the demonstration.`,
    audience: 'Employers who take people on in this work, and those who teach it.',
    subjects: [{ kind: 'retirement', ref: id }],
    days: 35,
  });
}

/** A draft that the officer prepares without a trailblazer group. */
async function withoutGroup(stage: Stage): Promise<void> {
  const given = {
    ground: 'law',
    reason: 'New rules on data in schools ask for it from September (invented).',
  } as const;
  await stage.app
    .get(OfficersRequests)
    .start(await stage.as('officer'), given, newId(), { kind: 'change', occupation: 'OCC0116' });
}

async function submitted(
  stage: Stage,
  beginning: Beginning,
  change: (content: ProposalContent) => ProposalContent,
): Promise<string> {
  const [proposals, actor] = [stage.app.get(Proposals), await stage.as('trailblazer')];
  const id = await proposals.start(actor, stage.groupId, newId(), beginning);
  await proposals.amend(actor, id, 1, { part: 'the proposal', change });
  await proposals.submit(actor, id, 2, newId());
  return id;
}

async function accept(stage: Stage, id: string): Promise<void> {
  await stage.app
    .get(Proposals)
    .accept(await stage.as('officer'), id, undefined, 'The panel knows the occupation well');
}
