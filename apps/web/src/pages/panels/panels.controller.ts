import { type Actor, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Ballots, PanelQueries, Panels } from '@app/panels';
import { Controller, Get, Param } from '@nestjs/common';
import { changesIn } from '../proposals/changes.view';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { ChangesOfMap } from '../maps/map-authority';
import { filesByPurpose } from '../proposals/files.view';
import { closingOf, openingForm, rulesForm } from './panels.form';
import { noPartWords, openingValues, rulesInWords, stateWords } from './panels.view';

/** Panels and what lies before them; chairs open ballots, administrators set the rules. */
@Controller('panels')
export class PanelsController {
  constructor(
    private readonly queries: PanelQueries,
    private readonly panels: Panels,
    private readonly ballots: Ballots,
    private readonly maps: MapReader,
    private readonly changes: ChangesOfMap,
  ) {}

  @Get()
  @Can('panel.see')
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    return page('panels/list', { title: 'Panels', panels: await this.queries.list(actor) });
  }

  @Get(':slug')
  @Can('panel.see')
  async show(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    const found = await this.queries.page(actor, slug);
    return page('panels/show', {
      ...found,
      title: found.panel.name,
      ruleWords: rulesInWords(found.rules),
      open: found.open.map((row) => ({ ...row, stands: stateWords(row) })),
      closed: found.closed.map((row) => ({ ...row, stands: stateWords(row) })),
      changes: await this.changes.of(found.panel.route),
    });
  }

  @FormPage(':slug/open/:id')
  @Can('ballot.open')
  async open(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      openingForm,
      async ({ key, contentHash, ...when }) => {
        const subject = { kind: 'proposal', id: idOf(id) };
        const order = { slug, subject, contentHash, closesAt: closingOf(when), key };
        return redirect(paths.ballot(await this.ballots.open(actor, order)));
      },
      (form) => this.showOpening(actor, slug, id, form),
    );
  }

  @FormPage(':slug/rules')
  @Can('panel.setRules')
  async setRules(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      rulesForm,
      async ({ no, chairBlocks, castingVote, ...numbers }) => {
        const rules = { ...numbers, chairBlocks: chairBlocks === 'yes', castingVote: castingVote === 'yes' };
        await this.panels.setRules(actor, slug, rules, no);
        return redirect(paths.panel(slug));
      },
      (form) => this.showRules(actor, slug, form),
    );
  }

  private async showOpening(actor: Actor, slug: string, id: string, typed: Form): Promise<Answer> {
    const found = await this.queries.opening(actor, slug, { kind: 'proposal', id: idOf(id) });
    const form = typed.beginning({ ...openingValues(found) });
    const routes = (await this.maps.current())?.routes ?? [];
    const title = `Open a ballot on ${found.subject.reference}`;
    const noPart = noPartWords(found.outlook.noPart);
    const view = { changed: changesIn(found.content), files: filesByPurpose(found.content.files), noPart };
    return page('panels/open', { ...found, ...view, title, routes, form });
  }

  private async showRules(actor: Actor, slug: string, typed: Form): Promise<Answer> {
    const { panel, rules } = await this.queries.page(actor, slug);
    const ticked = { chairBlocks: rules.chairBlocks ? 'yes' : '', castingVote: rules.castingVote ? 'yes' : '' };
    const form = typed.beginning({ ...rules, ...ticked });
    return page('panels/rules', { title: `Rules of the ${panel.name}`, panel, rules, form });
  }
}
