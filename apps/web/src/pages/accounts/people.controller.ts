import { Accounts, PeopleQueries } from '@app/accounts';
import {
  type Actor,
  day,
  emailAddress,
  groupRoles,
  isDeciding,
  longText,
  oneLine,
  parseLondon,
  paths,
  personName,
  refuse,
  type Role,
  roles,
} from '@app/kernel';
import { Db } from '@app/platform';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeById, placeInTwo, words } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { Places, roleWords } from './places';

const invitation = z.object({
  name: personName('Enter the full name'),
  email: emailAddress,
});
/** Roles in a trailblazer group are had by joining it: its own rules (one chair, an owner stays) hold there. */
const isGroupRole = (one: Role): boolean => groupRoles.some((role) => role === one);
const rolesHere = roles.filter((one) => !isGroupRole(one));
const role = z.object({
  role: z.enum(rolesHere, { error: 'Choose a role' }),
  scope: oneLine(200).default(''),
  until: z.union([z.literal(''), day('Enter the last day like 2027-03-31, or leave it blank')]).default(''),
});
const ending = z.object({ reason: longText(500, 'Enter why the account ends') });
const scoped: readonly Role[] = ['panel-chair', 'panel-member', 'panel-secretary'];
const uuid = z.uuid();
/** Whom to look for, and the last person of the page before. */
const filters = { q: words(), name: words(200), id: placeById };

/** Administrators invite people, give and end roles with their terms, and end accounts. */
@Controller('admin/people')
@Can('account.manage')
export class PeopleController {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly people: PeopleQueries,
    private readonly places: Places,
  ) {}

  @Get()
  async list(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    return this.showList(Form.first(invitation), asked);
  }

  @Post()
  async invite(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      invitation,
      async (given) => {
        const id = await this.db.write((tx) => this.accounts.addPerson(tx, actor, given));
        return redirect(paths.person(id));
      },
      (form) => this.showList(form, { q: null, name: null, id: null }),
    );
  }

  @Get(':id')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showPerson(actor, id, Form.first(z.union([role, ending])));
  }

  @Post(':id/roles')
  async give(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      role,
      async (given) => {
        if (scoped.includes(given.role) !== (given.scope !== '')) {
          refuse(given.scope === '' ? 'Choose the panel of this role' : 'This role has no panel', 'scope');
        }
        const known = given.scope === '' || (await this.places.panels()).some(({ value }) => value === given.scope);
        if (!known) refuse('Choose a panel of the list', 'scope');
        const until = given.until === '' ? null : parseLondon(given.until, '23:59', 'until');
        await this.db.write(async (tx) =>
          this.accounts.grant(tx, actor, {
            personId: id,
            role: given.role,
            scope: given.scope === '' ? null : given.scope,
            from: await tx.now(),
            until,
          }),
        );
        return redirect(paths.person(id));
      },
      (form) => this.showPerson(actor, id, form),
    );
  }

  @Post(':id/roles/:grant/end')
  async endRole(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('grant') grant: string): Promise<Answer> {
    const found = (await this.people.grants(id)).find((one) => one.id === grant);
    if (found !== undefined && isGroupRole(found.role)) refuse('A role in a group ends on the page of the group');
    await this.db.write((tx) => this.accounts.endGrant(tx, actor, grant));
    return redirect(paths.person(id));
  }

  @Post(':id/end')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      ending,
      async ({ reason }) => {
        await this.db.write((tx) => this.accounts.endPerson(tx, actor, id, reason));
        return redirect(paths.person(id));
      },
      (form) => this.showPerson(actor, id, form),
    );
  }

  private async showList(form: Form, { q, name, id }: AskedOf<typeof filters>): Promise<Answer> {
    const place = placeInTwo(['name', name], ['id', id]);
    const after = place && { name: place[0], id: place[1] };
    const search = q ?? '';
    const places = await this.places.all();
    const { people, next } = await this.people.list(search, after);
    const rows = people.map((person) => ({ ...person, roles: person.grants.map((grant) => roleWords(grant, places)) }));
    return page('accounts/people', { title: 'People', form, search, people: rows, next });
  }

  private async showPerson(actor: Actor, id: string, form: Form): Promise<Answer> {
    const person = await this.accounts.person(
      this.db.read(),
      uuid.safeParse(id).success ? id : '00000000-0000-0000-0000-000000000000',
    );
    const places = await this.places.all();
    const grants = await this.people.grants(id);
    return page('accounts/person', {
      title: person.name,
      person,
      form,
      own: actor.id === id,
      roles: rolesHere.filter((one) => actor.id !== id || !isDeciding(one)),
      places: await this.places.panels(),
      grants: grants.map((grant) => ({
        ...grant,
        words: roleWords(grant, places),
        group: isGroupRole(grant.role) ? grant.scope?.replace('group:', '') : null,
      })),
    });
  }
}
