import { type DecisionRow, RegisterQueries } from '@app/decisions';
import { paths } from '@app/kernel';
import { EditionQueries, type EditionWithChanges } from '@app/occupational-map';
import { type Searchable, Segment } from '@app/search';
import { Injectable } from '@nestjs/common';
import type { Around } from '../maps/surroundings';

/** What is found beside the maps: what is consulted on, decided or published, and pages of ours. */
export type SiteThing = Searchable & { kind: 'consultation' | 'decision' | 'edition' | 'page'; href: string };

/** Pages of ours, and what people call what stands on them. */
const pages: readonly [title: string, href: string, called: readonly string[]][] = [
  ['Occupational maps', paths.maps(), ['routes', 'all routes', 'map']],
  ['T Levels', paths.tLevels(), ['technical qualification after GCSE']],
  ['Consultations', paths.consultations(), ['have your say', 'respond', 'feedback on proposals']],
  ['Decisions', paths.decisions(), ['register of decisions', 'approvals', 'conditions']],
  ['Who decides', paths.whoDecides(), ['committee', 'decision makers', 'approval rules']],
  ['Route panels', paths.routePanels(), ['panel members', 'meetings', 'minutes', 'interests']],
  ['Changes to the maps', paths.mapChanges(), ['editions', 'news', 'what changed']],
  ['Scheduled changes', paths.scheduledChanges(), ['calendar', 'next edition']],
  ['Retired occupations', paths.retiredOccupations(), ['withdrawn standards']],
  ['Invitations to propose', paths.invitationsToPropose(), ['employers', 'start a trailblazer group']],
  ['Revisions status', paths.revisionsStatus(), ['standards in revision']],
  ['Approvals cycles', paths.approvalsCycles(), ['submission deadlines', 'dates']],
  ['Dispensations', paths.dispensations(), ['exemptions']],
  ['Ministerial directions', paths.directions(), ['minister']],
  ['SOC codes', paths.socCodes(), ['standard occupational classification']],
  ['Open data', paths.openData(), ['download', 'csv', 'json', 'licence', 'dataset']],
  ['API', paths.apiDocs(), ['developers', 'api key', 'openapi']],
  ['About the maps', paths.about(), ['contact', 'help', 'what is an occupational map', 'missing occupation']],
];
const ofSite: readonly SiteThing[] = pages.map(([title, href, called]) => ({
  kind: 'page',
  id: href,
  title,
  href,
  texts: [{ by: 'title', text: title }, ...called.map((text) => ({ by: 'keyword' as const, text }))],
}));

const [mostDecisions, mostEditions] = [500, 100];

/** What is found beside the maps, made anew where what stands around them has changed. */
@Injectable()
export class SiteThings {
  private known: { version: string; segment: Segment<SiteThing> } | null = null;

  constructor(
    private readonly register: RegisterQueries,
    private readonly editions: EditionQueries,
  ) {}

  /** All of it. While the database does not answer, what was known last: `passing` says so. */
  async now(around: Around, edition: number): Promise<{ segment: Segment<SiteThing>; passing: boolean }> {
    const version = `${edition} ${around.version}`;
    if (this.known?.version === version) return { segment: this.known.segment, passing: false };
    try {
      const { rows } = await this.register.page({ route: null, year: null, after: null }, mostDecisions);
      const editions = await this.editions.recent({ limit: mostEditions });
      const segment = thingsOf(around, rows, editions);
      this.known = { version, segment };
      return { segment, passing: false };
    } catch {
      return { segment: this.known?.segment ?? new Segment(ofSite), passing: true };
    }
  }
}

/** The things of the site: texts of nobody but us and of what is public already. */
export function thingsOf(
  { consultations }: Pick<Around, 'consultations'>,
  decisions: readonly DecisionRow[],
  editions: readonly EditionWithChanges[],
): Segment<SiteThing> {
  return new Segment<SiteThing>([
    ...ofSite,
    ...consultations.map(({ reference, title, subjects }) =>
      thing(
        'consultation',
        reference,
        title,
        paths.consultation(reference),
        subjects.map((one) => ({ by: 'part' as const, text: one.title })),
      ),
    ),
    ...decisions.map(({ id, reference, title }) => thing('decision', reference, title, paths.decision(id), [], id)),
    ...editions.map(({ no, note, changes }) =>
      thing(
        'edition',
        `Edition ${no}`,
        note || `Edition ${no}`,
        `${paths.mapChanges()}?below=${no + 1}#edition-${no}`,
        [{ by: 'part', text: `Edition ${no}` }, ...changes.map((text) => ({ by: 'statement' as const, text }))],
      ),
    ),
  ]);
}

/** These stand behind what the maps themselves answer as well. */
const thing = (
  kind: SiteThing['kind'],
  code: string,
  title: string,
  href: string,
  more: SiteThing['texts'],
  id = code,
): SiteThing => ({
  kind,
  id,
  title,
  href,
  codes: [code],
  texts: [{ by: 'title', text: title }, ...more],
  behind: 0.3,
});
