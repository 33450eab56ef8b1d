import { ConsultationQueries, DraftQueries, Preparing, type TemplateKey, templates } from '@app/consultations';
import { type Actor, NotFound, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { kindsOfRequest, ProposalQueries } from '@app/proposals';
import { Controller, Get } from '@nestjs/common';
import { Carried } from '../../http/asked';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf } from '../../http/fields';
import type { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { beginning, chosenIn } from './begin.form';

type Beginning = { template: TemplateKey; title: string; subjects: string; kept: string[] };

/** What is prepared and what runs, and where a consultation begins. */
@Controller('consultation-drafts')
@Can('consultation.prepare')
export class DraftsController {
  constructor(
    private readonly preparing: Preparing,
    private readonly drafts: DraftQueries,
    private readonly consultations: ConsultationQueries,
    private readonly proposals: ProposalQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    const [drafts, all] = [await this.drafts.open(actor), await this.consultations.list()];
    const rows = drafts.map((draft) => ({ ...draft, template: templates[draft.template].name }));
    const ended = ['closed', 'withdrawn'];
    const running = all.filter(({ standing }) => !ended.includes(standing));
    const closed = all.filter(({ standing }) => ended.includes(standing)).slice(0, 50);
    return page('preparing/list', { title: 'Consultations', drafts: rows, running, closed });
  }

  @FormPage('new')
  async begin(
    @CurrentActor() actor: Actor,
    @Carried() carried: Readonly<Record<string, string>>,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      beginning,
      async ({ template, title, key, ...given }) => {
        const subjects = chosenIn(given, await this.maps.current());
        const id = await this.preparing.prepare(actor, { template, title, subjects, key });
        return redirect(paths.consultationDraft(id));
      },
      async (form) => this.showBegin(form.isFirst ? form.beginning(await this.proposed(actor, carried)) : form),
    );
  }

  /** What the page that led here says: about which request, occupation or route. */
  private async proposed(actor: Actor, carried: Readonly<Record<string, string>>): Promise<Beginning> {
    const { proposal, occupation, route } = carried;
    if (proposal !== undefined) return this.ofRequest(actor, idOf(proposal, 'This proposal'));
    const map = await this.maps.current();
    if (occupation !== undefined) {
      const found = map?.occupation(occupation);
      if (!found) throw new NotFound('This occupation');
      const { title, reference } = found.occupation;
      return { template: 'standards', title: `What should become of ${title}?`, subjects: reference, kept: [] };
    }
    if (route === undefined) return { template: 'blank', title: '', subjects: '', kept: [] };
    const found = map?.route(route);
    if (!found) throw new NotFound('This route');
    return { template: 'map', title: `The map of ${found.name}`, subjects: route, kept: [] };
  }

  private async ofRequest(actor: Actor, id: string): Promise<Beginning> {
    const { kind, content, id: found } = await this.proposals.proposal(actor, id);
    const retires = kind === 'retirement';
    const what = kindsOfRequest[kind].name.replace(/^An? /, '');
    const title = `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${content.title}`;
    const template = retires ? 'retirement' : 'proposal';
    return { template, title, subjects: '', kept: [`${template}:${found}`] };
  }

  private showBegin(form: Form): Answer {
    const choices = Object.entries(templates).map(([value, { name, purpose, leastWeeks }]) => ({
      value,
      text: name,
      hint: { text: `${purpose}. At least ${leastWeeks} weeks.` },
    }));
    const kept = [form.value('kept') ?? []].flat();
    return page('preparing/begin', { title: 'Prepare a consultation', templates: choices, kept, form });
  }
}
