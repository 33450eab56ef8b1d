import { type GroupRole, newId } from '@app/kernel';
import { loadDemoContent, MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import {
  employerSchema,
  GroupInvitations,
  type InterestAbout,
  InterestRegister,
  InvitationLinks,
  Trailblazers,
} from '@app/trailblazers';
import type { INestApplicationContext } from '@nestjs/common';
import { demoActor, demoAddress } from './people';
import type { Stage } from './stage';

const day = 86_400_000;

/** The trailblazer group of the demo: chaired by trailblazer@, with employer@ as a member and a deputy who is invited. */
export async function formDemoGroup(app: INestApplicationContext): Promise<string> {
  const trailblazers = app.get(Trailblazers);
  const officer = await demoActor(app, 'officer');
  const remit = 'New occupations that employers have asked for in several routes (an invented group)';
  const id = await trailblazers.form(officer, { name: 'New occupations trailblazer group', remit });
  const organisations: string[] = [];
  for (const employer of loadDemoContent().proposals[0]?.employers ?? []) {
    const details = { ...employerSchema.parse(employer), kind: 'employer' } as const;
    organisations.push(await trailblazers.addOrganisation(officer, id, details));
  }
  const [first = '', second = first] = organisations;
  await seat(app, id, 'trailblazer', 'group-chair', first);
  await seat(app, id, 'employer', 'group-member', second);
  return id;
}

/** A demo person takes a seat in a group: the officer invites them, and they accept. */
export async function seat(
  app: INestApplicationContext,
  groupId: string,
  local: string,
  role: GroupRole,
  organisationId: string,
): Promise<void> {
  const person = await demoActor(app, local);
  const order = { id: newId(), name: person.name, email: demoAddress(local), role, organisationId };
  await app.get(GroupInvitations).invite(await demoActor(app, 'officer'), groupId, order);
  await app.get(GroupInvitations).accept(app.get(InvitationLinks).token(order.id), person);
}

/** A deputy who has not answered yet, an open invitation to propose, and the interest of some employers. */
export async function playInterest(stage: Stage): Promise<void> {
  const { app } = stage;
  const [officer, now] = [await stage.as('officer'), await app.get(Db).read().now()];
  const [organisation] = await app
    .get(Db)
    .read()
    .rows<{ id: string }>('select id from trailblazer_organisation where group_id = $1 order by name', [stage.groupId]);
  await app.get(GroupInvitations).invite(officer, stage.groupId, {
    id: newId(),
    name: 'Jules Newcomer',
    email: demoAddress('newcomer'),
    role: 'group-deputy',
    organisationId: organisation?.id ?? '',
  });
  const reference = await app.get(InterestRegister).open(officer, {
    id: newId(),
    title: 'Heat network operator',
    idea: 'Several councils run heat networks and find nobody trained for it. This gap is invented for the demonstration.',
    route: 'construction',
    closesAt: new Date(now.getTime() + 60 * day),
  });
  await interested(app, { kind: 'invitation', key: reference }, employers.slice(0, 2));
  const map = await app.get(MapReader).refresh();
  const awaited = Object.values(map?.state.occupations ?? {}).find(({ status }) => status === 'awaiting-interest');
  if (awaited !== undefined) await interested(app, { kind: 'occupation', key: awaited.reference }, employers);
}

async function interested(
  app: INestApplicationContext,
  about: InterestAbout,
  list: readonly (typeof employers)[number][],
): Promise<void> {
  for (const employer of list) {
    const email = demoAddress(`contact.${employer.organisation.toLowerCase().replaceAll(/\W+/g, '.')}`);
    await app.get(InterestRegister).register(about, { ...employer, key: newId(), email });
  }
}

const employers = [
  {
    organisation: 'Larkfield Works',
    name: 'Ros Lark',
    size: 'micro',
    sector: 'Services',
    region: 'Kent',
    needs: 'One trainee a year.',
  },
  {
    organisation: 'Northgate Partners',
    name: 'Sam Gate',
    size: 'medium',
    sector: 'Services',
    region: 'Leeds',
    needs: 'Four trainees a year, at two sites.',
  },
  {
    organisation: 'Tamar Holdings',
    name: 'Una Tamar',
    size: 'large',
    sector: 'Public services',
    region: 'Devon',
    needs: 'We train people ourselves today, about ten a year.',
  },
] as const;
