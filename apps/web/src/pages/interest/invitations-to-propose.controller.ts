import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { InterestQueries, type InvitationRow } from '@app/trailblazers';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { employersOf, Surroundings } from '../maps/surroundings';

/** Invitations to propose as the public reads them, with how many employers registered interest in each. */
@Controller('invitations-to-propose')
@Public()
export class InvitationsToProposeController {
  constructor(
    private readonly queries: InterestQueries,
    private readonly map: MapReader,
    private readonly pages: PublicPages,
    private readonly surroundings: Surroundings,
  ) {}

  @Get()
  async list(): Promise<Ready> {
    const { version } = await this.surroundings.now();
    return this.pages.page(paths.invitationsToPropose(), version, async () => {
      const rows = await Promise.all((await this.queries.invitations()).map((row) => this.shown(row)));
      return page('interest/list', {
        title: 'Invitations to propose',
        section: 'maps',
        open: rows.filter(({ open }) => open).reverse(),
        closed: rows.filter(({ open }) => !open),
      });
    });
  }

  @Get(':reference')
  async show(@Param('reference') reference: string): Promise<Ready> {
    const { version } = await this.surroundings.now();
    return this.pages.page(paths.invitationToPropose(reference), version, async () => {
      const invitation = await this.shown(await this.queries.invitation(reference));
      return page('interest/show', { title: invitation.title, section: 'maps', invitation });
    });
  }

  private async shown(row: InvitationRow) {
    const routeName = (await this.map.current())?.route(row.route)?.name ?? row.route;
    return { ...row, routeName, employers: employersOf(await this.surroundings.now(), 'invitation', row.reference) };
  }
}
