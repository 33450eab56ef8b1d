import { SeatQueries } from '@app/panels';
import { Db } from '@app/platform';
import { employerSchema, Trailblazers } from '@app/trailblazers';
import { seat } from './groups';
import { Stage } from './stage';

/**
 * A second group, of which one employer stands in the register of a member of the panel: their recusal is proposed, and
 * waits for a ruling of the chair. The panel's other item leaves the member something to do.
 */
export async function playRecusal(demo: Stage, route = 'creative-design'): Promise<void> {
  const { app } = demo;
  const [officer, member] = [await demo.as('officer'), await demo.as(`member3.${route}`)];
  const [employer = ''] = await app.get(SeatQueries).interestsOf(app.get(Db).read(), member.id);
  const remit = 'Access to broadcast and live events (an invented group)';
  const groupId = await app.get(Trailblazers).form(officer, { name: 'Accessible events trailblazer group', remit });
  const details = { name: `${employer} Ltd`, size: 'small', sector: 'Creative', region: 'Yorkshire and the Humber' };
  const organisation = { ...employerSchema.parse(details), kind: 'employer' } as const;
  const organisationId = await app.get(Trailblazers).addOrganisation(officer, groupId, organisation);
  await seat(app, groupId, 'trailblazer', 'group-chair', organisationId);
  const stage = new Stage(app, groupId);
  const [title, profile] = [
    'Audio describer',
    'An audio describer writes and speaks what happens on stage and screen, for people who cannot see it. This proposal is invented for the demonstration.',
  ];
  const change = { route, title, profile, typicalJobTitles: [title] };
  await stage.accepted(stage.invented('conversation-designer', change));
  await stage.settle();
}
