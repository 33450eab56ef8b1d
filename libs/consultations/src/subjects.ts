import { type Actor, may, refuse } from '@app/kernel';
import { MapReader, type Occupation, type PublishedMap } from '@app/occupational-map';
import type { Tx } from '@app/platform';
import { isOnItsWay, Proposal, ProposalQueries, standingOf } from '@app/proposals';
import { revisionPolicy, RevisionQueries } from '@app/revisions';
import { Injectable } from '@nestjs/common';
import { type Proposed, proposedShape } from './domain/proposed';
import type { NamedSubject, Subject, SubjectKind } from './domain/subject';
import { proposedOf } from './proposed-of';

type Found = Pick<Subject, 'title' | 'version' | 'shown'>;
type Finder = (tx: Tx, actor: Actor, ref: string) => Promise<Found | null>;

/** Finds what can be consulted on, with the text that the public reads of it; one row for each kind. */
@Injectable()
export class Subjects {
  private readonly find: Readonly<Record<SubjectKind, Finder>>;

  constructor(
    private readonly maps: MapReader,
    private readonly proposals: ProposalQueries,
    private readonly revisions: RevisionQueries,
  ) {
    const request: Finder = (tx, _, ref) => this.request(tx, ref);
    this.find = {
      proposal: request,
      retirement: request,
      occupation: this.onMap((map, ref) => {
        const found = map.occupation(ref);
        return found === null ? null : occupationShown(map, found.occupation);
      }),
      cluster: this.onMap((map, ref) => {
        const cluster = map.cluster(ref);
        const held = map.occupations.filter(({ reference }) => map.state.placements[reference]?.cluster === ref);
        return cluster === null ? null : listShown(cluster.name, held);
      }),
      pathway: this.onMap((map, ref) => {
        const pathway = map.pathway(ref);
        const held = map.occupations.filter(({ reference }) => map.state.placements[reference]?.pathway === ref);
        return pathway === null ? null : listShown(pathway.name, held);
      }),
      route: this.onMap((map, ref) => {
        const route = map.route(ref);
        return route === null ? null : listShown(route.name, map.occupationsOn(ref));
      }),
      revision: async (_, actor, ref) => {
        if (!mayReadRevisions(actor)) return null;
        const detail = await revisions.detail(ref);
        const title = `Map revision ${detail.revision.no}: ${detail.revision.title}`;
        const items = (await revisions.differences(detail)).map(({ text }) => text);
        const sections = [{ heading: 'What changes', paragraphs: [], items }];
        return { title, version: detail.revision.state, shown: proposedShape.parse({ title, facts: [], sections }) };
      },
    };
  }

  /** A subject as it stands now. @throws Refused where there is none, or nothing is to be asked about it any more */
  async subject(tx: Tx, actor: Actor, { kind, ref }: Pick<Subject, 'kind' | 'ref'>): Promise<Subject> {
    const found = await this.find[kind](tx, actor, ref);
    if (found === null) return refuse(`There is no ${kind} ${ref} on the map`, 'subjects');
    return { kind, ref, ...found };
  }

  /** The map revisions that are not published yet, for who may read them: chosen from a list, since they have no short name. */
  async openRevisions(actor: Actor): Promise<NamedSubject[]> {
    if (!mayReadRevisions(actor)) return [];
    const open = (await this.revisions.list()).filter(({ state }) => !['published', 'discarded'].includes(state));
    return open.map(({ id, no, title }) => ({ kind: 'revision', ref: id, title: `Map revision ${no}: ${title}` }));
  }

  private async request(tx: Tx, ref: string): Promise<Found> {
    const proposal = await tx.lock(Proposal, ref);
    const version = await this.proposals.latestVersion(tx, ref);
    if (version === null) return refuse('This proposal was never submitted', 'subjects');
    if (!isOnItsWay(proposal, standingOf(proposal, await tx.now()))) {
      refuse(`${proposal.reference} is not considered any more: there is nothing to ask about`, 'subjects');
    }
    const shown = proposedOf(proposal.kind, version.content);
    return { title: shown.title, version: version.id, shown };
  }

  private onMap(look: (map: PublishedMap, ref: string) => Proposed | null): Finder {
    return async (_, __, ref) => {
      const map = await this.maps.current();
      const shown = map === null ? null : look(map, ref);
      return shown === null || map === null
        ? null
        : { title: shown.title, version: `Edition ${map.edition.no}`, shown };
    };
  }
}

/** What a draft of a revision says is for those alone who work on revisions, until one of them asks the public about it. */
const mayReadRevisions = (actor: Actor): boolean => may(revisionPolicy, actor, 'read', { drafters: [] });

function occupationShown(
  map: PublishedMap,
  { title, level, reference, duties, overview, ...rest }: Occupation,
): Proposed {
  return proposedShape.parse({
    title,
    facts: [
      { name: 'Reference', value: reference },
      { name: 'Level', value: String(level) },
      { name: 'Route', value: map.routeOf({ reference })?.name ?? '' },
      { name: 'Typical job titles', value: rest.typicalJobTitles.join(', ') },
    ],
    sections: [
      { heading: 'What it is', paragraphs: overview ? [overview] : [], items: [] },
      { heading: 'Duties', paragraphs: [], items: duties.map(({ code, text }) => `${code} ${text}`) },
    ].filter(({ paragraphs, items }) => paragraphs.length + items.length > 0),
  });
}

function listShown(title: string, occupations: readonly Occupation[]): Proposed {
  const items = occupations.map((one) => `${one.reference} ${one.title}, level ${one.level}`);
  return proposedShape.parse({
    title,
    facts: [{ name: 'Occupations', value: String(occupations.length) }],
    sections: [{ heading: 'Its occupations', paragraphs: [], items }],
  });
}
